import LinearAlgebra
import Probability

/// Monte Carlo intervals: draws of the parameters from their asymptotic normal distribution (conventions.md section 12).
///
/// `theta* ~ N(theta, acov)` with the full covariance, by its symmetric square root; every derived quantity is computed from each draw.
struct MonteCarlo: Sendable {
  let fit: Fit
  let effects: EffectList
  let options: ResamplingOptions

  /// Monte Carlo intervals are reproducible without being asked.
  var seed: UInt64 { options.seed ?? 1 }

  /// `nil` when the fit has no asymptotic covariance.
  func draws() -> Draws? {
    guard let acov = fit.asymptoticCovariance, let root = try? SymmetricEigen(acov).squareRoot() else { return nil }
    let quantities = DerivedQuantities(fit.model, effects: effects, forDraws: true)
    let lanes = LaneProgram(quantities.program)
    let count = options.monteCarloDraws
    let fixed = options.generator == .r ? normalsAsInR(rows: count, columns: fit.parameters.count) : nil
    let maker = Maker(lanes: lanes, root: root, parameters: fit.parameters, moments: fit.sampleMoments)
    let size = LaneProgram.laneCount
    let blocks = Threads.map(count: (count + size - 1) / size, threads: options.threads, worker: maker) { maker, block in
      let used = min(size, count - block * size)
      for lane in 0..<used {
        let draw = block * size + lane
        if let fixed {
          for k in fit.parameters.indices { maker.normals[lane, k] = fixed[k * count + draw] }
        } else {
          var random = CounterRandom(seed: seed, stream: UInt64(draw))
          for k in fit.parameters.indices { maker.normals[lane, k] = random.normal() }
        }
      }
      return maker.draws(count: used)
    }
    return Draws(requested: count, blocks: blocks, slots: lanes.slots, layout: quantities.layout)
  }

  /// Turns normal numbers into the quantities of 64 draws. A value with its own buffers: each thread works on a copy.
  private struct Maker: Sendable {
    private var lanes: LaneProgram
    private let root: Matrix
    private let parameters: [Double]
    /// One row a draw, one column a parameter.
    var normals: Matrix
    /// Parameters and sample moments; `inputs[k * 64 + lane]`.
    private var inputs: [Double]

    init(lanes: LaneProgram, root: Matrix, parameters: [Double], moments: [Double]) {
      self.lanes = lanes
      self.root = root
      self.parameters = parameters
      normals = Matrix(rowCount: LaneProgram.laneCount, columnCount: parameters.count)
      inputs = (parameters + moments).flatMap { [Double](repeating: $0, count: LaneProgram.laneCount) }
    }

    mutating func draws(count: Int) -> Draws.Block {
      let size = LaneProgram.laneCount
      // The root is symmetric, so that rows of normals times it are its products with each.
      let shifts = (normals * root).elements
      for (k, estimate) in parameters.enumerated() {
        for place in (k * size)..<((k + 1) * size) { inputs[place] = estimate + shifts[place] }
      }
      var results = [Double](repeating: 0, count: lanes.resultCount * size)
      lanes.run(inputs, into: &results)
      let outcomes = [RefitFailure?](repeating: nil, count: count)
      return Draws.Block(results: results, slotCount: lanes.resultCount, outcomes: outcomes[...])
    }
  }

  /// R fills its matrix of normals column by column.
  private func normalsAsInR(rows: Int, columns: Int) -> [Double] {
    var random = RGenerator(seed: UInt32(truncatingIfNeeded: seed))
    return (0..<(rows * columns)).map { _ in random.normal() }
  }

  /// Results of outputs with these estimates. Outputs that share their draws share the work of sorting them.
  func results(_ draws: Draws, outputs: Range<Int>, estimates: [Double]) -> [EstimateResult] {
    let groups = draws.sharing(outputs)
    let found = Threads.map(count: groups.count, threads: options.threads, worker: options) { options, group in
      var distribution = DrawDistribution(draws.values(of: groups[group][0]), estimate: 0)
      return groups[group].map { output in
        distribution.estimate = estimates[output - outputs.lowerBound]
        return Self.result(distribution, options: options)
      }
    }
    var results = estimates.map { EstimateResult(estimate: $0) }
    for (group, values) in zip(groups, found) {
      for (output, value) in zip(group, values) { results[output - outputs.lowerBound] = value }
    }
    return results
  }

  /// Limits by quantiles of type 7, the standard error with divisor R - 1.
  static func result(_ draws: DrawDistribution, options: ResamplingOptions) -> EstimateResult {
    let estimate = draws.estimate
    guard draws.count > 1, estimate.isFinite else { return EstimateResult(estimate: estimate.isFinite ? estimate : nil) }
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
