import LinearAlgebra
import Probability

/// The cases of one group, drawn for 64 draws at a time and summed: products of deviations, then the deviations themselves, as
/// ``ProductRows`` has them.
///
/// A value with its own buffers: each thread works on a copy.
protocol DrawnRows: Sendable {
  var rowCount: Int { get }
  /// The sums over all rows.
  var total: [Double] { get }

  /// Draws as many rows as there are for one lane, from its generator.
  mutating func fill(lane: Int, from random: inout CounterRandom)

  /// The rows of one lane's draw, as given.
  mutating func fill(lane: Int, with rows: ArraySlice<UInt32>)

  /// The sums of the lanes that were filled: `sums[quantity * 64 + lane]`.
  mutating func sum(into sums: inout [Double])

  /// Single rows: lane k has row `first + k`, or the last one.
  func singleRows(first: Int, into sums: inout [Double])
}
