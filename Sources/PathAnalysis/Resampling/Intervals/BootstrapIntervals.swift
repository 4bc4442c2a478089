import LinearAlgebra
import Probability

/// Standard errors, p values and intervals of every quantity of a bootstrap.
struct BootstrapIntervals: Sendable {
  let draws: Draws
  let options: ResamplingOptions
  /// Estimates by output.
  let estimates: [Double]
  /// The quantities at the mean of the draws' parameters: the centre of the normal interval.
  let centres: [Double]
  /// Leave-one-out values by output, group by group, for BCa.
  let jackknife: [Draws]?
  let regression: RegressionInfluence?

  /// Results of all outputs; estimates alone where too few draws could be used. Outputs that share their draws share the work of
  /// sorting them.
  func results() -> [EstimateResult] {
    let groups = draws.sharing(estimates.indices)
    let found = Threads.map(count: groups.count, threads: options.threads, worker: self) { intervals, group in
      intervals.results(of: groups[group])
    }
    var results = estimates.map { EstimateResult(estimate: $0.isFinite ? $0 : nil) }
    for (group, values) in zip(groups, found) { for (output, value) in zip(group, values) { results[output] = value } }
    return results
  }

  private func results(of outputs: [Int]) -> [EstimateResult] {
    let values = draws.values(of: outputs[0])
    guard values.count > 1 else { return outputs.map { EstimateResult(estimate: estimates[$0].isFinite ? estimates[$0] : nil) } }
    var distribution = DrawDistribution(values, estimate: 0)
    return outputs.map { output in
      distribution.estimate = estimates[output]
      return result(of: output, distribution)
    }
  }

  private func result(of output: Int, _ distribution: DrawDistribution) -> EstimateResult {
    let estimate = estimates[output]
    guard estimate.isFinite else { return EstimateResult(estimate: nil) }
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

  /// The regression form needs the frequencies and the value of every draw.
  func hasInfluence(of output: Int) -> Bool {
    options.acceleration == .regression ? regression != nil && draws.undefinedCount(of: output) == 0 : jackknife != nil
  }

  private func influence(of output: Int) -> [Double]? {
    guard hasInfluence(of: output) else { return nil }
    if options.acceleration == .regression { return regression?.influence(of: draws.values(of: output)) }
    return jackknife.map { groups in BootstrapAcceleration.jackknife(groups.map { $0.values(of: output) }) }
  }
}
