import LinearAlgebra

/// Why a draw was dropped: one of ``RefitFailure``, by count.
public typealias FailureCounts = [RefitFailure: Int]

/// The reported quantities of every draw that could be used.
public struct Draws: Sendable {
  /// Draws made together, without those that failed.
  struct Block: Sendable {
    /// Draws made, failed ones among them.
    var completed: Int
    var failures: FailureCounts = [:]
    /// Draws that could be used.
    var used: Int
    /// `values[slot * used + draw]`.
    var values: [Double]

    subscript(slot: Int) -> ArraySlice<Double> { values[slot * used..<(slot + 1) * used] }
  }

  /// Draws that were asked for.
  public let requested: Int
  /// Draws that were made: fewer than requested when the run was interrupted.
  public let completed: Int
  public let failures: FailureCounts
  /// Draws that could be used.
  public let used: Int
  private let blocks: [Block]
  /// The slot of each output of the program; quantities that are always equal (a direct effect and its path) share one.
  let slots: [Int]
  let layout: DerivedQuantities.Layout

  init(requested: Int, blocks: [Block], slots: [Int], layout: DerivedQuantities.Layout) {
    self.requested = requested
    self.blocks = blocks
    self.slots = slots
    self.layout = layout
    completed = blocks.reduce(0) { $0 + $1.completed }
    used = blocks.reduce(0) { $0 + $1.used }
    failures = blocks.reduce(into: [:]) { $0.merge($1.failures, uniquingKeysWith: +) }
  }

  public var isInterrupted: Bool { completed < requested }

  /// The draws of one output in which it is defined, in order.
  func values(of output: Int) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(used)
    for block in blocks { values += block[slots[output]] }
    return values.allSatisfy(\.isFinite) ? values : values.filter(\.isFinite)
  }

  /// Used draws in which an output is not defined: a logarithm of a negative number, a standardised effect of a negative variance.
  func undefinedCount(of output: Int) -> Int {
    blocks.reduce(0) { $0 + $1[slots[output]].count { !$0.isFinite } }
  }

  /// Used draws in which one of these outputs, variances, is negative.
  func negativeCount(of outputs: [Int]) -> Int {
    blocks.reduce(0) { count, block in
      let variances = outputs.map { Array(block[slots[$0]]) }
      return count + (0..<block.used).count { draw in variances.contains { $0[draw] < 0 } }
    }
  }

  /// Outputs among `outputs` that share their draws, together.
  func sharing(_ outputs: some Sequence<Int>) -> [[Int]] {
    var place: [Int: Int] = [:]
    var groups: [[Int]] = []
    for output in outputs {
      if let known = place[slots[output]] {
        groups[known].append(output)
      } else {
        place[slots[output]] = groups.count
        groups.append([output])
      }
    }
    return groups
  }
}

extension Draws.Block {
  /// The results of lanes `0..<count` of a block of 64, without those that failed.
  init(results: [Double], slotCount: Int, outcomes: ArraySlice<RefitFailure?>) {
    let lanes = LaneProgram.laneCount
    completed = outcomes.count
    for outcome in outcomes { if let outcome { failures[outcome, default: 0] += 1 } }
    let kept = outcomes.indices.filter { outcomes[$0] == nil }
    used = kept.count
    if kept.count == lanes {
      values = results
    } else {
      values = []
      values.reserveCapacity(slotCount * kept.count)
      for slot in 0..<slotCount { for lane in kept { values.append(results[slot * lanes + lane]) } }
    }
  }
}
