/// Reads JSON text (RFC 8259), numbers correctly rounded, and says on which line it stops being JSON.
struct JSONReader {
  private static let deepestNesting = 20

  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private let numbers = NumberParser(decimalMark: .point)

  /// What `bytes` hold.
  ///
  /// Throws `not-json` with the line.
  static func read(_ bytes: [UInt8]) throws(DataError) -> JSONContent {
    var reader = JSONReader(bytes)
    let content = try reader.value()
    if reader.next() != nil { throw reader.wrong("something follows its end") }
    return content
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private mutating func value() throws(DataError) -> JSONContent {
    switch next() {
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .array(try elements())
    case .quote: return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw wrong("it ends too early", advice: "is the file complete?")
    default: return .number(try number())
    }
  }

  private mutating func members() throws(DataError) -> [JSONContent.Member] {
    var members: [JSONContent.Member] = []
    var names: Set<String> = []
    try list(until: UInt8(ascii: "}")) { reader throws(DataError) in
      guard reader.next() == .quote else { throw reader.wrong("a name in quotes is missing") }
      let name = try reader.string()
      guard names.insert(name).inserted else { throw reader.wrong("`\(excerpt(name))` stands twice") }
      guard reader.next() == UInt8(ascii: ":") else { throw reader.wrong("there is no colon after `\(excerpt(name))`") }
      reader.position += 1
      members.append(JSONContent.Member(name: name, value: try reader.value()))
    }
    return members
  }

  private mutating func elements() throws(DataError) -> [JSONContent] {
    var elements: [JSONContent] = []
    try list(until: UInt8(ascii: "]")) { reader throws(DataError) in elements.append(try reader.value()) }
    return elements
  }

  /// What stands between an opening bracket and `closing`, with commas between.
  private mutating func list(
    until closing: UInt8, _ item: (inout JSONReader) throws(DataError) -> Void
  ) throws(DataError) {
    depth += 1
    guard depth <= Self.deepestNesting else { throw wrong("brackets are nested more than \(Self.deepestNesting) deep") }
    position += 1
    if next() != closing {
      try item(&self)
      while next() == .comma {
        position += 1
        try item(&self)
      }
    }
    guard next() == closing else {
      throw next() == nil
        ? wrong("it ends too early", advice: "is the file complete?") : wrong("a comma or closing bracket is missing")
    }
    position += 1
    depth -= 1
  }

  private mutating func word(_ word: StaticString, _ meaning: JSONContent) throws(DataError) -> JSONContent {
    let text = Array("\(word)".utf8)
    guard bytes[position...].starts(with: text) else { throw wrong("this is no value") }
    position += text.count
    return meaning
  }

  private mutating func number() throws(DataError) -> Double {
    let start = position
    while position < bytes.count, isPartOfNumber(bytes[position]) { position += 1 }
    let first = start < position ? bytes[start] : 0
    guard first == UInt8(ascii: "-") || (first &- 0x30) <= 9,
      let value = numbers.number(in: bytes, start: start, end: position)
    else { throw wrong("this is no value") }
    return value
  }

  private func isPartOfNumber(_ byte: UInt8) -> Bool {
    (byte &- 0x30) <= 9 || byte == .point || byte == 0x2B || byte == 0x2D || byte | 0x20 == 0x65
  }

  /// The first byte that is no white space; it is not taken.
  private mutating func next() -> UInt8? {
    while position < bytes.count, [.space, .tab, .lineFeed, .carriageReturn].contains(bytes[position]) { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  // MARK: Strings

  private mutating func string() throws(DataError) -> String {
    position += 1
    var text: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case .quote:
        guard let string = String(validating: text, as: UTF8.self) else { throw wrong("a text is not UTF-8") }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
      case 0..<0x20: throw wrong("a control character stands in a text")
      default: text.append(byte)
      }
    }
    throw wrong("it ends within a text", advice: "is the file complete?")
  }

  private mutating func escaped() throws(DataError) -> Unicode.Scalar {
    guard position < bytes.count else { throw wrong("it ends within a text", advice: "is the file complete?") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case .quote, UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw wrong("`\\` stands before a character that needs none")
    }
  }

  /// Four hexadecimal digits, or two times four where the first are half of a pair.
  private mutating func unicode() throws(DataError) -> Unicode.Scalar {
    let first = try fourDigits()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, bytes[position...].starts(with: Array(#"\u"#.utf8)) else {
      throw wrong("half a character stands alone")
    }
    position += 2
    let second = try fourDigits()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw wrong("half a character stands alone") }
    return scalar
  }

  private mutating func fourDigits() throws(DataError) -> UInt32 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw wrong("four hexadecimal digits are missing after `\\u`") }
    position += 4
    return value
  }

  private func wrong(_ what: String, advice: String? = nil) -> DataError {
    let line = 1 + bytes[..<min(position, bytes.count)].count { $0 == .lineFeed }
    return DataError("not-json", "this is no JSON: \(what)", line: line, advice: advice)
  }
}
