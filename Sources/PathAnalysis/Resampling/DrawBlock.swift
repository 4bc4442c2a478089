import LinearAlgebra
import Probability

/// Makes 64 draws at a time: which rows, their moments, the parameters, the reported quantities.
///
/// A value with its own buffers: each thread works on a copy. A draw's result depends on its number alone, never on the block's
/// thread or order.
struct DrawBlock: Sendable {
  static let size = LaneProgram.laneCount

  private let products: ProductRows
  private var program: DrawProgram
  private var refit: Refit?
  private let rowCount: Int
  private let scale: Double
  private let means: [Double]
  /// Where the parameters stand among the results.
  private let parameterSlots: [Int]
  /// The sample's own variances: one that shrinks to rounding in a draw is a constant column there.
  private let variances: [Double]
  private var indices: [UInt32]
  private var moments: [Double]
  private var inputs: [Double] = []
  /// `results[slot * 64 + lane]`.
  private var results: [Double]
  private var outcomes: [RefitFailure?]

  init(products: ProductRows, program: DrawProgram, refit: Refit?, scale: Double, means: [Double], variances: [Double]) {
    self.products = products
    self.program = program
    self.refit = refit
    self.scale = scale
    self.means = means
    self.variances = variances
    parameterSlots = Set(program.lanes.slots[program.layout.parameters]).sorted()
    rowCount = products.rowCount
    indices = [UInt32](repeating: 0, count: Self.size * products.rowCount)
    moments = [Double](repeating: 0, count: products.quantityCount * Self.size)
    results = [Double](repeating: 0, count: program.lanes.resultCount * Self.size)
    outcomes = [RefitFailure?](repeating: nil, count: Self.size)
  }

  private var resultCount: Int { program.lanes.resultCount }
  var slots: [Int] { program.lanes.slots }
  var layout: DerivedQuantities.Layout { program.layout }

  /// Draws number `first`, `first + 1`, … with generators of their own.
  mutating func resample(first: Int, count: Int, seed: UInt64) {
    for lane in 0..<Self.size {
      var random = CounterRandom(seed: seed, stream: UInt64(first + lane))
      random.fillIndices(below: rowCount, count: rowCount, into: &indices, at: lane * rowCount)
    }
    evaluateIndices(count: count)
  }

  /// Draws with given rows: `rows` holds `rowCount` indices a draw.
  mutating func resample(rows: ArraySlice<UInt32>, count: Int) {
    for (place, row) in rows.enumerated() { indices[place] = row }
    evaluateIndices(count: count)
  }

  /// Leave-one-out samples `first`, `first + 1`, …: all rows but one.
  mutating func leaveOut(first: Int, count: Int, total: [Double]) {
    let rows = (0..<Self.size).map { UInt32(min(first + $0, rowCount - 1)) }
    products.sums(of: rows, drawCount: Self.size, drawSize: 1, into: &moments)
    for quantity in total.indices {
      for lane in 0..<Self.size { moments[quantity * Self.size + lane] = total[quantity] - moments[quantity * Self.size + lane] }
    }
    products.convertToMoments(&moments, drawCount: Self.size, count: rowCount - 1)
    evaluateMoments(count: count)
  }

  /// The first `count` draws that were made last, without those that failed.
  mutating func takeDraws(count: Int) -> Draws.Block {
    var taken: [Double] = []
    swap(&taken, &results)
    defer { results = [Double](repeating: 0, count: taken.count) }
    return Draws.Block(results: taken, slotCount: resultCount, outcomes: outcomes[..<count])
  }

  private mutating func evaluateIndices(count: Int) {
    products.sums(of: indices, drawCount: Self.size, drawSize: rowCount, into: &moments)
    products.convertToMoments(&moments, drawCount: Self.size, count: rowCount)
    evaluateMoments(count: count)
  }

  private mutating func evaluateMoments(count: Int) {
    for lane in 0..<Self.size { outcomes[lane] = nil }
    rejectConstantColumns()
    switch program.solution {
    case .closedForm:
      program.lanes.run(moments, into: &results)
      let share = (program.lanes.slots.last ?? 0) * Self.size
      for lane in 0..<count where !(results[share + lane] > Collinearity.tolerance) { outcomes[lane] = .notPositiveDefinite }
    case .iterated:
      estimate(count: count)
      program.lanes.run(inputs, into: &results)
    }
    rejectNonFiniteParameters()
  }

  private mutating func rejectConstantColumns() {
    var place = 0
    let p = variances.count
    for j in 0..<p {
      let limit = 1e-14 * variances[j]
      for lane in 0..<Self.size where !(moments[place * Self.size + lane] > limit) { outcomes[lane] = .notPositiveDefinite }
      place += p - j
    }
  }

  /// A draw has failed when a parameter is not finite. A quantity computed from good parameters may be undefined (the logarithm of a
  /// path that is negative in this draw); dropping the draw for that would truncate the distribution of everything else.
  private mutating func rejectNonFiniteParameters() {
    let finite = LaneProgram.finiteLanes(of: results, slots: parameterSlots)
    guard finite != .max else { return }
    for lane in 0..<Self.size where finite & (1 << lane) == 0 { outcomes[lane] = outcomes[lane] ?? .notPositiveDefinite }
  }

  /// Refits every lane; the program's inputs are the parameters, then the moments.
  private mutating func estimate(count: Int) {
    let p = variances.count
    let momentCount = moments.count
    guard refit != nil else { return }
    var covariance = [Double](repeating: 0, count: p * p)
    var drawMeans = means
    let parameterCount = program.layout.parameters.count
    if inputs.count != parameterCount * Self.size + momentCount {
      inputs = [Double](repeating: 0, count: parameterCount * Self.size + momentCount)
    }
    for place in 0..<momentCount { inputs[parameterCount * Self.size + place] = moments[place] }
    for lane in 0..<count where outcomes[lane] == nil {
      var place = lane
      for j in 0..<p {
        for i in j..<p {
          covariance[i + j * p] = scale * moments[place]
          covariance[j + i * p] = covariance[i + j * p]
          place &+= Self.size
        }
      }
      for i in 0..<p {
        drawMeans[i] = means[i] + moments[place]
        place &+= Self.size
      }
      do throws(RefitFailure) {
        let parameters = try refit?.estimate(covariance: covariance, means: drawMeans) ?? []
        for (k, value) in parameters.enumerated() { inputs[k * Self.size + lane] = value }
      } catch {
        outcomes[lane] = error
      }
    }
  }
}
