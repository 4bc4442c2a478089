/// A table of data: named columns of equal length.
public struct DataTable: Sendable, Hashable {
  public var columns: [Column]
  /// The file's line on which each row begins, from 1; empty for a table that was not read from text.
  public var rowLines: [Int]
  /// The file has no lines (SPSS, Stata, SAS): `rowLines` are the numbers of its rows.
  public var countsRows = false
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

  /// How many bytes hold the values, and how many would if none were held compactly.
  public var byteCounts: (held: Int, full: Int) {
    columns.reduce((0, 0)) { sum, column in
      switch column.storage {
      case .numbers(let numbers): (sum.0 + numbers.byteCount, sum.1 + MemoryLayout<Double>.size * numbers.count)
      case .text(let texts): (sum.0 + texts.byteCount, sum.1 + MemoryLayout<String?>.size * texts.count)
      }
    }
  }

  /// The same table with the values of each column in the fewest bytes that keep them exactly.
  public var compacted: DataTable {
    var table = self
    for index in columns.indices {
      switch columns[index].storage {
      case .numbers(let numbers): table.columns[index].storage = .numbers(numbers.compacted)
      case .text(let texts): table.columns[index].storage = .text(texts.compacted)
      }
    }
    return table
  }

  /// The file's line of a row (from 0), where it is known.
  func line(ofRow row: Int) -> Int? { rowLines.indices.contains(row) ? rowLines[row] : nil }
}
