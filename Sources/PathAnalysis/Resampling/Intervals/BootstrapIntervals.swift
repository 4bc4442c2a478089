import LinearAlgebra
import Probability

/// Standard errors, p values and intervals of every quantity of a bootstrap.
struct BootstrapIntervals {
  let draws: Draws
  let options: ResamplingOptions
  /// Estimates by output.
  let estimates: [Double]
  /// The quantities at the mean of the draws' parameters: the centre of the normal interval.
  let centres: [Double]
  /// Leave-one-out values by output, for BCa.
  let jackknife: Draws?
  let regression: RegressionInfluence?

  /// `nil` estimates where too few draws could be used.
  func result(of output: Int) -> EstimateResult {
    let estimate = estimates[output]
    let values = draws.values(of: output)
    guard values.count > 1, estimate.isFinite else { return EstimateResult(estimate: estimate.isFinite ? estimate : nil) }
    let distribution = DrawDistribution(values, estimate: estimate)
    let standardError = distribution.standardError
    var result = EstimateResult(estimate: estimate, standardError: standardError)
    result.z = standardError > 0 ? estimate / standardError : nil
    guard let rule = rule(of: output, distribution, standardError) else { return result }
    let limits = rule.limits(distribution, alpha: 1 - options.level)
    (result.lower, result.upper) = (limits.lower.value, limits.upper.value)
    (result.lowerError, result.upperError) = (limits.lower.error, limits.upper.error)
    switch options.pValue {
    case .wald: result.pValue = result.z.map { 2 * Normal.upperTail(abs($0)) }
    case .interval: result.pValue = standardError > 0 ? rule.pValue(distribution) : nil
    }
    return result
  }

  /// `nil` when all draws lie on one side of the estimate: a bias correction does not exist.
  private func rule(of output: Int, _ distribution: DrawDistribution, _ standardError: Double) -> IntervalRule? {
    switch options.interval {
    case .percentile: return .percentile
    case .basic: return .basic
    case .normal:
      return .normal(biasEstimate: centres[output] - estimates[output], standardError: standardError)
    case .biasCorrected, .biasCorrectedAccelerated:
      let below = distribution.countBelow(estimates[output])
      guard below > 0, below < distribution.count else { return nil }
      let bias = Normal.quantile(Double(below) / Double(distribution.count))
      guard options.interval == .biasCorrectedAccelerated else { return .biasCorrected(bias: bias, acceleration: 0) }
      guard let influence = influence(of: output) else { return nil }
      return .biasCorrected(bias: bias, acceleration: BootstrapAcceleration.value(influence))
    }
  }

  private func influence(of output: Int) -> [Double]? {
    if options.acceleration == .regression { return regression?.influence(of: draws.values(of: output)) }
    return jackknife.map { BootstrapAcceleration.jackknife($0.values(of: output)) }
  }
}
