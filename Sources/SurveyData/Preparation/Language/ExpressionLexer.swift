/// Splits an expression into tokens.
struct ExpressionLexer {
  /// An expression of more bytes is refused.
  static let longestText = 10_000

  private let bytes: [UInt8]
  private let place: PreparationPlace
  private var position = 0
  private var tokens: [ExpressionToken] = []

  /// The tokens of `text`, the last of which is `.end`.
  ///
  /// Throws `expression-too-long`, `expression-syntax` or `bad-number` with the characters.
  static func tokens(of text: String, at place: PreparationPlace) throws(DataError) -> [ExpressionToken] {
    var lexer = ExpressionLexer(bytes: Array(text.utf8), place: place)
    guard lexer.bytes.count <= longestText else {
      throw place.error(
        "expression-too-long", "the expression is longer than \(longestText) bytes", at: 0..<1,
        advice: "compute parts of it first")
    }
    try lexer.run()
    return lexer.tokens
  }

  private init(bytes: [UInt8], place: PreparationPlace) {
    self.bytes = bytes
    self.place = place
  }

  private mutating func run() throws(DataError) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte <= 0x20 {
        position += 1
      } else if isDigit(byte) || (byte == UInt8(ascii: ".") && isDigit(peek(1))) {
        try takeNumber()
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
        try takeQuoted(byte)
      } else if isNameStart(byte) {
        try takeName()
      } else {
        try takeSign()
      }
    }
    tokens.append(ExpressionToken(kind: .end, characters: bytes.count..<bytes.count))
  }

  private func peek(_ distance: Int) -> UInt8 {
    position + distance < bytes.count ? bytes[position + distance] : 0
  }

  private mutating func add(_ kind: ExpressionToken.Kind, from start: Int) {
    tokens.append(ExpressionToken(kind: kind, characters: start..<position))
  }

  // MARK: Numbers

  /// `1`, `.5`, `2.50`, `1e-3`; the two dots of `1..5` end a number.
  private mutating func takeNumber() throws(DataError) {
    let start = position
    while isDigit(peek(0)) { position += 1 }
    if peek(0) == UInt8(ascii: "."), peek(1) != UInt8(ascii: ".") {
      position += 1
      while isDigit(peek(0)) { position += 1 }
    }
    if peek(0) | 0x20 == UInt8(ascii: "e") {
      let sign = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-") ? 1 : 0
      if isDigit(peek(1 + sign)) {
        position += 2 + sign
        while isDigit(peek(0)) { position += 1 }
      }
    }
    if isNamePart(peek(0)) {
      let numberEnd = position
      while isNamePart(peek(0)) { position += 1 }
      throw place.error(
        "expression-syntax", "a name cannot begin with a digit", at: start..<position,
        advice: "write the operator behind `\(text(start..<numberEnd))`, or the name in back-quotes: `\(text(start..<position))`")
    }
    guard let number = NumberParser(decimalMark: .point).number(in: bytes, start: start, end: position), number.isFinite else {
      throw place.error("bad-number", "this number is too large", at: start..<position)
    }
    add(.number(number), from: start)
  }

  // MARK: Texts and names

  private mutating func takeQuoted(_ quote: UInt8) throws(DataError) {
    let start = position
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      if bytes[position] == quote {
        guard peek(1) == quote else { break }
        position += 1
      }
      content.append(bytes[position])
      position += 1
    }
    guard position < bytes.count else {
      throw place.error(
        "expression-syntax", "this quote is not closed", at: start..<bytes.count,
        advice: "end it with \(Character(Unicode.Scalar(quote))); inside it, the mark is written twice")
    }
    position += 1
    let text = String(decoding: content, as: UTF8.self)
    if quote == UInt8(ascii: "`") {
      guard !text.isEmpty else { throw place.error("expression-syntax", "this name is empty", at: start..<position) }
      add(.name(text, isQuoted: true), from: start)
    } else {
      add(.text(text), from: start)
    }
  }

  /// What word processors make of quotes and signs.
  private static let typographic: [Unicode.Scalar: String] = [
    "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"", "\u{2018}": "'", "\u{2019}": "'", "\u{2264}": "<=", "\u{2265}": ">=",
    "\u{2260}": "!=", "\u{2212}": "-", "\u{00D7}": "*", "\u{00AC}": "not", "\u{2013}": "-",
  ]

  private mutating func takeName() throws(DataError) {
    let start = position
    while true {
      if isNamePart(peek(0)) {
        position += 1
      } else if peek(0) == UInt8(ascii: "."), isNamePart(peek(1)) {
        position += 2
      } else {
        break
      }
    }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    var offset = start
    for scalar in name.unicodeScalars {
      let width = UTF8.width(scalar)
      if let plain = Self.typographic[scalar] {
        throw place.error(
          "expression-syntax", "`\(scalar)` means nothing here", at: offset..<(offset + width), advice: "write \(plain)")
      }
      offset += width
    }
    add(.name(name, isQuoted: false), from: start)
  }

  // MARK: Signs

  private mutating func takeSign() throws(DataError) {
    let start = position
    let two = String(decoding: [peek(0), peek(1)], as: UTF8.self)
    let doubled: [String: ExpressionToken.Sign] = ["&&": .and, "||": .or]
    if let sign = ExpressionToken.Sign(rawValue: two) ?? doubled[two] {
      position += 2
      add(.sign(sign), from: start)
      return
    }
    if let sign = ExpressionToken.Sign(rawValue: String(decoding: [peek(0)], as: UTF8.self)) {
      if two == "<>" { throw wrong(2, "write `!=` for not equal") }
      position += 1
      add(.sign(sign), from: start)
      return
    }
    switch peek(0) {
    case UInt8(ascii: "="): throw wrong(1, "write `==` to compare")
    case UInt8(ascii: "~"): throw wrong(1, "write `!=` for not equal, `not` for a condition's opposite")
    case UInt8(ascii: "%"): throw wrong(1, "a list is asked for with `in`: `x in (1, 2)`")
    default: throw wrong(1, "`\(text(start..<(start + 1)))` is no sign of the language; a name with it needs back-quotes")
    }
  }

  private func wrong(_ length: Int, _ advice: String) -> DataError {
    let range = position..<(position + length)
    return place.error("expression-syntax", "`\(text(range))` means nothing here", at: range, advice: advice)
  }

  private func text(_ range: Range<Int>) -> String {
    excerpt(String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self))
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private func isNameStart(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80 || byte == UInt8(ascii: "@")
      || byte == UInt8(ascii: "$")
  }

  private func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) || byte == UInt8(ascii: "#") }
}
