/// One variable of a data file: a name and a value for every row.
public struct Column: Sendable, Hashable {
  /// The values, all of one kind.
  public enum Storage: Sendable, Hashable {
    /// NaN stands for missing.
    case numbers([Double])
    /// `nil` stands for missing.
    case text([String?])
  }

  public var name: String
  public var storage: Storage
  /// In a column of text that was read from a file: the first row (from 0) whose cell is not a number.
  public var firstTextRow: Int?

  public init(name: String, storage: Storage, firstTextRow: Int? = nil) {
    self.name = name
    self.storage = storage
    self.firstTextRow = firstTextRow
  }

  /// A column of numbers, NaN for missing.
  public init(_ name: String, _ numbers: [Double]) {
    self.init(name: name, storage: .numbers(numbers))
  }

  public var count: Int {
    switch storage {
    case .numbers(let values): values.count
    case .text(let values): values.count
    }
  }

  public var missingCount: Int {
    switch storage {
    case .numbers(let values): values.reduce(0) { $1.isNaN ? $0 + 1 : $0 }
    case .text(let values): values.reduce(0) { $1 == nil ? $0 + 1 : $0 }
    }
  }
}

/// A table of data: named columns of equal length.
public struct DataTable: Sendable, Hashable {
  public var columns: [Column]
  /// The file's line on which each row begins, from 1; empty for a table that was not read from text.
  public var rowLines: [Int]
  /// The comment lines before the header, without their `#`. Simulated data say so here; reports repeat it.
  public var comments: [String]

  /// - Precondition: the columns are equally long.
  public init(columns: [Column], rowLines: [Int] = [], comments: [String] = []) {
    if let first = columns.first {
      for column in columns {
        precondition(
          column.count == first.count, "column \(column.name) has \(column.count) rows, \(first.name) \(first.count)")
      }
    }
    self.columns = columns
    self.rowLines = rowLines
    self.comments = comments
  }

  public var rowCount: Int { columns.first?.count ?? 0 }

  public var names: [String] { columns.map(\.name) }

  public subscript(name: String) -> Column? { columns.first { $0.name == name } }

  /// The file's line of a row (from 0), where it is known.
  func line(ofRow row: Int) -> Int? { rowLines.indices.contains(row) ? rowLines[row] : nil }
}
