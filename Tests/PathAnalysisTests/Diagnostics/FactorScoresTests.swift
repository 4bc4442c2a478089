import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct FactorScoresTests {
  private func golden(_ text: String, _ variables: [String]) throws -> Fit {
    try fitted(text, try Fixture.sample("golden.csv", variables: variables), model: { $0.preset = .cfa })
  }

  /// One factor: Bartlett's score is the mean of the indicators' deviations weighted by loading over residual variance; the regression score
  /// is that shrunk by the score's reliability.
  @Test func oneFactorInClosedForm() throws {
    let names = ["M", "M2", "Y", "Z"]
    let fit = try golden("f =~ M + M2 + Y + Z", names)
    let bartlett = try #require(fit.factorScores(.bartlett))
    let regression = try #require(fit.factorScores(.regression))
    let loadings = [1] + fit.parameters[0..<3]
    let residuals = Array(fit.parameters[3..<7])
    let variance = fit.parameters[7]
    let means = try #require(fit.sample.means)
    let weights = zip(loadings, residuals).map { $0 / $1 }
    let information = zip(weights, loadings).reduce(0) { $0 + $1.0 * $1.1 }
    for (own, shrunk) in zip(bartlett.cases, regression.cases) {
      let sum = names.indices.reduce(0) { $0 + weights[$1] * (own.values[$1] - means[$1]) }
      #expect(abs(own.scores[0] - sum / information) < 1e-10)
      #expect(abs(shrunk.scores[0] - sum / information * variance / (variance + 1 / information)) < 1e-10)
    }
    #expect(bartlett.cases.count == 250)
    #expect(bartlett.cases[0].row == 1)
  }

  /// Regression scores leave nothing that the observed variables could still predict: their covariance with each is the model's.
  @Test func regressionScoresReproduceTheCovariances() throws {
    let text = "f =~ M + M2 + Y\nf ~ X\nZ ~ f + W"
    let fit = try golden(text, ["M", "M2", "Y", "Z", "X", "W"])
    let scores = try #require(fit.factorScores(.regression))
    let group = fit.groups[0]
    let names = group.observedVariables
    let inverse = try CholeskyFactorization(group.impliedCovariance).inverse()
    let cross = group.implied.covariance.submatrix(rows: [names.count], columns: Array(names.indices))
    // cov(score, y) = Sigma_fo Sigma_oo^-1 S.
    let expected = cross * inverse * group.observed.covariance
    let rows = try #require(fit.sample.rows)
    let n = Double(rows.rowCount)
    for (j, name) in names.enumerated() {
      let column = try #require(fit.sample.variables.firstIndex(of: name))
      let mean = try #require(fit.sample.means)[column]
      let sum = scores.cases.indices.reduce(0) { $0 + scores.cases[$1].scores[0] * (rows[$1, column] - mean) }
      #expect(abs(sum / n - expected[0, j]) < 1e-10)
    }
  }

  /// Modelling saturated means moves no score.
  @Test func aMeanStructureMovesNoScore() throws {
    let sample = try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z", "X"])
    let text = "f =~ M + M2 + Y\nf ~ X"
    let plain = try fitted(text, sample)
    let means = try fitted(text, sample, model: { $0.meanStructure = true })
    for method in FactorScores.Method.allCases {
      let first = try #require(plain.factorScores(method)).cases
      let second = try #require(means.factorScores(method)).cases
      #expect(zip(first, second).allSatisfy { abs($0.scores[0] - $1.scores[0]) < 1e-8 })
    }
  }

  /// A factor that only factors measure has no Bartlett score, and a missing value leaves the rest of its row.
  @Test func whatHasNoIndicatorHasNoBartlettScore() throws {
    let sample = try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z", "X", "W"])
    let fit = try fitted("f =~ M + M2\ng =~ Y + Z\nh =~ 1*f + 1*g\nh ~ X", sample)
    let scores = try #require(fit.factorScores(.bartlett))
    #expect(scores.cases.allSatisfy { $0.scores[2].isNaN && $0.scores[0].isFinite })
    #expect(scores.messages.first?.id == "no-bartlett-score")
  }

  @Test func aModelWithoutLatentVariablesHasNoScores() throws {
    let fit = try fitted("M ~ X", try Fixture.sample("golden.csv", variables: ["M", "X"]))
    #expect(fit.factorScores(.regression) == nil)
  }
}
