import Foundation
import PathAnalysis
import Reports
import Testing

/// A report of two levels keeps what has the same name at both apart.
@Suite struct LevelReportTests {
  private var results: Results {
    func row(_ lhs: String, _ op: String, _ rhs: String, _ level: Int, _ estimate: Double) -> ParameterResult {
      ParameterResult(
        lhs: lhs, op: op, rhs: rhs, level: level, isFree: true, origin: .user,
        value: EstimateResult(estimate: estimate, standardError: 0.1, z: 2, pValue: 0.04), standardizedAll: 0.5)
    }
    var results = Results(
      modelName: "m.model", dataName: "d.csv", converged: true, iterations: 3, sampleSize: 200, rowsRead: 200,
      groups: [GroupResult(label: "", sampleSize: 200, clusterCount: 40)],
      parameters: [
        row("y", "~", "x", 1, 0.111), row("y", "~~", "y", 1, 0.9), row("y", "~", "x", 2, 0.222), row("y", "~1", "", 2, 3.3),
      ],
      effects: [], fitMeasures: [FitMeasure("df", 0)],
      rSquared: [
        RSquaredResult(variable: "y", level: 1, rSquared: 0.12), RSquaredResult(variable: "y", level: 2, rSquared: 0.34),
      ],
      interval: IntervalDescription(type: "wald", level: 0.95),
      residuals: [
        ResidualResult(a: "y", b: "x", level: 1, raw: 0.01, correlation: 0.02, normalized: nil, standardized: nil),
        ResidualResult(a: "y", b: "x", level: 2, raw: 0.03, correlation: 0.04, normalized: nil, standardized: nil),
      ], conventions: [],
      variables: [1, 2].flatMap { level in
        ["y", "x"].map { VariableResult(name: $0, isLatent: false, isExogenous: $0 == "x", level: level) }
      })
    results.intraclassCorrelations = [IntraclassCorrelationResult(variable: "y", correlation: 0.271)]
    return results
  }

  @Test func eachLevelHasItsPart() throws {
    let text = TextReport.render(results)
    let parts = try #require(text.range(of: "Between level")).lowerBound
    let (within, between) = (text[..<parts], text[parts...])
    #expect(text.contains("n = 200 in 40 clusters"))
    #expect(within.contains("Within level") && within.contains("0.111") && within.contains(".12") && within.contains(".271"))
    #expect(between.contains("0.222") && between.contains(".34") && between.contains("3.300") && between.contains("0.030"))
    #expect(!within.contains("0.222") && !between.contains("0.111") && !between.contains(".271"))
    #expect(!text.contains("normalized z"))
  }

  @Test func csvHasTheLevels() {
    let text = CSVReport.render(results)
    #expect(text.contains("icc,1,,y,"))
    #expect(text.contains("residual,1,1,y,~~,x,") && text.contains("residual,1,2,y,~~,x,"))
  }

  /// Four boxes, and an arrow at each level.
  @Test func theFigureTellsThePartsApart() {
    let figure = TerminalFigure.render(results)
    for name in ["y (within)", "y (between)", "x (within)", "x (between)"] { #expect(figure.contains(name)) }
    #expect(figure.contains("▶ y (within)") && figure.contains("▶ y (between)"))
  }
}
