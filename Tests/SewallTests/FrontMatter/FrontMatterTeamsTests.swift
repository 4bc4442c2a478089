import ModelSyntax
import SurveyData
import Testing

@testable import sewall

@Suite struct FrontMatterTeamsTests {
  func read(_ text: String) -> (step: TeamStep?, diagnostics: [Diagnostic]) { ReadFrontMatter(text).frontMatter.teams }

  @Test func readsEveryEntry() throws {
    let (step, diagnostics) = read(
      "teams: {by: unit, rate: [climate, lead1..lead5], range: 1..7, null: slight, minimum: 3, aggregate: yes}")
    #expect(diagnostics.isEmpty)
    var expected = TeamStep(by: "unit")
    expected.rated = ["climate", "lead1..lead5"]
    expected.range = 1...7
    expected.null = .slight
    expected.minimum = 3
    expected.aggregates = true
    #expect(step == expected)
  }

  @Test func isThereOnlyWhenWritten() {
    #expect(read("data: a.csv").step == nil)
    #expect(read("teams: {by: unit, add: climate}").step?.added == ["climate"])
  }

  @Test(arguments: [
    ("teams: unit", "wrong-value"), ("teams: {rate: [a]}", "wrong-value"), ("teams: {by: u, range: 5}", "wrong-value"),
    ("teams: {by: u, range: 5..1}", "wrong-value"), ("teams: {by: u, null: skewed}", "wrong-value"),
    ("teams: {by: u, minimum: 1}", "wrong-value"), ("teams: {by: u, aggregate: mean}", "wrong-value"),
    ("teams: {by: u, rate: {a: b}}", "wrong-value"), ("teams: {by: u, minimun: 3}", "unknown-key"),
    ("teams: {by: u, aggregate: yes, add: [a]}", "wrong-value"),
  ])
  func saysWhatIsWrong(text: String, id: String) {
    let (step, diagnostics) = read(text)
    #expect(step == nil)
    #expect(diagnostics.map(\.id) == [id])
    #expect(diagnostics.allSatisfy { $0.range != nil && $0.advice != nil })
  }
}
