import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct OrdinalMomentsTests {
  private static let inputs: [String: OrdinalInput] = [
    "items": SimulatedSurvey.items,
    "mixed": SimulatedSurvey.mixed(covariates: 0),
    "mixed, one covariate": SimulatedSurvey.mixed(covariates: 1),
    "mixed, two covariates": SimulatedSurvey.mixed(covariates: 2),
    "binary": SimulatedSurvey.binary(firstCut: -9000, lastCut: 9000, covariates: 0),
    "binary, one covariate": SimulatedSurvey.binary(firstCut: -3000, lastCut: 3000, covariates: 1),
  ]

  /// lavaan stops its searches for correlations and probit slopes at about 1e-7, ours go on.
  @Test(arguments: inputs.keys.sorted())
  func againstLavaan(name: String) throws {
    let expected = try #require(LavaanMoments.named(name))
    let input = try #require(Self.inputs[name])
    let moments = try OrdinalMoments(input)
    #expect(Self.largestError(moments.vector, expected.vector, floor: 1) < 1e-6)
    let levels = moments.elements.indices.filter { index in
      if case .covariance = moments.elements[index] { false } else { true }
    }
    let error = Self.largestError(levels.map { moments.vector[$0] }, levels.map { expected.vector[$0] }, floor: 1)
    #expect(error < (input.exogenous == nil ? 1e-8 : 1e-7))
    #expect(Self.largestError(moments.gamma.diagonal, expected.diagonal, floor: 1e-6) < 2e-6)
    let weights = moments.elements.indices.map { Double(($0 + 1) % 7 + 1) }
    #expect(Self.largestError(moments.gamma.times(weights), expected.weighted, floor: 1) < 2e-6)
  }

  /// The largest difference relative to the expected value, or to the floor where that is larger.
  static func largestError(_ values: [Double], _ expected: [Double], floor: Double) -> Double {
    guard values.count == expected.count else { return .infinity }
    return zip(values, expected).reduce(0) { max($0, abs($1.0 - $1.1) / max(abs($1.1), floor)) }
  }
}
