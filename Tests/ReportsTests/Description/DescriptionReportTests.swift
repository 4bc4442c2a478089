import PathAnalysis
import SurveyData
import Testing

@testable import Reports

@Suite struct DescriptionReportTests {
  /// Ten cases whose correlations are .5, -.5 and 0 but for rounding, one value of `c` missing.
  private static func results(intervals: Bool = false) -> DescriptionResults {
    let a: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    let b: [Double] = [2, 1, 4, 3, 6, 5, 8, 7, 10, 9]
    let c: [Double] = [5, 3, 4, 4, .nan, 2, 5, 3, 3, 4]
    let description = SampleDescription(variables: ["a", "b", "c"], columns: [a, b, c], tested: [0, 1])
    var results = DescriptionResults(
      title: "A study", modelName: "m.model", dataName: "d.csv",
      account: SampleAccount(
        read: 12,
        reports: [
          StepReport(place: PreparationPlace(key: "where"), text: "", rowsBefore: 12, rowsAfter: 11),
          StepReport(place: PreparationPlace(key: "compute", entry: "x"), text: "", rowsBefore: 11, rowsAfter: 11),
        ], analysed: 10),
      groups: [DescriptionResults.Group(description, reliabilities: ["b": .init(0.876, .alpha)])])
    results.labels = ["a": "Ability & <age>"]
    results.intervalLevel = intervals ? 0.95 : nil
    results.messages = [Message(.warning, "w", "Mind this."), Message(.note, "n", "By the way.")]
    return results
  }

  /// Means and SDs by hand: 1...10 has mean 5.5 and SD sqrt(55/6) = 3.03; r(a, b) = 77.5 / 82.5 = .94.
  @Test func textIsTheTableOfAPaper() {
    let text = DescriptionReport.text(Self.results(), width: 100)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0] == "Sample  12 read, 1 excluded by `where`, 1 dropped for missing values, 10 analysed")
    #expect(lines[1] == "Data    d.csv")
    #expect(lines[2] == "Model   m.model")
    #expect(lines.contains("Means, Standard Deviations, Reliabilities, and Correlations"))
    #expect(lines.contains { $0.hasPrefix("  1. Ability & <age>  10  5.50  3.03  1.00  10.00   0.00     -1.20   —") })
    #expect(lines.contains { $0.hasPrefix("  2. b") && $0.contains(".94***") && $0.hasSuffix("(.88)") })
    #expect(
      lines.contains { $0.hasPrefix("  3. c                 9  3.67  1.00  2.00   5.00  -0.11     -0.64  -.25     -.06   —") })
    #expect(text.contains("Note. N = 10. Cronbach’s alpha is in parentheses on the diagonal."))
    #expect(text.contains("the model’s 2 variables"))
    #expect(text.contains("* p < .05, ** p < .01, *** p < .001"))
    #expect(text.contains("Warning: Mind this."))
    #expect(!text.contains("\u{1b}") && !text.contains("\u{a0}"))
  }

  @Test func intervalsStandBelowTheirCorrelations() {
    // tanh(atanh(.939394) ± 1.959964 / sqrt(7)) = [.756, .986]
    let text = DescriptionReport.text(Self.results(intervals: true), width: 120)
    #expect(text.contains("[ .76, .99]") || text.contains("[.76, .99]"))
    #expect(text.contains("In brackets: 95% confidence intervals (Fisher’s z)."))
  }

  @Test func jsonHasEveryNumber() throws {
    guard case .object(let root) = try JSONTree.read(DescriptionReport.json(Self.results(), version: "1")) else {
      Issue.record("no object")
      return
    }
    #expect(root["schema"] == .string("sewall.describe/1"))
    #expect(root["n"] == .number(10))
    guard case .array(let variables)? = root["variables"], case .array(let correlations)? = root["correlations"],
      case .object(let b) = variables[1], case .object(let first) = correlations[0],
      case .array(let normality)? = root["normality"]
    else {
      Issue.record("members are missing")
      return
    }
    #expect(variables.count == 3 && correlations.count == 3 && normality.count == 1)
    #expect(b["reliability"] == .number(0.876) && b["reliability.kind"] == .string("alpha") && b["mean"] == .number(5.5))
    #expect(first["a"] == .string("b") && first["b"] == .string("a") && first["df"] == .number(8))
  }

  @Test func csvIsRectangular() {
    let lines = DescriptionReport.csv(Self.results()).split(separator: "\r\n")
    #expect(lines[0].hasPrefix("section,group,variable,label,with,n,missing,mean,sd,median,min,max,skew"))
    let count = lines[0].count { $0 == "," }
    for line in lines {
      var quoted = false
      let commas = line.count { character in
        if character == "\"" { quoted.toggle() }
        return character == "," && !quoted
      }
      #expect(commas == count)
    }
    #expect(lines.count { $0.hasPrefix("variable,") } == 3 && lines.count { $0.hasPrefix("correlation,") } == 3)
    #expect(lines.count { $0.hasPrefix("normality,") } == 2)
  }

  @Test func typesetFormatsSayHowTheSampleCameAbout() {
    let document = DescriptionReport.document(Self.results())
    for text in [document.markdown, document.latex, document.html] {
      #expect(text.contains("1 dropped for missing values, 10 analysed"))
      #expect(text.contains("Mind this.") && !text.contains("By the way."))
    }
  }

  @Test func groupsHaveATableEach() {
    var results = Self.results()
    results.groups = [results.groups[0], results.groups[0]]
    results.groups[0].description.label = "woman"
    results.groups[1].description.label = "man"
    results.groupVariable = "Sex"
    let titles = DescriptionReport.tables(results).map { "\($0.number): \($0.title.plain)" }
    #expect(titles[0].hasPrefix("Table 1: ") && titles[0].hasSuffix("Correlations: Sex = woman"))
    #expect(titles[1].hasPrefix("Table 2: ") && titles[1].hasSuffix("Correlations: Sex = man"))
  }

  @Test func momentsHaveNoRange() {
    let description = SampleDescription(
      variables: ["a", "b"], sampleSize: 100, covariance: .init(rowCount: 2, columnCount: 2, columnMajor: [4, 1, 1, 1]),
      means: nil)
    let results = DescriptionResults(
      modelName: "m.model", dataName: "c.csv", account: SampleAccount(read: nil, analysed: 100),
      groups: [DescriptionResults.Group(description)])
    let table = DescriptionReport.tables(results)[0]
    #expect(table.columns.map(\.header.plain) == ["SD", "1"])
    #expect(DescriptionReport.text(results).hasPrefix("Sample  n = 100, described by moments\n"))
  }
}
