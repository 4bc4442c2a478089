import ModelSyntax
import SurveyData
import Testing

@testable import sewall

@Suite struct FrontMatterScalesTests {
  private func frontMatter(_ yaml: String) -> FrontMatter { ReadFrontMatter(yaml).frontMatter }

  @Test func everyKeyIsRead() throws {
    let (scales, diagnostics) = frontMatter(
      """
      scales:
        fssb: {items: fssb1..fssb14, label: Supportive leadership}
        engagement:
          items: [uwes1..uwes8, uwes9]
          reversed: [uwes3, uwes5]
          range: 0..6
          score: sum
          at-least: 7
          fill: person-mean
        ambition: am1..am9
        needs: [n1, n2]
      """
    ).scales
    #expect(diagnostics.isEmpty)
    #expect(
      scales == [
        Scale("fssb", items: ["fssb1..fssb14"], label: "Supportive leadership"),
        Scale(
          "engagement", items: ["uwes1..uwes8", "uwes9"], reversed: ["uwes3", "uwes5"], range: 0...6, score: .sum,
          leastAnswered: 7, fillsWithPersonMean: true),
        Scale("ambition", items: ["am1..am9"]), Scale("needs", items: ["n1", "n2"]),
      ])
  }

  @Test(arguments: ["-3..3", "[-3, 3]", "'-3 .. 3'"])
  func rangesMayBeNegative(_ range: String) {
    #expect(frontMatter("scales: {s: {items: a..c, range: \(range)}}").scales.scales.first?.range == -3...3)
  }

  @Test(arguments: [
    ("scales: x", "wrong-value"), ("scales: {s: {label: S}}", "wrong-value"),
    ("scales: {s: {items: a1..a3, range: 7..1}}", "wrong-value"),
    ("scales: {s: {items: a1..a3, range: high}}", "wrong-value"), ("scales: {s: {items: a1..a3, score: median}}", "wrong-value"),
    ("scales: {s: {items: a1..a3, at-least: some}}", "wrong-value"), ("scales: {s: {items: a1..a3, fill: mean}}", "wrong-value"),
    ("scales: {s: {items: {a: b}}}", "wrong-value"), ("scales: {s: {items: a1..a3, reverse: [a1]}}", "unknown-key"),
  ])
  func whatIsWrongIsSaidWithAdvice(yaml: String, id: String) {
    let found = frontMatter(yaml).scales.diagnostics
    #expect(found.map(\.id) == [id])
    #expect(found.allSatisfy { $0.advice != nil && $0.range != nil })
  }

  @Test func aMisspeltKeyHasASuggestion() {
    #expect(frontMatter("scales: {s: {items: a1..a3, reverse: [a1]}}").scales.diagnostics[0].advice == "did you mean `reversed`?")
  }

  @Test func labelsOfScalesAreLabelsOfVariables() {
    let labels = frontMatter("scales:\n  a: {items: a1..a3, label: A}\n  b: {items: b1..b3, label: B}\nlabels: {b: Other}").labels
    #expect(labels == ["a": "A", "b": "Other"])
  }

  @Test func screeningIsRead() throws {
    let (step, diagnostics) = frontMatter(
      "screening: {longstring: 10, even-odd: .3, mahalanobis: .001, items: a1..a9, exclude: yes}"
    ).screening
    #expect(diagnostics.isEmpty)
    var expected = Screening()
    (expected.longstring, expected.evenOdd, expected.mahalanobis) = (10, 0.3, 0.001)
    expected.items = ["a1..a9"]
    expected.excludes = true
    #expect(step == expected)
  }

  @Test(arguments: [
    ("screening: yes", "wrong-value"), ("screening: {exclude: yes}", "wrong-value"),
    ("screening: {longstring: 1}", "wrong-value"),
    ("screening: {even-odd: 2}", "wrong-value"), ("screening: {mahalanobis: 0}", "wrong-value"),
    ("screening: {longstring: 9, drop: yes}", "unknown-key"), ("screening: {longstring: 9, exclude: all}", "wrong-value"),
  ])
  func wrongScreeningsAreSaidWithAdvice(yaml: String, id: String) {
    let (step, diagnostics) = frontMatter(yaml).screening
    #expect(step == nil)
    #expect(diagnostics.map(\.id) == [id])
    #expect(diagnostics.allSatisfy { $0.advice != nil })
  }
}
