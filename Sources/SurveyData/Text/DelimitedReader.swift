/// Reads comma-, semicolon- or tab-delimited text (RFC 4180) with a header of variable names.
///
/// Lines that start with `#` before the header are comments. A column whose every cell is a number or missing holds numbers;
/// with any other cell it holds text. A header cell may be empty (R writes row names so); such a column has no name to
/// ask for. Blank lines are skipped.
public enum DelimitedReader {
  /// The table that `bytes` write.
  ///
  /// Throws `empty-file`, `no-rows`, `duplicate-name`, `ragged-row`, `unclosed-quote`, `text-after-quote`, `line-too-long`,
  /// `zero-byte`, `not-utf8`, `not-text` or `bad-delimiter`, with the line where there is one.
  ///
  /// ```swift
  /// let table = try DelimitedReader.read(Array("x,y\n1,2.5\n3,NA\n".utf8))
  /// table["y"]?.missingCount  // 1
  /// ```
  public static func read(_ bytes: [UInt8], options: TextOptions = TextOptions()) throws(DataError) -> DataTable {
    let preamble = try TextPreamble(bytes)
    let delimiter = try preamble.delimiter(in: bytes, options: options)
    var scanner = RecordScanner(bytes, delimiter: delimiter, position: preamble.position, line: preamble.line)
    let names = try readNames(&scanner)
    let firstRow = scanner
    let cells = CellReader(options)
    var numbers = try readNumbers(&scanner, columnCount: names.count, cells: cells)
    guard !numbers.rowLines.isEmpty else {
      throw DataError(
        "no-rows", "the file has a header but no rows", line: scanner.recordLine, advice: "rows of data follow the names")
    }
    // The cells before the first that is not a number were not kept; columns of text are read in a second pass.
    let textColumns = names.indices.filter { numbers.firstTextRow[$0] != nil }
    var texts = try readTexts(from: firstRow, columns: textColumns, rowCount: numbers.rowLines.count, cells: cells)
    var columns: [Column] = []
    columns.reserveCapacity(names.count)
    for (index, name) in names.enumerated() {
      if let row = numbers.firstTextRow[index] {
        columns.append(Column(name: name, storage: .text(Texts(texts.removeFirst())), firstTextRow: row))
      } else {
        var column = Column(name, numbers.columns[index])
        for (code, count) in numbers.missingCodes[index] ?? [:] {
          column.information.declaredMissing[VariableInformation.text(of: code)] = count
        }
        columns.append(column)
        numbers.columns[index] = []
      }
    }
    return DataTable(columns: columns, rowLines: numbers.rowLines, comments: preamble.comments)
  }

  /// What to do about a first line that is a row of data.
  public static let headerAdvice =
    "the first line is to hold the names of the variables: `sqlite3 -csv` writes them with `-header`"

  static func readNames(_ scanner: inout RecordScanner) throws(DataError) -> [String] {
    _ = try scanner.next()
    var firstColumn: [String: Int] = [:]
    var names: [String] = []
    for (index, cell) in scanner.cells.enumerated() {
      let name = try scanner.text(of: cell, column: index)
      if !name.isEmpty, let earlier = firstColumn.updateValue(index, forKey: name) {
        throw DataError(
          "duplicate-name", "two columns are called `\(excerpt(name))`: columns \(earlier + 1) and \(index + 1)",
          line: scanner.recordLine, column: index + 1,
          advice: Double(name) == nil ? "rename one of them" : headerAdvice)
      }
      names.append(name)
    }
    return names
  }

  private struct Numbers {
    var columns: [[Double]]
    var firstTextRow: [Int?]
    var rowLines: [Int] = []
    /// How often each code for missing stands in a column.
    var missingCodes: [Int: [Double: Int]] = [:]
  }

  private static func readNumbers(
    _ scanner: inout RecordScanner, columnCount: Int, cells: CellReader
  ) throws(DataError) -> Numbers {
    var result = Numbers(
      columns: [[Double]](repeating: [], count: columnCount), firstTextRow: [Int?](repeating: nil, count: columnCount))
    while try scanner.next() {
      guard scanner.cells.count == columnCount else { throw raggedRow(scanner, columnCount: columnCount) }
      for column in 0..<columnCount where result.firstTextRow[column] == nil {
        if let number = cells.number(of: scanner.cells[column], in: scanner.bytes) {
          result.columns[column].append(number)
          if number.isNaN, cells.hasMissingCodes, let code = cells.missingCode(of: scanner.cells[column], in: scanner.bytes) {
            result.missingCodes[column, default: [:]][code, default: 0] += 1
          }
        } else {
          result.firstTextRow[column] = result.rowLines.count
          result.columns[column] = []
        }
      }
      result.rowLines.append(scanner.recordLine)
    }
    return result
  }

  private static func readTexts(
    from firstRow: RecordScanner, columns: [Int], rowCount: Int, cells: CellReader
  ) throws(DataError) -> ArraySlice<[String?]> {
    var texts = [[String?]](repeating: [], count: columns.count)
    guard !columns.isEmpty else { return texts[...] }
    for index in texts.indices { texts[index].reserveCapacity(rowCount) }
    var scanner = firstRow
    while try scanner.next() {
      for (index, column) in columns.enumerated() {
        texts[index].append(try text(of: scanner.cells[column], column: column, scanner, cells))
      }
    }
    return texts[...]
  }

  /// What a cell of the scanner's record says in a column of text; `nil` where it is missing.
  static func text(
    of cell: RecordScanner.Cell, column: Int, _ scanner: RecordScanner, _ cells: CellReader
  ) throws(DataError) -> String? {
    let isMissing = cells.number(of: cell, in: scanner.bytes).map(\.isNaN) ?? false
    return isMissing ? nil : try scanner.text(of: cell, column: column)
  }

  static func raggedRow(_ scanner: RecordScanner, columnCount: Int) -> DataError {
    let count = scanner.cells.count
    var advice = "a cell that holds the delimiter must be in quotes; a missing value is an empty cell"
    if count == columnCount + 1 { advice += "; row names need a header cell too" }
    return DataError(
      "ragged-row", "this row has \(count) \(count == 1 ? "cell" : "cells"), the header \(columnCount)",
      line: scanner.recordLine, advice: advice)
  }
}
