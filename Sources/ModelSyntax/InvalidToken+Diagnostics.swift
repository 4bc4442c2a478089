extension InvalidToken {
  static let unclosedText = InvalidToken(
    id: "unclosed-text", message: "the quoted text has no closing quote on its line",
    advice: "close it with the quote it begins with")

  static func nameAfterDigit(_ written: String) -> InvalidToken {
    InvalidToken(
      id: "invalid-name", message: "`\(written)` is neither a number nor a name: a name cannot begin with a digit",
      advice: "begin the name with a letter; write `2*x`, not `2x`, to fix a coefficient at 2")
  }

  static func numberOutOfRange(_ written: String) -> InvalidToken {
    InvalidToken(
      id: "number-out-of-range", message: "the number `\(written)` is too large", advice: "the largest number is about 1.8e308")
  }

  /// A character that is not of the language; look-alikes from word processors and papers are named.
  static func unexpected(_ scalar: Unicode.Scalar) -> InvalidToken {
    let code = String(scalar.value, radix: 16, uppercase: true)
    let written = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "" : " `\(scalar)`"
    return InvalidToken(
      id: "unexpected-character",
      message: "unexpected character\(written) (U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code))",
      advice: advice(for: scalar))
  }

  private static func advice(for scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "“", "”", "„", "«", "»": "write straight quotes: \""
    case "‘", "’", "‚", "`", "´": "write straight quotes: '"
    case "∼", "˜", "～", "≈": "write `~`"
    case "–", "—", "‐", "‑": "write `-`"
    case "×", "∗", "·", "⋅": "write `*`"
    case "÷": "write `/`"
    case "⇒", "⟶", "➔", "➝": "write `->`"
    case "⇐", "⟵": "write `<-`"
    case "⇔", "⟷": "write `<->`"
    case "_": "a name begins with a letter or a full stop"
    case "$", "@", "%", "&": "a name has letters, digits, `_` and `.`"
    case "[", "]", "{", "}": "only round parentheses have a meaning in a model"
    default: nil
    }
  }

  /// Signs that other languages have and this one has not, the longest first.
  static let misspeltOperators: [(written: String, invalid: InvalidToken)] = [
    ("<-->", "write `<->` for a covariance"),
    ("~~~", "write `~~` for a covariance or `~` for a regression"),
    ("-->", "write `->` for a regression"),
    ("=>", "write `->` for a regression or `>` for a constraint"),
    ("<=", "write `<`: a constraint includes its bound"),
    (">=", "write `>`: a constraint includes its bound"),
    ("~=", "write `=~` for a latent variable's indicators"),
    ("**", "write `^` for a power"),
  ].map { ($0.0, InvalidToken(id: "unknown-operator", message: "`\($0.0)` is not an operator", advice: $0.1)) }
}

extension InvalidToken {
  func diagnostic(at range: SourceRange) -> Diagnostic { Diagnostic(.error, id, message, at: range, advice: advice) }
}
