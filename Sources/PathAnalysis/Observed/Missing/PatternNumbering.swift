import LinearAlgebra

/// Numbers the patterns of missing values in the order in which they first occur.
struct PatternNumbering: Sendable {
  /// Which of 64 variables a case has, after what it has of the variables before.
  private struct Key: Hashable {
    var before: Int
    var present: UInt64
  }

  /// The variables of each pattern that has any.
  private(set) var observed: [[Int]] = []
  /// For each 64 variables the numbers of what occurs; the last ones are the patterns'. -1: nothing is observed.
  private var numbers: [[Key: Int]]
  private let variableCount: Int

  init(variableCount: Int) {
    self.variableCount = variableCount
    numbers = [[Key: Int]](repeating: [:], count: max(1, (variableCount + 63) / 64))
  }

  /// For each pattern known by now the rows of a block that have it, ascending; patterns that are new get the next numbers.
  mutating func cases(of block: Matrix) -> [[Int]] {
    var numberOfRow = [Int](repeating: 0, count: block.rowCount)
    for part in numbers.indices {
      let present = Self.present(in: block, variables: (64 * part)..<min(64 * part + 64, variableCount))
      var (last, number) = (Key(before: -1, present: 0), -1)
      for row in numberOfRow.indices {
        let key = Key(before: numberOfRow[row], present: present[row])
        if key != last { (last, number) = (key, numbers[part][key] ?? add(key, part: part, of: block, row: row)) }
        numberOfRow[row] = number
      }
    }
    var cases = [[Int]](repeating: [], count: observed.count)
    for (row, number) in numberOfRow.enumerated() where number >= 0 { cases[number].append(row) }
    return cases
  }

  private mutating func add(_ key: Key, part: Int, of block: Matrix, row: Int) -> Int {
    var number = numbers[part].count
    if part == numbers.count - 1 {
      let variables = (0..<variableCount).filter { !block[row, $0].isNaN }
      number = variables.isEmpty ? -1 : observed.count
      if !variables.isEmpty { observed.append(variables) }
    }
    numbers[part][key] = number
    return number
  }

  private static func present(in block: Matrix, variables: Range<Int>) -> [UInt64] {
    var present = [UInt64](repeating: 0, count: block.rowCount)
    for (bit, variable) in variables.enumerated() {
      for row in present.indices where !block[row, variable].isNaN { present[row] |= 1 << UInt64(bit) }
    }
    return present
  }
}
