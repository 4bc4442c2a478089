/// Rows of a table, from 0: all up to some number, or a list with four bytes each.
public struct RowSelection: Sendable {
  private enum Storage: Sendable {
    case first(Int)
    case listed([UInt32])
  }

  private var storage: Storage

  /// The rows 0 to `count` - 1.
  public init(all count: Int) {
    storage = .first(count)
  }

  /// The rows below `count` that fulfil a condition, ascending.
  public init(of count: Int, where isMeant: (Int) -> Bool) {
    let meant = (0..<count).count(where: isMeant)
    guard meant < count else {
      storage = .first(count)
      return
    }
    var rows: [UInt32] = []
    rows.reserveCapacity(meant)
    for row in 0..<count where isMeant(row) { rows.append(UInt32(row)) }
    storage = .listed(rows)
  }

  public init(_ rows: some Sequence<Int>) {
    storage = .listed(rows.map { UInt32($0) })
  }

  init(listed rows: [UInt32]) {
    storage = .listed(rows)
  }
}

extension RowSelection: RandomAccessCollection {
  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .first(let count): count
    case .listed(let rows): rows.count
    }
  }

  public subscript(place: Int) -> Int {
    switch storage {
    case .first(let count):
      precondition(place >= 0 && place < count, "place \(place) of \(count) rows")
      return place
    case .listed(let rows): return Int(rows[place])
    }
  }
}

extension RowSelection: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Int...) {
    self.init(elements)
  }
}

extension RowSelection: Hashable {
  public static func == (left: RowSelection, right: RowSelection) -> Bool { left.elementsEqual(right) }

  public func hash(into hasher: inout Hasher) {
    for row in self { hasher.combine(row) }
  }
}
