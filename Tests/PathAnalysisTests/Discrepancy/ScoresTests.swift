import LinearAlgebra
import Testing

@testable import PathAnalysis

/// Scores against the log-density of single cases.
@Suite struct ScoresTests {
  /// A latent variable with three indicators, an outcome, feedback-free, means modelled.
  private let matrices = RAMMatrices(
    variables: ["a", "b", "c", "y", "f"], observedCount: 4,
    directEffects: [
      .init(row: 0, column: 4, source: .fixed(1)), .init(row: 1, column: 4, source: .parameter(0)),
      .init(row: 2, column: 4, source: .parameter(1)), .init(row: 3, column: 4, source: .parameter(2)),
      .init(row: 3, column: 0, source: .parameter(3)),
    ],
    symmetricEffects: [
      .init(row: 0, column: 0, source: .parameter(4)), .init(row: 1, column: 1, source: .parameter(5)),
      .init(row: 2, column: 2, source: .parameter(5)), .init(row: 3, column: 3, source: .parameter(6)),
      .init(row: 4, column: 4, source: .parameter(7)), .init(row: 2, column: 1, source: .parameter(8)),
    ],
    intercepts: [
      .init(row: 0, column: 0, source: .parameter(9)), .init(row: 1, column: 0, source: .parameter(10)),
      .init(row: 2, column: 0, source: .fixed(0.1)), .init(row: 3, column: 0, source: .parameter(11)),
      .init(row: 4, column: 0, source: .parameter(12)),
    ], parameterCount: 13)
  private let point = [0.8, 0.7, 0.4, 0.2, 0.6, 0.7, 0.9, 1.1, 0.15, 0.3, -0.2, 0.5, 0.25]
  private let cases = Matrix(rows: [
    [0.3, -1.2, 0.8, 0.1], [1.4, 0.2, -0.7, 2.2], [-0.9, 0.4, 1.6, -1.1], [0.2, 0.9, 0.3, 0.7], [2.0, -0.3, 0.1, 1.3],
    [-1.1, -0.8, -1.5, 0.2],
  ])

  private func function() throws -> MaximumLikelihood {
    let means = (0..<4).map { column in cases.column(column).reduce(0, +) / 6 }
    var centered = cases
    for j in 0..<4 { for i in 0..<6 { centered[i, j] -= means[j] } }
    let moments = ObservedMoments(covariance: (1.0 / 6) * centered.transposedTimes(centered), means: means, sampleSize: 6)
    return try MaximumLikelihood(matrices, observed: moments)
  }

  private func deviations(_ means: [Double]) -> Matrix {
    var result = cases
    for j in 0..<4 { for i in 0..<6 { result[i, j] -= means[j] } }
    return result
  }

  /// -2 ln density of one case, without its constant.
  private func deviance(_ row: Int, _ parameters: [Double]) throws -> Double {
    let implied = try ImpliedMoments(
      matrices, parameters: parameters, sample: ObservedMoments(covariance: Matrix.identity(4), means: nil, sampleSize: 1))
    let factor = try CholeskyFactorization(implied.covariance.principal([0, 1, 2, 3]))
    let deviation = (0..<4).map { cases[row, $0] - implied.means[$0] }
    return factor.logDeterminant + factor.inverse().quadraticForm(deviation)
  }

  /// Central differences with step 1e-5 are good to about 1e-9 here.
  @Test func aRowIsTheGradientOfItsCase() throws {
    let function = try function()
    let evaluation = try function.evaluate(point)
    let scores = function.scores(block: 0, at: evaluation, deviations: deviations(evaluation.implied[0].means))
    for row in 0..<6 {
      for k in point.indices {
        var (above, below) = (point, point)
        above[k] += 1e-5
        below[k] -= 1e-5
        let difference = try (deviance(row, above) - deviance(row, below)) / 2e-5
        #expect(abs(scores[row, k] + 0.5 * difference) < 1e-7, "case \(row), parameter \(k)")
      }
    }
  }

  /// The sum over cases is -N/2 times the gradient of F.
  @Test func rowsAddUpToTheGradient() throws {
    let function = try function()
    let evaluation = try function.evaluate(point)
    let scores = function.scores(block: 0, at: evaluation, deviations: deviations(evaluation.implied[0].means))
    let gradient = function.gradient(at: evaluation)
    for k in point.indices { #expect(abs(scores.column(k).reduce(0, +) + 3 * gradient[k]) < 1e-11, "parameter \(k)") }
  }
}
