/// Makes draws, a block at a time. A value with its own buffers: each thread works on a copy, and what a draw is depends on its number
/// alone.
protocol DrawMaker: Sendable {
  /// Draws of a block.
  static var size: Int { get }
  /// The slot of each output among a block's results.
  var slots: [Int] { get }
  var layout: DerivedQuantities.Layout { get }

  /// Draws number `first`, `first + 1`, … with generators of their own.
  mutating func resample(first: Int, count: Int, seed: UInt64)
  /// Draws of given units: the numbers of the groups' cases or clusters, group after group, draw after draw.
  mutating func resample(rows: ArraySlice<UInt32>, count: Int)
  /// All units but number `first`, `first + 1`, … of one group.
  mutating func leaveOut(group: Int, first: Int, count: Int)
  /// The first `count` draws that were made last, without those that failed.
  mutating func takeDraws(count: Int) -> Draws.Block
}
