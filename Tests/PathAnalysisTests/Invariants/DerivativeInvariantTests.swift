import LinearAlgebra
import Probability
import Testing

@testable import PathAnalysis

/// Analytic derivatives of the discrepancy, at the true parameters of random models where the gradient is not zero.
///
/// A derivative is compared along a random direction, in which every one of its elements has a part.
@Suite struct DerivativeInvariantTests {
  static let seeds: Range<UInt64> = 0..<350

  private func direction(_ population: Population) -> [Double] {
    var random = CounterRandom(seed: population.drawn.seed, stream: 2)
    return population.parameters.map { _ in 2 * random.uniform() - 1 }
  }

  private func moved(_ parameters: [Double], along direction: [Double], by step: Double) -> [Double] {
    zip(parameters, direction).map { $0 + step * $1 }
  }

  /// Central differences with step 1e-5: the error of truncation is about 1e-9, that of rounding 1e-10.
  @Test(arguments: seeds) func gradientAndObservedInformation(_ seed: UInt64) throws {
    let drawn = RandomModel(seed: seed)
    let population = try Population(drawn)
    let function = try population.likelihood(population.sampleMoments())
    let direction = direction(population)
    let step = 1e-5
    let point = try function.evaluate(population.parameters)
    let above = try function.evaluate(moved(population.parameters, along: direction, by: step))
    let below = try function.evaluate(moved(population.parameters, along: direction, by: -step))
    let gradient = function.gradient(at: point)
    let slope = zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(
      abs(slope - (above.discrepancy - below.discrepancy) / (2 * step)) < 1e-7 * (1 + abs(slope)), "\(drawn.testDescription)")
    let curvature = function.observedInformation(at: point).times(direction)
    let (gradientAbove, gradientBelow) = (function.gradient(at: above), function.gradient(at: below))
    for k in curvature.indices {
      let difference = (gradientAbove[k] - gradientBelow[k]) / (4 * step)
      #expect(abs(curvature[k] - difference) < 1e-6 * (1 + abs(difference)), "parameter \(k): \(drawn.testDescription)")
    }
  }

  /// At moments that the parameters imply the discrepancy and its gradient vanish, and expected is observed information.
  @Test(arguments: seeds) func expectedInformationAtImpliedMoments(_ seed: UInt64) throws {
    let drawn = RandomModel(seed: seed)
    let population = try Population(drawn)
    let function = try population.likelihood(population.impliedMoments())
    let point = try function.evaluate(population.parameters)
    #expect(abs(point.discrepancy) < 1e-12, "\(drawn.testDescription)")
    #expect(function.gradient(at: point).allSatisfy { abs($0) < 1e-12 }, "\(drawn.testDescription)")
    let expected = function.expectedInformation(at: point)
    let difference = expected - function.observedInformation(at: point)
    #expect(difference.maxAbsolute < 1e-11 * expected.maxAbsolute, "\(drawn.testDescription)")
    #expect(expected.isSymmetric(), "\(drawn.testDescription)")
  }
}
