/// Splits delimited text into records and cells by RFC 4180: quoted cells may hold delimiters, line ends and doubled quotes.
///
/// LF, CR LF and CR end a line. Blank lines are no records. Spaces around a cell do not belong to it unless it is quoted.
/// Cells are ranges of the bytes; nothing is copied until `text(of:column:)` asks for it.
struct RecordScanner {
  struct Cell {
    var start: Int
    var end: Int
    var isQuoted = false
    /// The range holds `""` for `"`.
    var hasDoubledQuotes = false

    var isEmpty: Bool { start == end }
  }

  /// The longest record, in bytes; a file of one endless line is refused before it fills the memory.
  static let longestRecord = 10_000_000

  let bytes: [UInt8]
  let delimiter: UInt8
  private(set) var position: Int
  /// The line of `position`, from 1.
  private(set) var line: Int
  /// The cells of the current record, and the line on which it began.
  private(set) var cells: [Cell] = []
  private(set) var recordLine = 0

  init(_ bytes: [UInt8], delimiter: UInt8, position: Int, line: Int) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.position = position
    self.line = line
  }

  /// Moves to the next record; false at the end of the text.
  mutating func next() throws(DataError) -> Bool {
    while position < bytes.count {
      recordLine = line
      cells.removeAll(keepingCapacity: true)
      try readRecord(limit: min(bytes.count, position + Self.longestRecord))
      let isBlank = cells.count == 1 && cells[0].isEmpty && !cells[0].isQuoted
      if !isBlank { return true }
    }
    return false
  }

  private mutating func readRecord(limit: Int) throws(DataError) {
    while true {
      cells.append(try readCell(limit: limit))
      if position >= bytes.count { return }
      if position >= limit { throw tooLong() }
      let byte = bytes[position]
      position += 1
      if byte == delimiter { continue }
      if byte == .carriageReturn, position < bytes.count, bytes[position] == .lineFeed { position += 1 }
      line += 1
      return
    }
  }

  /// Reads a cell and stops on the delimiter or line end after it, or at `limit`.
  private mutating func readCell(limit: Int) throws(DataError) -> Cell {
    var start = position
    while start < limit, isPadding(bytes[start]) { start += 1 }
    if start < limit, bytes[start] == .quote {
      position = start
      return try readQuotedCell(limit: limit)
    }
    position = start
    while position < limit {
      let byte = bytes[position]
      if byte == delimiter || byte == .lineFeed || byte == .carriageReturn { break }
      if byte == 0 { throw zeroByte() }
      position += 1
    }
    var end = position
    while end > start, isPadding(bytes[end - 1]) { end -= 1 }
    return Cell(start: start, end: end)
  }

  private mutating func readQuotedCell(limit: Int) throws(DataError) -> Cell {
    let openingLine = line
    position += 1
    var cell = Cell(start: position, end: position, isQuoted: true)
    while position < limit {
      switch bytes[position] {
      case .quote:
        if position + 1 < bytes.count, bytes[position + 1] == .quote {
          cell.hasDoubledQuotes = true
          position += 1
        } else {
          cell.end = position
          position += 1
          try skipToCellEnd()
          return cell
        }
      case .lineFeed: line += 1
      case .carriageReturn:
        if position + 1 >= bytes.count || bytes[position + 1] != .lineFeed { line += 1 }
      case 0: throw zeroByte()
      default: break
      }
      position += 1
    }
    throw DataError(
      "unclosed-quote", "a quote opened here is never closed", line: openingLine, column: cells.count + 1,
      advice: "close it, or write a quote that belongs to the text twice: \"\"")
  }

  private mutating func skipToCellEnd() throws(DataError) {
    while position < bytes.count, isPadding(bytes[position]) { position += 1 }
    guard position < bytes.count else { return }
    let byte = bytes[position]
    if byte == delimiter || byte == .lineFeed || byte == .carriageReturn { return }
    throw DataError(
      "text-after-quote", "text follows the closing quote of a cell", line: line, column: cells.count + 1,
      advice: "write a quote that belongs to the text twice: \"\"")
  }

  private func isPadding(_ byte: UInt8) -> Bool {
    (byte == .space || byte == .tab) && byte != delimiter
  }

  private func zeroByte() -> DataError {
    DataError(
      "zero-byte", "the file holds a zero byte: it is not plain text", line: line, column: cells.count + 1,
      advice: "save it as CSV in UTF-8; UTF-16 and spreadsheet files are not read as text")
  }

  private func tooLong() -> DataError {
    DataError(
      "line-too-long", "a row is longer than \(Self.longestRecord / 1_000_000) MB", line: recordLine,
      advice: "check the line ends of the file")
  }

  /// The text of a cell of the current record; `column` counts from 0.
  func text(of cell: Cell, column: Int) throws(DataError) -> String {
    let decoded: String?
    if cell.hasDoubledQuotes {
      decoded = String(validating: singleQuotes(in: bytes[cell.start..<cell.end]), as: UTF8.self)
    } else {
      decoded = String(validating: bytes[cell.start..<cell.end], as: UTF8.self)
    }
    if let decoded { return decoded }
    throw DataError(
      "not-utf8", "a cell is not UTF-8 text", line: recordLine, column: column + 1,
      advice: "the file looks like Latin-1 (Windows-1252): save it as UTF-8")
  }

  private func singleQuotes(in doubled: ArraySlice<UInt8>) -> [UInt8] {
    var single: [UInt8] = []
    single.reserveCapacity(doubled.count)
    var skipsNext = false
    for byte in doubled {
      if skipsNext {
        skipsNext = false
        continue
      }
      single.append(byte)
      skipsNext = byte == .quote
    }
    return single
  }
}

extension UInt8 {
  static let tab: UInt8 = 9
  static let lineFeed: UInt8 = 10
  static let carriageReturn: UInt8 = 13
  static let space: UInt8 = 32
  static let quote: UInt8 = 34
  static let hash: UInt8 = 35
  static let comma: UInt8 = 44
  static let point: UInt8 = 46
  static let semicolon: UInt8 = 59
}
