/// Reads the wanted numbers of a block of records.
///
/// A row of plain cells is read byte by byte, without a list of its cells. A cell that is not a plain number there goes to `CellReader`;
/// a row with quotes, zero bytes or the wrong number of cells goes to `RecordScanner`, which reads or refuses it. So the grammar
/// and its errors stand in one place, and this is only their shortcut.
struct BlockReader: Sendable {
  private static let oddRow = -1

  let layout: RowLayout
  private var block: RowBlock
  /// Room for values, grown as needed.
  private var room: [Double] = []

  init(_ layout: RowLayout) {
    self.layout = layout
    block = RowBlock(width: layout.width)
  }

  /// What the records of `bytes` hold; the bytes end with a line end.
  mutating func read(_ bytes: [UInt8]) -> RowBlock {
    block = RowBlock(width: layout.width)
    var position = 0
    while position < bytes.count {
      growRoom()
      position = plainRows(bytes, from: position)
      if position < 0 {
        do { position = try carefulRow(bytes, from: -position - 1) } catch {
          block.failure = error
          break
        }
      }
    }
    block.encodingFailure = encodingFailure(bytes)
    block.values = Array(room.prefix(block.rowCount * layout.width))
    block.countCodes(layout.missingCodes.count)
    return block
  }

  private mutating func growRoom() {
    let needed = (block.rowCount + 1) * layout.width
    if room.count < needed { room += [Double](repeating: 0, count: max(needed, room.count, 4096)) }
  }

  // MARK: Plain rows

  /// Reads rows for as long as they are plain and there is room; gives the position after them, or `-1 - p` where a row at p is not plain.
  private mutating func plainRows(_ bytes: [UInt8], from start: Int) -> Int {
    let span = bytes.span
    let (width, places, delimiter, mark) = (layout.width, layout.places, layout.delimiter, layout.decimalMark)
    let fits = width > 0 ? room.count / width : Int.max
    var position = start
    while position < span.count, block.rowCount < fits {
      let first = span[position]
      if first == .lineFeed || first == .carriageReturn {
        position = afterLineEnd(span, position)
        block.lineCount &+= 1
        continue
      }
      let next = plainRow(bytes, span, position, places.span, delimiter, mark)
      if next == Self.oddRow { return -1 - position }
      position = next
      block.rowCount &+= 1
      block.lineCount &+= 1
    }
    return position
  }

  @inline(__always)
  private func afterLineEnd(_ span: Span<UInt8>, _ position: Int) -> Int {
    let next = position &+ 1
    return span[position] == .carriageReturn && next < span.count && span[next] == .lineFeed ? next &+ 1 : next
  }

  /// Reads the row at a position and gives the position after its line end, or `oddRow`.
  @inline(__always)
  private mutating func plainRow(
    _ bytes: [UInt8], _ span: Span<UInt8>, _ start: Int, _ places: Span<Int>, _ delimiter: UInt8, _ mark: UInt8
  ) -> Int {
    let base = block.rowCount &* layout.width
    var position = start
    let last = places.count &- 1
    var column = 0
    // In a text of one column a row of spaces is blank.
    if last == 0, span[start] == .space || span[start] == .tab { return Self.oddRow }
    while true {
      let place = places[column]
      let end: Int
      if place < 0 {
        end = span[position] == .quote ? quotedCellEnd(span, position, delimiter) : cellEnd(span, position)
      } else {
        var value = 0.0
        let plain = plainNumber(span, position, delimiter, mark, &value)
        if plain != Self.oddRow {
          end = plain
        } else {
          end = cellEnd(span, position)
          if end != Self.oddRow { value = oddValue(bytes, position, end, place) }
        }
        if end != Self.oddRow { room[base &+ place] = value }
      }
      if end == Self.oddRow { return Self.oddRow }
      if span[end] == delimiter {
        if column == last { return Self.oddRow }
        column &+= 1
        position = end &+ 1
      } else {
        return column == last ? afterLineEnd(span, end) : Self.oddRow
      }
    }
  }

  /// Reads `[+-]digits[mark digits]` up to a delimiter or line end, or an empty cell; gives the position of its end, or `oddRow`.
  @inline(__always)
  private func plainNumber(
    _ span: Span<UInt8>, _ start: Int, _ delimiter: UInt8, _ mark: UInt8, _ value: inout Double
  ) -> Int {
    var position = start
    var byte = span[position]
    let isNegative = byte == 0x2D
    if isNegative {
      position &+= 1
      guard position < span.count else { return Self.oddRow }
      byte = span[position]
    }
    var mantissa: UInt64 = 0
    let firstDigit = position
    while byte &- 0x30 <= 9 {
      mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
      position &+= 1
      guard position < span.count else { return Self.oddRow }
      byte = span[position]
    }
    var digits = position &- firstDigit
    var decimals = 0
    if byte == mark {
      position &+= 1
      let firstDecimal = position
      guard position < span.count else { return Self.oddRow }
      byte = span[position]
      while byte &- 0x30 <= 9 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
        position &+= 1
        guard position < span.count else { return Self.oddRow }
        byte = span[position]
      }
      decimals = position &- firstDecimal
      digits &+= decimals
    }
    guard byte == delimiter || byte == .lineFeed || byte == .carriageReturn else { return Self.oddRow }
    if digits == 0 {
      value = .nan
      return position == start ? position : Self.oddRow
    }
    guard digits <= 19, !layout.cells.comparesTextFirst else { return Self.oddRow }
    if mantissa <= 1 << 53, decimals <= 22 {
      value = decimals == 0 ? Double(mantissa) : Double(mantissa) / ScaledInteger.powersOfTen[decimals]
    } else {
      guard let quotient = ScaledInteger.quotient(mantissa, decimals: decimals) else { return Self.oddRow }
      value = quotient
    }
    if isNegative { value = -value }
    if !layout.missingCodes.isEmpty, let code = layout.missingCodes.firstIndex(of: value) {
      value = RowBlock.missing(byCode: code)
    }
    return position
  }

  /// The delimiter or line end after a cell without quotes at its start and without zero bytes; `oddRow` for another.
  @inline(__always)
  private func cellEnd(_ span: Span<UInt8>, _ start: Int) -> Int {
    let delimiter = layout.delimiter
    var position = start
    while position < span.count, (span[position] == .space || span[position] == .tab), span[position] != delimiter {
      position &+= 1
    }
    if position < span.count, span[position] == .quote { return Self.oddRow }
    while position < span.count {
      let byte = span[position]
      if byte == delimiter || byte == .lineFeed || byte == .carriageReturn { return position }
      if byte == 0 { return Self.oddRow }
      position &+= 1
    }
    return Self.oddRow
  }

  /// The delimiter or line end after a cell in quotes without line ends, zero bytes or quotes in it; `oddRow` for another.
  @inline(__always)
  private func quotedCellEnd(_ span: Span<UInt8>, _ start: Int, _ delimiter: UInt8) -> Int {
    var position = start &+ 1
    while position < span.count, span[position] != .quote {
      if span[position] == .lineFeed || span[position] == .carriageReturn || span[position] == 0 { return Self.oddRow }
      position &+= 1
    }
    position &+= 1
    guard position < span.count else { return Self.oddRow }
    let next = span[position]
    return next == delimiter || next == .lineFeed || next == .carriageReturn ? position : Self.oddRow
  }

  // MARK: Other cells and rows

  /// The value of a cell without quotes that is no plain number: another number, missing, or text.
  private mutating func oddValue(_ bytes: [UInt8], _ start: Int, _ end: Int, _ place: Int) -> Double {
    var cell = RecordScanner.Cell(start: start, end: end)
    func isPadding(_ byte: UInt8) -> Bool { (byte == .space || byte == .tab) && byte != layout.delimiter }
    while cell.start < cell.end, isPadding(bytes[cell.start]) { cell.start += 1 }
    while cell.end > cell.start, isPadding(bytes[cell.end - 1]) { cell.end -= 1 }
    return value(of: cell, in: bytes, place: place, line: block.lineCount + 1) {
      String(decoding: bytes[cell.start..<cell.end], as: UTF8.self)
    }
  }

  private mutating func value(
    of cell: RecordScanner.Cell, in bytes: [UInt8], place: Int, line: Int, text: () -> String
  ) -> Double {
    guard let number = layout.cells.number(of: cell, in: bytes) else {
      if block.firstText[place] == nil { block.firstText[place] = RowBlock.Oddity(line: line, text: text()) }
      return .nan
    }
    if number.isNaN, layout.cells.hasMissingCodes, let code = layout.cells.missingCode(of: cell, in: bytes),
      let index = layout.missingCodes.firstIndex(of: code)
    {
      return RowBlock.missing(byCode: index)
    }
    if number.isInfinite, block.firstInfinite[place] == nil { block.firstInfinite[place] = RowBlock.Oddity(line: line) }
    return number
  }

  /// Reads the record at a position as `DelimitedReader` does; gives the position after it, or throws what that throws.
  private mutating func carefulRow(_ bytes: [UInt8], from start: Int) throws(DataError) -> Int {
    var scanner = RecordScanner(bytes, delimiter: layout.delimiter, position: start, line: block.lineCount + 1)
    guard try scanner.next() else {
      block.lineCount = scanner.line - 1
      return bytes.count
    }
    guard scanner.cells.count == layout.places.count else {
      throw DelimitedReader.raggedRow(scanner, columnCount: layout.places.count)
    }
    for (place, column) in layout.columns.enumerated() {
      let cell = scanner.cells[column]
      room[block.rowCount * layout.width + place] = value(of: cell, in: bytes, place: place, line: scanner.recordLine) {
        (try? scanner.text(of: cell, column: column)) ?? ""
      }
    }
    block.rowCount += 1
    block.lineCount = scanner.line - 1
    return scanner.position
  }

  /// The first cell of the block that is no UTF-8.
  private func encodingFailure(_ bytes: [UInt8]) -> DataError? {
    var union: UInt8 = 0
    let span = bytes.span
    for index in span.indices { union |= span[index] }
    guard union >= 0x80, String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var scanner = RecordScanner(bytes, delimiter: layout.delimiter, position: 0, line: 1)
    do {
      while try scanner.next() {
        for (column, cell) in scanner.cells.enumerated() { _ = try scanner.text(of: cell, column: column) }
      }
    } catch {
      return error.id == "not-utf8" ? error : nil
    }
    return nil
  }
}
