import Probability
import Testing

@testable import PathAnalysis

@Suite struct RMSEATests {
  /// Where the exact root and the normal limit meet, they agree to the limit's accuracy, and the limits bracket T - df.
  @Test func theNormalLimitContinuesTheExactBounds() {
    let exact = NoncentralityBounds(chiSquare: 0.999e6, degreesOfFreedom: 6, level: 0.90)
    let limit = NoncentralityBounds(chiSquare: 1.001e6, degreesOfFreedom: 6, level: 0.90)
    #expect(abs((limit.lower - exact.lower) / 2_000 - 1) < 0.01)
    #expect(abs((limit.upper - exact.upper) / 2_000 - 1) < 0.01)
    #expect(limit.lower < 1.001e6 - 6 && limit.upper > 1.001e6 - 6)
  }

  /// The bounds are the noncentralities at which T is a quantile.
  @Test func boundsAreRoots() {
    let bounds = NoncentralityBounds(chiSquare: 18.62107435, degreesOfFreedom: 6, level: 0.90)
    #expect(abs(ChiSquare(degreesOfFreedom: 6, noncentrality: bounds.lower).cumulative(18.62107435) - 0.95) < 1e-9)
    #expect(abs(ChiSquare(degreesOfFreedom: 6, noncentrality: bounds.upper).cumulative(18.62107435) - 0.05) < 1e-9)
  }
}
