import Probability

extension IntervalRule {
  /// The p value that inverts the interval: the largest alpha at which it still covers zero, at least 2/(R + 1).
  ///
  /// The lower limit is the quantile at a probability that grows with alpha, so that it stays at or below zero until that probability
  /// reaches the share of zero among the draws; likewise from above. Source: conventions.md, section 12.
  func pValue(_ draws: DrawDistribution) -> Double {
    let r = Double(draws.count)
    let largest: Double
    switch self {
    case .percentile:
      let below = Double(1 + draws.countAtOrBelow(0)) / (r + 1)
      let above = Double(1 + draws.count - draws.countBelow(0)) / (r + 1)
      largest = 2 * min(below, above)
    case .biasCorrected(let bias, let acceleration):
      let share = draws.share(of: 0)
      let below = Self.unadjusted(share.upperBound, bias, acceleration)
      let above = 1 - Self.unadjusted(share.lowerBound, bias, acceleration)
      largest = 2 * min(below, above)
    case .basic:
      let share = draws.share(of: 2 * draws.estimate)
      largest = 2 * min(share.upperBound, 1 - share.lowerBound)
    case .normal(let biasEstimate, let standardError):
      largest = 2 * Normal.upperTail(abs(draws.estimate - biasEstimate) / standardError)
    }
    return min(1, max(largest, 2 / (r + 1)))
  }

  /// The probability whose adjusted one is given: the inverse of `Phi(w + (w + z)/(1 - a (w + z)))`.
  private static func unadjusted(_ probability: Double, _ bias: Double, _ acceleration: Double) -> Double {
    guard probability > 0, probability < 1 else { return probability }
    let difference = Normal.quantile(probability) - bias
    let divisor = 1 + acceleration * difference
    guard divisor > 0 else { return difference > 0 ? 1 : 0 }
    return Normal.cumulative(difference / divisor - bias)
  }
}
