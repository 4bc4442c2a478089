/// A sign of the model language.
enum Symbol: String, Sendable, Hashable, CaseIterable {
  case scaling = "~*~"
  case doubleArrow = "<->"
  case measuredBy = "=~"
  case covariance = "~~"
  case formedBy = "<~"
  case definition = ":="
  case equal = "=="
  case rightArrow = "->"
  case leftArrow = "<-"
  case regression = "~"
  case threshold = "|"
  case less = "<"
  case greater = ">"
  case assignment = "="
  case plus = "+"
  case minus = "-"
  case times = "*"
  case divide = "/"
  case power = "^"
  case question = "?"
  case colon = ":"
  case comma = ","
  case open = "("
  case close = ")"
  case semicolon = ";"

  var isArrow: Bool {
    switch self {
    case .rightArrow, .leftArrow, .doubleArrow: true
    default: false
    }
  }

  /// The relation of a formula, where the sign is one.
  var termOperator: TermOperator? {
    switch self {
    case .measuredBy: .measuredBy
    case .regression: .regression
    case .covariance: .covariance
    case .scaling: .scaling
    case .formedBy: .formedBy
    case .threshold: .threshold
    default: nil
    }
  }

  var constraintRelation: ConstraintRelation? { ConstraintRelation(rawValue: rawValue) }

  /// Whether the sign makes a statement of what stands around it.
  var isRelation: Bool {
    isArrow || termOperator != nil || constraintRelation != nil || self == .definition || self == .assignment
  }

  /// Whether a line that ends with the sign goes on in the next one.
  var wantsMore: Bool {
    switch self {
    case .plus, .minus, .times, .divide, .power, .question, .colon, .comma, .open: true
    default: isRelation
    }
  }

  /// Whether a line that begins with the sign always goes on from the one before.
  var goesOn: Bool {
    switch self {
    case .plus, .times, .divide, .power, .question, .comma, .close: true
    default: isArrow
    }
  }
}

/// A piece of a model's text, with its place.
struct Token: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case name(String)
    case number(Double)
    /// A quoted text, without its quotes.
    case text(String)
    case symbol(Symbol)
    /// One or more line ends, with the blank and comment lines between them.
    case newline
    /// What is no piece of the language, with what is wrong.
    case invalid(InvalidToken)
  }

  var kind: Kind
  var range: SourceRange

  var symbol: Symbol? { if case .symbol(let symbol) = kind { symbol } else { nil } }
  var name: String? { if case .name(let name) = kind { name } else { nil } }
}

/// Why a piece of text is not of the language.
struct InvalidToken: Sendable, Hashable {
  var id: String
  var message: String
  var advice: String?
}
