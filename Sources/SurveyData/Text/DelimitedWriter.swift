/// Writes a table as delimited text that ``DelimitedReader`` reads back unchanged (RFC 4180, UTF-8, lines ended by CR LF).
///
/// Numbers have the fewest digits that read back as the same `Double`; a missing value is an empty cell. Comments of the table come
/// first, each behind `#`.
public enum DelimitedWriter {
  /// - Parameter delimiter: the byte between cells: a comma, a semicolon or a tab.
  public static func write(_ table: DataTable, delimiter: UInt8 = UInt8(ascii: ",")) -> [UInt8] {
    var text: [UInt8] = []
    for comment in table.comments {
      text += Array("# ".utf8) + comment.utf8.map { $0 == .lineFeed || $0 == .carriageReturn ? .space : $0 } + lineEnd
    }
    // A row that is one empty cell would be a blank line, which is no row.
    let quotesEmpty = table.columns.count == 1
    for (index, name) in table.names.enumerated() {
      if index > 0 { text.append(delimiter) }
      append(name, to: &text, delimiter: delimiter, quotesEmpty: quotesEmpty, isFirst: index == 0)
    }
    text += lineEnd
    for row in 0..<table.rowCount {
      for (index, column) in table.columns.enumerated() {
        if index > 0 { text.append(delimiter) }
        switch column.storage {
        case .numbers(let values): append(values[row], to: &text, quotesEmpty: quotesEmpty)
        case .text(let values):
          append(values[row] ?? "", to: &text, delimiter: delimiter, quotesEmpty: quotesEmpty, isFirst: false)
        }
      }
      text += lineEnd
    }
    return text
  }

  private static let lineEnd: [UInt8] = [.carriageReturn, .lineFeed]

  private static func append(_ number: Double, to text: inout [UInt8], quotesEmpty: Bool) {
    if number.isNaN {
      if quotesEmpty { text += [.quote, .quote] }
    } else {
      text += Array(VariableInformation.text(of: number).utf8)
    }
  }

  private static func append(
    _ cell: String, to text: inout [UInt8], delimiter: UInt8, quotesEmpty: Bool, isFirst: Bool
  ) {
    let bytes = Array(cell.utf8)
    func isSpecial(_ byte: UInt8) -> Bool {
      byte == delimiter || byte == .quote || byte == .lineFeed || byte == .carriageReturn
    }
    let isPadded = [bytes.first, bytes.last].contains { $0 == .space || $0 == .tab }
    // A `#` at the start of the header would make it a comment.
    guard bytes.contains(where: isSpecial) || isPadded || (bytes.isEmpty && quotesEmpty) || (isFirst && bytes.first == .hash)
    else {
      text += bytes
      return
    }
    text.append(.quote)
    for byte in bytes {
      if byte == .quote { text.append(.quote) }
      text.append(byte)
    }
    text.append(.quote)
  }
}
