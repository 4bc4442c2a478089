/// What comes before the records of a text file: byte order mark, comment lines, and the header that tells the delimiter.
struct TextPreamble {
  /// The comment lines without their `#` and the spaces after it.
  var comments: [String] = []
  /// Where the header starts, and its line.
  var position = 0
  var line = 1

  /// Reads past the comment and blank lines before the header.
  ///
  /// Throws `not-text` for bytes that begin as UTF-16, a spreadsheet or a statistics package's file do, and `empty-file`.
  init(_ bytes: [UInt8]) throws(DataError) {
    if let format = Self.formatOtherThanText(bytes) {
      throw DataError("not-text", "this is \(format), not text", line: 1, advice: "save it as CSV in UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while position < bytes.count {
      let end = bytes[position...].firstIndex { $0 == .lineFeed || $0 == .carriageReturn } ?? bytes.count
      let content = bytes[position..<end].drop { $0 == .space || $0 == .tab }
      if let first = content.first {
        guard first == .hash else { return }
        comments.append(String(decoding: content.dropFirst().drop { $0 == .space || $0 == .hash }, as: UTF8.self))
      }
      position = end
      if position < bytes.count {
        position += bytes[position...].starts(with: [.carriageReturn, .lineFeed]) ? 2 : 1
        line += 1
      }
    }
    throw DataError("empty-file", "the file is empty", advice: "the first line should hold the names of the variables")
  }

  /// The delimiter that the header uses most, outside quotes.
  func delimiter(in bytes: [UInt8], options: TextOptions) throws(DataError) -> UInt8 {
    if let given = options.delimiter {
      if given == .quote || given == .lineFeed || given == .carriageReturn || given == 0 {
        throw DataError("bad-delimiter", "a quote, a line end or a zero byte cannot separate cells")
      }
      return given
    }
    let candidates: [UInt8] = options.decimalComma ? [.semicolon, .tab] : [.comma, .semicolon, .tab]
    var counts = [Int](repeating: 0, count: 256)
    var isQuoted = false
    for byte in bytes[position...].prefix(RecordScanner.longestRecord) {
      if byte == .quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == .lineFeed || byte == .carriageReturn { break }
      counts[Int(byte)] += 1
    }
    var best = candidates[0]
    for candidate in candidates where counts[Int(candidate)] > counts[Int(best)] { best = candidate }
    return best
  }

  private static func formatOtherThanText(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "a spreadsheet or other zip file" }
    if bytes.starts(with: Array("$FL2".utf8)) || bytes.starts(with: Array("$FL3".utf8)) { return "an SPSS file" }
    return nil
  }
}
