import LinearAlgebra
import Testing

@testable import PathAnalysis

/// A non-recursive model with a shared parameter, a residual covariance and structured means: every kind of derivative occurs.
private let matrices = RAMMatrices(
  variables: ["x", "m", "y", "z"], observedCount: 4,
  directEffects: [
    .init(row: 1, column: 0, source: .parameter(0)), .init(row: 2, column: 1, source: .parameter(1)),
    .init(row: 1, column: 2, source: .parameter(2)), .init(row: 3, column: 2, source: .parameter(1)),
    .init(row: 3, column: 1, source: .fixed(0.2)),
  ],
  symmetricEffects: [
    .init(row: 0, column: 0, source: .parameter(3)), .init(row: 1, column: 1, source: .parameter(4)),
    .init(row: 2, column: 2, source: .parameter(5)), .init(row: 3, column: 3, source: .parameter(6)),
    .init(row: 3, column: 1, source: .parameter(7)),
  ],
  intercepts: [
    .init(row: 0, column: 0, source: .parameter(8)), .init(row: 1, column: 0, source: .parameter(9)),
    .init(row: 2, column: 0, source: .fixed(0.3)), .init(row: 3, column: 0, source: .parameter(9)),
  ],
  parameterCount: 10)

private let observed = ObservedMoments(
  covariance: Matrix(rows: [
    [1.2, 0.4, 0.3, 0.1], [0.4, 1.1, 0.5, 0.3], [0.3, 0.5, 1.3, 0.4], [0.1, 0.3, 0.4, 0.9],
  ]), means: [0.5, 0.1, -0.2, 0.7], sampleSize: 100)

private let point = [0.3, 0.4, -0.2, 1.1, 0.9, 1.0, 0.8, 0.15, 0.4, 0.25]

@Suite struct MaximumLikelihoodTests {
  private func shifted(_ index: Int, by step: Double) -> [Double] {
    var parameters = point
    parameters[index] += step
    return parameters
  }

  /// Central differences of F with step 1e-5 are good to about 1e-9 here.
  @Test func gradientEqualsFiniteDifferences() throws {
    let function = try MaximumLikelihood(matrices, observed: observed)
    let gradient = function.gradient(at: try function.evaluate(point))
    for k in point.indices {
      let above = try function.evaluate(shifted(k, by: 1e-5)).discrepancy
      let below = try function.evaluate(shifted(k, by: -1e-5)).discrepancy
      #expect(abs(gradient[k] - (above - below) / 2e-5) < 1e-8, "parameter \(k)")
    }
  }

  @Test func observedInformationEqualsDifferencesOfTheGradient() throws {
    let function = try MaximumLikelihood(matrices, observed: observed)
    let information = function.observedInformation(at: try function.evaluate(point))
    for k in point.indices {
      let above = function.gradient(at: try function.evaluate(shifted(k, by: 1e-5)))
      let below = function.gradient(at: try function.evaluate(shifted(k, by: -1e-5)))
      for j in point.indices {
        #expect(abs(information[j, k] - (above[j] - below[j]) / 4e-5) < 1e-7, "parameters \(j), \(k)")
      }
    }
  }

  /// At moments that the model reproduces, expected and observed information are the same.
  @Test func expectedInformationEqualsObservedAtPerfectFit() throws {
    let implied = try ImpliedMoments(matrices, parameters: point, sample: observed)
    let exact = ObservedMoments(covariance: implied.covariance, means: implied.means, sampleSize: 100)
    let function = try MaximumLikelihood(matrices, observed: exact)
    let evaluation = try function.evaluate(point)
    let difference = function.expectedInformation(at: evaluation) - function.observedInformation(at: evaluation)
    #expect(difference.maxAbsolute < 1e-12)
    #expect(abs(evaluation.discrepancy) < 1e-13)
  }

  @Test func aPointOutsideTheParameterSpaceThrows() throws {
    let function = try MaximumLikelihood(matrices, observed: observed)
    var parameters = point
    parameters[4] = -5
    #expect(throws: FactorizationError.self) { try function.evaluate(parameters) }
  }
}
