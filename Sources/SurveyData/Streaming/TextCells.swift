/// The texts of some columns of a block of records, each block with a coding of its own.
struct TextCells: Sendable {
  /// One a column.
  private(set) var columns: [Texts] = []

  /// - Parameters:
  ///   - bytes: whole records that have been read once, so that nothing is wrong with them.
  ///   - wanted: columns of the text, from 0.
  init(_ bytes: [UInt8], columns wanted: [Int], delimiter: UInt8, cells reader: CellReader) {
    var codings = [TextCoding](repeating: TextCoding(), count: wanted.count)
    var codes = [[UInt32]](repeating: [], count: wanted.count)
    var scanner = RecordScanner(bytes, delimiter: delimiter, position: 0, line: 1)
    while (try? scanner.next()) == true {
      for (place, column) in wanted.enumerated() where column < scanner.cells.count {
        let text = try? DelimitedReader.text(of: scanner.cells[column], column: column, scanner, reader)
        codes[place].append(text.map { codings[place].code(of: $0) } ?? Texts.missing)
      }
    }
    columns = zip(codes, codings).map { Texts(.coded($0, values: $1.values)) }
  }
}

/// The texts of one column, block after block.
struct TextColumn: Sendable {
  private var coding = TextCoding()
  private var codes: [UInt32] = []

  mutating func append(_ part: Texts, expecting total: Int) {
    guard case .coded(let more, let values) = part.storage else { return }
    let translation = values.map { coding.code(of: $0) }
    codes.reserveCapacity(total)
    codes += more.lazy.map { $0 == Texts.missing ? $0 : translation[Int($0)] }
  }

  var texts: Texts { Texts(.coded(codes, values: coding.values)) }
}
