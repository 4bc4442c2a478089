import Probability

/// How an interval's limits are read off the draws: one case a type, one extension a file for what differs.
enum IntervalRule {
  case percentile
  /// Bias-corrected; accelerated unless `acceleration` is 0. `bias` is `Phi^-1` of the share of draws below the estimate.
  case biasCorrected(bias: Double, acceleration: Double)
  case basic
  /// `biasEstimate` is what the draws' centre lies above the estimate.
  case normal(biasEstimate: Double, standardError: Double)

  /// A limit with its Monte Carlo error.
  struct Limit {
    var value: Double
    var error: Double
  }

  /// Both limits at error probability `alpha` (level 1 - alpha).
  func limits(_ draws: DrawDistribution, alpha: Double) -> (lower: Limit, upper: Limit) {
    switch self {
    case .percentile: (Self.read(draws, alpha / 2), Self.read(draws, 1 - alpha / 2))
    case .biasCorrected(let bias, let acceleration):
      (
        Self.read(draws, Self.adjusted(alpha / 2, bias, acceleration)),
        Self.read(draws, Self.adjusted(1 - alpha / 2, bias, acceleration))
      )
    case .basic:
      (
        Limit(value: 2 * draws.estimate - draws.quantile(1 - alpha / 2), error: draws.quantileError(1 - alpha / 2)),
        Limit(value: 2 * draws.estimate - draws.quantile(alpha / 2), error: draws.quantileError(alpha / 2))
      )
    case .normal(let bias, let standardError): Self.normalLimits(draws, alpha, bias, standardError)
    }
  }

  private static func read(_ draws: DrawDistribution, _ probability: Double) -> Limit {
    Limit(value: draws.quantile(probability), error: draws.quantileError(probability))
  }

  /// `Phi(w + (w + z)/(1 - a (w + z)))` (Efron 1987), which has reached 0 or 1 where the divisor reaches 0.
  private static func adjusted(_ probability: Double, _ bias: Double, _ acceleration: Double) -> Double {
    let sum = bias + Normal.quantile(probability)
    let divisor = 1 - acceleration * sum
    guard divisor > 0 else { return sum > 0 ? 1 : 0 }
    return Normal.cumulative(bias + sum / divisor)
  }

  private static func normalLimits(
    _ draws: DrawDistribution, _ alpha: Double, _ bias: Double, _ standardError: Double
  ) -> (lower: Limit, upper: Limit) {
    let z = Normal.quantile(1 - alpha / 2)
    let centre = draws.estimate - bias
    let r = Double(draws.count)
    // The centre moves with the mean of the draws, the width with their standard deviation.
    let error = standardError * (1 / r + z * z / (2 * r)).squareRoot()
    return (
      Limit(value: centre - z * standardError, error: error), Limit(value: centre + z * standardError, error: error)
    )
  }
}
