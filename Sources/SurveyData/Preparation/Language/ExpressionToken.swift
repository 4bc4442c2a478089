/// A word, number, text or sign of an expression, with its place.
struct ExpressionToken: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case number(Double)
    /// In single or double quotes.
    case text(String)
    /// In back-quotes it is never a word of the language.
    case name(String, isQuoted: Bool)
    case sign(Sign)
    case end
  }

  enum Sign: String, Sendable, Hashable, CaseIterable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"
    case power = "^"
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and = "&"
    case or = "|"
    case not = "!"
    case open = "("
    case close = ")"
    case openSquare = "["
    case closeSquare = "]"
    case comma = ","
    case range = ".."
  }

  var kind: Kind
  /// UTF-8 offsets in the expression.
  var characters: Range<Int>

  func isSign(_ sign: Sign) -> Bool { kind == .sign(sign) }

  /// Whether it is a word of the language, in small letters or capitals.
  func isWord(_ word: String) -> Bool {
    guard case .name(let name, isQuoted: false) = kind else { return false }
    return name == word || name == word.uppercased()
  }

  /// For messages: what stands here.
  var description: String {
    switch kind {
    case .number: "a number"
    case .text: "a text"
    case .name(let name, _): "`\(excerpt(name))`"
    case .sign(let sign): "`\(sign.rawValue)`"
    case .end: "the end"
    }
  }
}
