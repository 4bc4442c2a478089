/// A small table of numbers with names above and beside it; rows may be shorter than the header.
struct MomentsText {
  struct Row {
    var name: String
    /// NaN where the cell is blank or missing; absent cells at the end are left off.
    var values: [Double]
    var line: Int
  }

  var header: [String] = []
  var headerLine: Int
  var rows: [Row] = []

  init(_ bytes: [UInt8], options: TextOptions) throws(DataError) {
    let preamble = try TextPreamble(bytes)
    let delimiter = try preamble.delimiter(in: bytes, options: options)
    var scanner = RecordScanner(bytes, delimiter: delimiter, position: preamble.position, line: preamble.line)
    _ = try scanner.next()
    headerLine = scanner.recordLine
    var seen: Set<String> = []
    for (column, cell) in scanner.cells.enumerated() {
      let name = try scanner.text(of: cell, column: column)
      if column > 0, name.isEmpty {
        throw DataError("empty-name", "a column has no name", line: headerLine, column: column + 1)
      }
      if column > 0, !seen.insert(name).inserted {
        throw DataError("duplicate-name", "two columns are called `\(excerpt(name))`", line: headerLine, column: column + 1)
      }
      header.append(name)
    }
    let cells = CellReader(options)
    while try scanner.next() { rows.append(try readRow(scanner, cells)) }
    if rows.isEmpty { throw DataError("no-rows", "the file has a header but no rows", line: headerLine) }
  }

  private func readRow(_ scanner: RecordScanner, _ cells: CellReader) throws(DataError) -> Row {
    guard scanner.cells.count <= header.count else {
      throw DataError(
        "ragged-row", "this row has \(scanner.cells.count) cells, the header \(header.count)", line: scanner.recordLine,
        advice: "the header's first cell stands above the names: `variable,a,b,…`")
    }
    var row = Row(name: try scanner.text(of: scanner.cells[0], column: 0), values: [], line: scanner.recordLine)
    for (column, cell) in scanner.cells.enumerated().dropFirst() {
      guard let value = cells.number(of: cell, in: scanner.bytes) else {
        let text = try scanner.text(of: cell, column: column)
        throw DataError(
          "bad-number", "\"\(excerpt(text))\" is not a number", line: row.line, column: column + 1,
          advice: "leave out stars and footnotes; a blank cell is not given")
      }
      if value.isInfinite {
        throw DataError("infinite-value", "`\(excerpt(row.name))` has an infinite value", line: row.line, column: column + 1)
      }
      row.values.append(value)
    }
    return row
  }
}
