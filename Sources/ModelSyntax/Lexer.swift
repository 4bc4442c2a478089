/// Cuts a model's text into tokens.
///
/// Comments run from `#` or `!` to the end of the line. Never fails: what is not of the language becomes an invalid token that says why.
struct Lexer {
  private let bytes: [UInt8]
  private let end: Int
  private var offset: Int
  private var tokens: [Token] = []

  static func tokens(of source: SourceText, in range: SourceRange) -> [Token] {
    var lexer = Lexer(source, range)
    while lexer.offset < lexer.end { lexer.readToken() }
    return lexer.tokens
  }

  private init(_ source: SourceText, _ range: SourceRange) {
    bytes = Array(source.text.utf8)
    end = min(range.end, bytes.count)
    offset = max(range.start, 0)
  }

  private mutating func readToken() {
    let byte = bytes[offset]
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C:
      offset += 1
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      readLineEnd()
    case UInt8(ascii: "#"), UInt8(ascii: "!"):
      skip { !Self.isLineEnd($0) }
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      readQuotedText(quote: byte)
    default:
      if Self.isDigit(byte) || (byte == UInt8(ascii: ".") && offset + 1 < end && Self.isDigit(bytes[offset + 1])) {
        readNumber()
      } else if beginsName(at: offset) {
        let start = offset
        skipName()
        append(.name(text(from: start)), from: start)
      } else if byte < 0x80 {
        readSymbol()
      } else {
        readOtherCharacter()
      }
    }
  }

  private mutating func readLineEnd() {
    let start = offset
    skip(while: Self.isLineEnd)
    if tokens.last?.kind != .newline { append(.newline, from: start) }
  }

  private mutating func readQuotedText(quote: UInt8) {
    let start = offset
    offset += 1
    skip { $0 != quote && !Self.isLineEnd($0) }
    guard offset < end, bytes[offset] == quote else {
      append(.invalid(.unclosedText), from: start)
      return
    }
    let content = String(decoding: bytes[(start + 1)..<offset], as: UTF8.self)
    offset += 1
    append(.text(content), from: start)
  }

  private mutating func readNumber() {
    let start = offset
    skip(while: Self.isDigit)
    if offset < end, bytes[offset] == UInt8(ascii: ".") {
      offset += 1
      skip(while: Self.isDigit)
    }
    skipExponent()
    let numberEnd = offset
    skipName()
    let written = text(from: start)
    guard offset == numberEnd, let value = Double("0" + (written.hasSuffix(".") ? String(written.dropLast()) : written)) else {
      append(.invalid(.nameAfterDigit(written)), from: start)
      return
    }
    append(value.isFinite ? .number(value) : .invalid(.numberOutOfRange(written)), from: start)
  }

  private mutating func skipExponent() {
    guard offset < end, bytes[offset] | 0x20 == UInt8(ascii: "e") else { return }
    var digits = offset + 1
    if digits < end, bytes[digits] == UInt8(ascii: "+") || bytes[digits] == UInt8(ascii: "-") { digits += 1 }
    guard digits < end, Self.isDigit(bytes[digits]) else { return }
    offset = digits
    skip(while: Self.isDigit)
  }

  private mutating func readSymbol() {
    let start = offset
    if let (written, invalid) = InvalidToken.misspeltOperators.first(where: { starts(with: $0.written) }) {
      offset += written.utf8.count
      append(.invalid(invalid), from: start)
    } else if let symbol = Symbol.allCases.first(where: { starts(with: $0.rawValue) }) {
      offset += symbol.rawValue.utf8.count
      append(.symbol(symbol), from: start)
    } else {
      offset += 1
      append(.invalid(.unexpected(Unicode.Scalar(bytes[start]))), from: start)
    }
  }

  private mutating func readOtherCharacter() {
    let start = offset
    let (scalar, length) = scalar(at: offset)
    offset += length
    switch scalar {
    case "→": append(.symbol(.rightArrow), from: start)
    case "←": append(.symbol(.leftArrow), from: start)
    case "↔": append(.symbol(.doubleArrow), from: start)
    case "\u{2212}": append(.symbol(.minus), from: start)
    case "\u{FEFF}", "\u{200B}": break
    default:
      if scalar.properties.isWhitespace { return }
      append(.invalid(.unexpected(scalar)), from: start)
    }
  }

  private mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, range: SourceRange(start: start, end: offset)))
  }

  private mutating func skip(while condition: (UInt8) -> Bool) {
    while offset < end, condition(bytes[offset]) { offset += 1 }
  }

  /// Skips letters, digits, `_` and `.`.
  private mutating func skipName() {
    while offset < end {
      let (scalar, length) = scalar(at: offset)
      guard Self.continuesName(scalar) else { return }
      offset += length
    }
  }

  private func beginsName(at offset: Int) -> Bool {
    let (scalar, _) = scalar(at: offset)
    return scalar == "." || scalar.properties.isAlphabetic
  }

  private func starts(with text: String) -> Bool {
    offset + text.utf8.count <= end && bytes[offset...].starts(with: text.utf8)
  }

  private func text(from start: Int) -> String { String(decoding: bytes[start..<offset], as: UTF8.self) }

  /// The scalar at an offset and its length in bytes. The text is valid UTF-8; a range that cuts a character gives U+FFFD.
  private func scalar(at offset: Int) -> (Unicode.Scalar, Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard offset + length <= end else { return ("\u{FFFD}", end - offset) }
    var value = UInt32(first) & (0xFF >> UInt32(length + 1))
    for byte in bytes[(offset + 1)..<(offset + length)] { value = value << 6 | UInt32(byte & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  private static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      let lower = byte | 0x20
      return isDigit(byte) || (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || scalar == "_" || scalar == "."
    }
    if scalar.properties.isAlphabetic { return true }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber: return true
    default: return false
    }
  }
}
