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
    let count = options.monteCarloDraws
    let block = MonteCarloBlock(
      lanes: LaneProgram(quantities.program), root: root, centre: fit.parameters, moments: fit.observed.covariance.halfVector)
    let fixed = options.generator == .r ? normalsAsInR(rows: count, columns: fit.parameters.count) : nil
    let seed = self.seed
    let ranges = DrawRange.collect(
      count: count, threads: options.threads, block: block, resultCount: block.resultCount, progress: { _ in true }
    ) { block, first, size, range in
      if let fixed {
        block.takeNormals(first: first, size: size) { draw, parameter in fixed[parameter * count + draw] }
      } else {
        block.drawNormals(first: first, size: size, seed: seed)
      }
      block.run()
      range.append(block.results, outcomes: [RefitFailure?](repeating: nil, count: size), count: size)
    }
    return Draws(ranges, requested: count, slots: block.slots, layout: quantities.layout)
  }

  /// R fills its matrix of normals column by column.
  private func normalsAsInR(rows: Int, columns: Int) -> [Double] {
    var random = RGenerator(seed: UInt32(truncatingIfNeeded: seed))
    return (0..<(rows * columns)).map { _ in random.normal() }
  }

  /// Limits by quantiles of type 7, the standard error with divisor R - 1. Draws outside the parameter space (a standardised effect
  /// of a negative variance) are left out.
  static func result(_ values: [Double], estimate: Double, options: ResamplingOptions) -> EstimateResult {
    let finite = values.allSatisfy(\.isFinite) ? values : values.filter(\.isFinite)
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

/// 64 Monte Carlo draws at a time: normals, their product with the root of the covariance, the derived quantities.
private struct MonteCarloBlock: Sendable {
  private static let size = LaneProgram.laneCount

  private var lanes: LaneProgram
  private let root: Matrix
  private let centre: [Double]
  private var normals: [Double]
  private var inputs: [Double]
  private(set) var results: [Double]

  init(lanes: LaneProgram, root: Matrix, centre: [Double], moments: [Double]) {
    self.lanes = lanes
    self.root = root
    self.centre = centre
    let q = centre.count
    normals = [Double](repeating: 0, count: q * Self.size)
    inputs = [Double](repeating: 0, count: (q + moments.count) * Self.size)
    for (k, moment) in moments.enumerated() {
      for lane in 0..<Self.size { inputs[(q + k) * Self.size + lane] = moment }
    }
    results = [Double](repeating: 0, count: lanes.resultCount * Self.size)
  }

  var resultCount: Int { lanes.resultCount }
  var slots: [Int] { lanes.slots }

  mutating func drawNormals(first: Int, size: Int, seed: UInt64) {
    for lane in 0..<size {
      var random = CounterRandom(seed: seed, stream: UInt64(first + lane))
      for k in centre.indices { normals[k * Self.size + lane] = random.normal() }
    }
  }

  mutating func takeNormals(first: Int, size: Int, _ normal: (_ draw: Int, _ parameter: Int) -> Double) {
    for lane in 0..<size { for k in centre.indices { normals[k * Self.size + lane] = normal(first + lane, k) } }
  }

  mutating func run() {
    for k in centre.indices {
      let target = k &* Self.size
      for lane in 0..<Self.size { inputs[target &+ lane] = centre[k] }
      for j in centre.indices {
        let weight = root[k, j]
        let source = j &* Self.size
        for lane in 0..<Self.size { inputs[target &+ lane] += weight * normals[source &+ lane] }
      }
    }
    lanes.run(inputs, into: &results)
  }
}
