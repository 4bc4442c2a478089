import Testing

@testable import PathAnalysis

@Suite struct DrawDistributionTests {
  /// Values of many shapes, from a generator of the test's own.
  private func values(_ count: Int, _ shape: (Double) -> Double) -> [Double] {
    var state: UInt64 = 99
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return shape(Double(state >> 11) / 9_007_199_254_740_992 - 0.5)
    }
  }

  private static let shapes: [@Sendable (Double) -> Double] = [
    { $0 }, { $0 * $0 * $0 }, { 1 / $0 }, { ($0 * 4).rounded() }, { _ in 2.5 }, { $0 > 0.49 ? 1e300 : $0 },
  ]

  @Test(arguments: Array(0..<6), [1, 2, 17, 1_000]) func ranksAreThoseOfSortedValues(shape: Int, count: Int) {
    let values = values(count, Self.shapes[shape])
    let sorted = values.sorted()
    let ranked = RankedValues(values)
    for rank in Swift.stride(from: 0, to: count, by: max(1, count / 50)) { #expect(ranked[rank] == sorted[rank]) }
    #expect(ranked[count - 1] == sorted[count - 1])
    for limit in [sorted[0], sorted[count / 2], sorted[count - 1], 0, -1e9, 1e301] {
      #expect(ranked.count { $0 < limit } == sorted.filter { $0 < limit }.count)
      #expect(ranked.count { $0 <= limit } == sorted.filter { $0 <= limit }.count)
    }
  }

  /// By hand: nine draws 1…9. Type 7 at .25 is 3; the normal-scale quantile hits order statistics where (R + 1) a is whole.
  @Test func quantilesOfNineDraws() {
    let draws = DrawDistribution((1...9).map(Double.init).reversed(), estimate: 5)
    #expect(draws.linearQuantile(0.25) == 3)
    #expect(draws.quantile(0.2) == 2)
    #expect(draws.quantile(0.5) == 5)
    #expect(draws.quantile(0.01) == 1)
    #expect(draws.quantile(0.999) == 9)
    #expect(draws.quantile(0.25) > 2 && draws.quantile(0.25) < 3)
    #expect(abs(draws.standardError - (60.0 / 9).squareRoot()) < 1e-12)
  }

  /// The p value is where the interval begins to cover zero: the interval at that alpha has a limit at zero.
  @Test func pInvertsTheInterval() {
    let draws = DrawDistribution(values(2_000) { $0 + 0.3 }, estimate: 0.31)
    for rule in [
      IntervalRule.basic, .biasCorrected(bias: 0.05, acceleration: 0.01), .biasCorrected(bias: -0.2, acceleration: -0.04),
      .normal(biasEstimate: 0, standardError: 0.29),
    ] {
      let p = rule.pValue(draws)
      let limits = rule.limits(draws, alpha: p)
      #expect(min(abs(limits.lower.value), abs(limits.upper.value)) < 1e-9)
    }
    let below = Double(1 + draws.countAtOrBelow(0)) / 2_001
    #expect(IntervalRule.percentile.pValue(draws) == 2 * below)
  }

  /// Draws tied at zero belong to both sides: the p value is the largest alpha at which neither limit has left zero.
  @Test(arguments: [0.0, 0.1, 0.3]) func pValueWithTies(bias: Double) {
    let draws = DrawDistribution((0..<199).map { (Double($0 * 7 % 199) / 40).rounded() - 1 }, estimate: 1)
    let rule = IntervalRule.biasCorrected(bias: bias, acceleration: 0.02)
    let p = rule.pValue(draws)
    func covers(_ alpha: Double) -> Bool {
      let (lower, upper) = rule.limits(draws, alpha: alpha)
      return lower.value <= 0 && upper.value >= 0
    }
    #expect(p < 1)
    #expect(covers(p - 1e-9))
    #expect(!covers(p + 1e-9))
  }

  @Test func pValueWhereAllDrawsLieOnOneSide() {
    let draws = DrawDistribution((1...99).map(Double.init), estimate: 50)
    for rule in [IntervalRule.percentile, .basic, .biasCorrected(bias: 0.1, acceleration: 0.1)] {
      #expect(rule.pValue(draws) == 2.0 / 100)
    }
  }

  /// Without bias and acceleration BCa is the percentile interval.
  @Test func biasCorrectionOfNothingIsThePercentileInterval() {
    let draws = DrawDistribution(values(999) { $0 }, estimate: 0)
    let percentile = IntervalRule.percentile.limits(draws, alpha: 0.05)
    let corrected = IntervalRule.biasCorrected(bias: 0, acceleration: 0).limits(draws, alpha: 0.05)
    #expect(abs(percentile.lower.value - corrected.lower.value) < 1e-12)
    #expect(abs(percentile.upper.value - corrected.upper.value) < 1e-12)
  }
}
