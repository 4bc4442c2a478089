import Testing

@testable import PathAnalysis
@testable import Reports

/// Modification indices, tests of restrictions and factor scores in every format.
@Suite struct DiagnosticsReportTests {
  private static func results(all: Bool) -> Results {
    var results = ResultsFixture.serial
    results.diagnostics.listsAllModifications = all
    results.diagnostics.modificationIndices = [
      ModificationIndexResult(
        lhs: "Y", op: "~", rhs: "X", group: 1, index: 10.22605439, expectedChange: 0.2340230727, standardizedLatent: 0.2340230727,
        standardizedAll: 0.1866802175, standardizedEndogenous: 0.1838532436, pValue: 0.00138),
      ModificationIndexResult(
        lhs: "M2", op: "~~", rhs: "Z", group: 1, index: 0.0007150623642, expectedChange: 0.002056, standardizedLatent: nil,
        standardizedAll: nil, standardizedEndogenous: nil, pValue: 0.979),
    ]
    let single = ParameterTestResult(
      restriction: "c1 == 2 * c2", chiSquare: 6.0914, degreesOfFreedom: 1, pValue: 0.0136, expectedChange: -0.4749)
    results.diagnostics.scoreTests = [single]
    results.diagnostics.totalScoreTest = ParameterTestResult(
      restriction: "all equalities", chiSquare: 8.9909, degreesOfFreedom: 3, pValue: 0.0294)
    results.diagnostics.waldTests = [
      ParameterTestResult(restriction: "a == b; c1*a == 0.2", chiSquare: 11.0803, degreesOfFreedom: 2, pValue: 0.0039)
    ]
    return results
  }

  @Test func textShowsLargeIndicesWithLabelsAndSaysWhatItHides() {
    let text = TextReport.render(Self.results(all: false))
    #expect(text.contains("Supportive leadership -> Y"))
    #expect(!text.contains("M2 <-> Z"))
    #expect(text.contains("1 below 3.84"))
    #expect(text.contains("c1 == 2 * c2"))
    #expect(text.contains("Wald tests"))
    #expect(TextReport.render(Self.results(all: true)).contains("M2 <-> Z"))
    #expect(!TextReport.render(ResultsFixture.serial).contains("Modification"))
  }

  @Test func jsonHoldsEveryIndexAndTest() throws {
    let tree = try JSONTree.read(JSONReport.render(Self.results(all: false), version: "1"))
    let rows = try #require(tree["modification.indices"])
    #expect(rows.count == 2)
    #expect(rows[0]?["mi"] == .number(10.22605439))
    #expect(rows[0]?["sepc.all"] == .number(0.1866802175))
    #expect(rows[1]?["sepc.all"] == .null)
    #expect(tree["score.tests"]?[0]?["epc"] == .number(-0.4749))
    #expect(tree["score.test"]?["df"] == .number(3))
    #expect(tree["wald.tests"]?[0]?["chisq"] == .number(11.0803))
    let plain = try JSONTree.read(JSONReport.render(ResultsFixture.serial, version: "1"))
    #expect(plain["modification.indices"] == nil)
  }

  @Test func csvHasARowForEachNumber() {
    let text = CSVReport.render(Self.results(all: false))
    #expect(text.contains("modification,1,1,Y,~,X,"))
    #expect(text.split(separator: "\r\n").filter { $0.hasPrefix("modification,") }.count == 10)
    #expect(text.contains("c1 == 2 * c2"))
  }

  @Test func factorScoresAreADataFile() {
    let scores = FactorScores(
      method: .regression, observed: ["x1", "x2"], latent: ["f"],
      cases: [
        .init(row: 3, group: "a,b", values: [1, .nan], scores: [0.5]), .init(row: 4, group: "c", values: [2, 3], scores: [.nan]),
      ])
    #expect(FactorScoreReport.render(scores) == "row,group,x1,x2,f\r\n3,\"a,b\",1,,0.5\r\n4,c,2,3,\r\n")
  }
}
