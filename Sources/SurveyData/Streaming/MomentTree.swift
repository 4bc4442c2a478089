/// Adds up the moments of a row of parts as a tournament would: neighbours first, then pairs of neighbours.
///
/// Rounding errors grow with the logarithm of the number of parts, and the sum depends on the parts and their order alone.
struct MomentTree: Sendable {
  /// At index k the sum of 2^k parts that have no partner yet.
  private var waiting: [MomentSums?] = []
  let variableCount: Int

  init(variableCount: Int) {
    self.variableCount = variableCount
  }

  mutating func add(_ part: MomentSums) {
    var sum = part
    for level in waiting.indices {
      guard let earlier = waiting[level] else {
        waiting[level] = sum
        return
      }
      sum = earlier.merged(with: sum)
      waiting[level] = nil
    }
    waiting.append(sum)
  }

  var total: MomentSums {
    waiting.reduce(MomentSums(variableCount: variableCount)) { later, earlier in earlier?.merged(with: later) ?? later }
  }
}
