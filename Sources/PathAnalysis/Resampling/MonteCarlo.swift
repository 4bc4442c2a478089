import LinearAlgebra
import Probability

/// Monte Carlo intervals: draws of the parameters from their asymptotic normal distribution (conventions.md section 12).
///
/// `theta* ~ N(theta, acov)` with the full covariance, by its symmetric square root; every derived quantity is computed from each draw.
struct MonteCarlo {
  let fit: Fit
  let effects: EffectList
  let options: ResamplingOptions

  /// Monte Carlo intervals are reproducible without being asked.
  var seed: UInt64 { options.seed ?? 1 }

  /// `nil` when the fit has no asymptotic covariance.
  func draws() -> Draws? {
    guard let acov = fit.asymptoticCovariance, let root = try? SymmetricEigen(acov).squareRoot() else { return nil }
    let quantities = DerivedQuantities(fit.model, effects: effects, forDraws: true)
    var lanes = LaneProgram(quantities.program)
    let size = LaneProgram.laneCount
    let q = fit.parameters.count
    let count = options.monteCarloDraws
    let moments = fit.observed.covariance.halfVector
    var inputs = [Double](repeating: 0, count: (q + moments.count) * size)
    for (k, moment) in moments.enumerated() { for lane in 0..<size { inputs[(q + k) * size + lane] = moment } }
    var results = [Double](repeating: 0, count: lanes.resultCount * size)
    let fixed = options.generator == .r ? normalsAsInR(rows: count, columns: q) : []
    var columns = [[Double]](repeating: [], count: lanes.resultCount)
    for slot in columns.indices { columns[slot].reserveCapacity(count) }
    var normals = [Double](repeating: 0, count: q)
    for first in stride(from: 0, to: count, by: size) {
      let used = min(size, count - first)
      for lane in 0..<used {
        if options.generator == .r {
          for k in 0..<q { normals[k] = fixed[k * count + first + lane] }
        } else {
          var random = CounterRandom(seed: seed, stream: UInt64(first + lane))
          for k in 0..<q { normals[k] = random.normal() }
        }
        let shift = root.times(normals)
        for k in 0..<q { inputs[k * size + lane] = fit.parameters[k] + shift[k] }
      }
      lanes.run(inputs, into: &results)
      for slot in columns.indices { columns[slot] += results[(slot * size)..<(slot * size + used)] }
    }
    return Draws(
      requested: count, completed: count, failures: [:], columns: columns, slots: lanes.slots, layout: quantities.layout)
  }

  /// R fills its matrix of normals column by column.
  private func normalsAsInR(rows: Int, columns: Int) -> [Double] {
    var random = RGenerator(seed: UInt32(truncatingIfNeeded: seed))
    return (0..<(rows * columns)).map { _ in random.normal() }
  }

  /// Limits by quantiles of type 7, the standard error with divisor R - 1. Draws outside the parameter space (a standardised effect
  /// of a negative variance) are left out.
  static func result(_ values: [Double], estimate: Double, options: ResamplingOptions) -> EstimateResult {
    let finite = values.filter(\.isFinite)
    guard finite.count > 1, estimate.isFinite else { return EstimateResult(estimate: estimate.isFinite ? estimate : nil) }
    let draws = DrawDistribution(finite, estimate: estimate)
    let r = Double(draws.count)
    let standardError = draws.standardError * (r / (r - 1)).squareRoot()
    let tail = (1 - options.level) / 2
    let z = standardError > 0 ? estimate / standardError : nil
    return EstimateResult(
      estimate: estimate, standardError: standardError, z: z,
      pValue: standardError > 0
        ? (options.pValue == .wald ? z.map { 2 * Normal.upperTail(abs($0)) } : IntervalRule.percentile.pValue(draws)) : nil,
      lower: draws.linearQuantile(tail), upper: draws.linearQuantile(1 - tail), lowerError: draws.quantileError(tail),
      upperError: draws.quantileError(1 - tail))
  }
}
