extension RAMMatrices {
  /// The variables in an order in which every arrow points forward, or `nil` when there is feedback.
  public var causalOrder: [Int]? {
    var incoming = [Int](repeating: 0, count: variables.count)
    for entry in directEffects { incoming[entry.row] += 1 }
    var order = variables.indices.filter { incoming[$0] == 0 }
    var next = 0
    while next < order.count {
      for entry in directEffects where entry.column == order[next] {
        incoming[entry.row] -= 1
        if incoming[entry.row] == 0 { order.append(entry.row) }
      }
      next += 1
    }
    return order.count == variables.count ? order : nil
  }

  /// Whether no variable affects itself through others.
  public var isRecursive: Bool { causalOrder != nil }

  /// The sets of variables that symmetric paths connect, each in ascending order.
  var residualBlocks: [[Int]] {
    var block = Array(variables.indices)
    for entry in symmetricEffects where entry.row != entry.column {
      let (from, to) = (max(block[entry.row], block[entry.column]), min(block[entry.row], block[entry.column]))
      for i in block.indices where block[i] == from { block[i] = to }
    }
    return Dictionary(grouping: variables.indices, by: { block[$0] }).sorted { $0.key < $1.key }.map { $0.value.sorted() }
  }
}
