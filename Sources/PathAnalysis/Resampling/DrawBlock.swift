import LinearAlgebra
import Probability

/// Makes 64 draws at a time: which rows, their moments, the parameters, the reported quantities.
///
/// A value with its own buffers: each thread works on a copy. A draw's result depends on its number alone, never on the block's
/// thread or order. Groups are resampled each within itself.
struct DrawBlock: DrawMaker {
  static let size = LaneProgram.laneCount

  private var groups: [GroupResampler]
  private var program: DrawProgram
  private var refit: Refit?
  /// Where the parameters stand among the results.
  private let parameterSlots: [Int]
  /// Parameters found by `refit`, then the groups' moments.
  private var inputs: [Double]
  /// `results[slot * 64 + lane]`.
  private var results: [Double]
  private var outcomes: [RefitFailure?]

  init(groups: [GroupResampler], program: DrawProgram, refit: Refit?) {
    self.groups = groups
    self.program = program
    self.refit = refit
    parameterSlots = Set(program.lanes.slots[program.layout.parameters]).sorted()
    let inputCount = program.layout.parameters.count * Self.size + groups.reduce(0) { $0 + $1.moments.count }
    inputs = program.solution == .iterated ? [Double](repeating: 0, count: inputCount) : []
    results = [Double](repeating: 0, count: program.lanes.resultCount * Self.size)
    outcomes = [RefitFailure?](repeating: nil, count: Self.size)
  }

  private var resultCount: Int { program.lanes.resultCount }
  var slots: [Int] { program.lanes.slots }
  var layout: DerivedQuantities.Layout { program.layout }

  /// Draws number `first`, `first + 1`, … with generators of their own.
  mutating func resample(first: Int, count: Int, seed: UInt64) {
    for lane in 0..<count {
      var random = CounterRandom(seed: seed, stream: UInt64(first + lane))
      for group in groups.indices { groups[group].fill(lane: lane, from: &random) }
    }
    for group in groups.indices { groups[group].sumRows() }
    evaluate(count: count)
  }

  /// Draws with given rows: the groups' row numbers, group after group, draw after draw.
  mutating func resample(rows: ArraySlice<UInt32>, count: Int) {
    var start = rows.startIndex
    for lane in 0..<count {
      for group in groups.indices {
        let end = start + groups[group].rowCount
        groups[group].fill(lane: lane, with: rows[start..<end])
        start = end
      }
    }
    for group in groups.indices { groups[group].sumRows() }
    evaluate(count: count)
  }

  /// Leave-one-out samples: all rows but row `first`, `first + 1`, … of one group.
  mutating func leaveOut(group: Int, first: Int, count: Int) {
    for other in groups.indices {
      if other == group { groups[other].leaveOut(first: first) } else { groups[other].takeWhole() }
    }
    evaluate(count: count)
  }

  /// The first `count` draws that were made last, without those that failed.
  mutating func takeDraws(count: Int) -> Draws.Block {
    var taken: [Double] = []
    swap(&taken, &results)
    defer { results = [Double](repeating: 0, count: taken.count) }
    return Draws.Block(results: taken, slotCount: resultCount, outcomes: outcomes[..<count])
  }

  private mutating func evaluate(count: Int) {
    for lane in 0..<Self.size { outcomes[lane] = nil }
    for group in groups { group.forEachConstantLane { outcomes[$0] = .notPositiveDefinite } }
    switch program.solution {
    case .closedForm:
      program.lanes.run(groups[0].moments, into: &results)
      let share = (program.lanes.slots.last ?? 0) * Self.size
      for lane in 0..<count where !(results[share + lane] > Collinearity.tolerance) { outcomes[lane] = .notPositiveDefinite }
    case .iterated:
      estimate(count: count)
      program.lanes.run(inputs, into: &results)
    }
    rejectNonFiniteParameters()
  }

  /// A draw has failed when a parameter is not finite. A quantity computed from good parameters may be undefined (the logarithm of a
  /// path that is negative in this draw); dropping the draw for that would truncate the distribution of everything else.
  private mutating func rejectNonFiniteParameters() {
    let finite = LaneProgram.finiteLanes(of: results, slots: parameterSlots)
    guard finite != .max else { return }
    for lane in 0..<Self.size where finite & (1 << lane) == 0 { outcomes[lane] = outcomes[lane] ?? .notPositiveDefinite }
  }

  /// Refits every lane; the program's inputs are the parameters, then the groups' moments.
  private mutating func estimate(count: Int) {
    var place = program.layout.parameters.count * Self.size
    for group in groups {
      for value in group.moments {
        inputs[place] = value
        place &+= 1
      }
    }
    for lane in 0..<count where outcomes[lane] == nil {
      let moments = groups.map { $0.observedMoments(ofLane: lane) }
      do throws(RefitFailure) {
        let parameters = try refit?.estimate(moments) ?? []
        for (k, value) in parameters.enumerated() { inputs[k * Self.size + lane] = value }
      } catch {
        outcomes[lane] = error
      }
    }
  }
}
