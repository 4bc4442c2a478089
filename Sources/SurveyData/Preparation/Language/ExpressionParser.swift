/// Reads an expression by the binding power of its operators.
///
/// From loose to tight: `or`; `and`; `not`; comparisons and `in` (which do not chain); `+ -`; `* /`; unary minus; `^` (from the right).
struct ExpressionParser {
  /// Operations within each other beyond which an expression is refused, for the stack's sake.
  static let deepestNesting = 200

  private let tokens: [ExpressionToken]
  let place: PreparationPlace
  private var position = 0
  private var nesting = 0

  /// The tree of an expression.
  ///
  /// Throws `empty-expression`, `expression-syntax`, `expression-too-long`, `expression-too-deep`, `bad-number`, `unknown-function` or
  /// `wrong-arguments`, with the characters.
  static func parse(_ text: String, at place: PreparationPlace) throws(DataError) -> ExpressionNode {
    var parser = ExpressionParser(tokens: try ExpressionLexer.tokens(of: text, at: place), place: place)
    if parser.current.kind == .end {
      throw place.error("empty-expression", "the expression is empty", at: 0..<0, advice: "as in `age >= 18`")
    }
    let node = try parser.expression()
    guard parser.current.kind == .end else { throw parser.unexpected("an operator or the end") }
    return node
  }

  private init(tokens: [ExpressionToken], place: PreparationPlace) {
    self.tokens = tokens
    self.place = place
  }

  // MARK: Tokens

  var current: ExpressionToken { tokens[position] }

  mutating func advance() { position = min(position + 1, tokens.count - 1) }

  mutating func take(_ sign: ExpressionToken.Sign) -> Bool {
    guard current.isSign(sign) else { return false }
    advance()
    return true
  }

  mutating func expect(_ sign: ExpressionToken.Sign) throws(DataError) {
    guard take(sign) else { throw unexpected("`\(sign.rawValue)`") }
  }

  func unexpected(_ wanted: String, advice: String? = nil) -> DataError {
    let before = position > 0 ? " behind \(tokens[position - 1].description)" : ""
    return place.error(
      "expression-syntax", "\(current.description) stands\(before) where \(wanted) should be", at: current.characters,
      advice: advice)
  }

  // MARK: Operators

  private enum Infix {
    case or, and
    case comparison(ExpressionNode.Comparison)
    case membership(isNegated: Bool)
    case arithmetic(ExpressionNode.Arithmetic)

    var power: Int {
      switch self {
      case .or: 1
      case .and: 2
      case .comparison, .membership: 4
      case .arithmetic(.plus), .arithmetic(.minus): 5
      case .arithmetic(.times), .arithmetic(.divide): 6
      case .arithmetic(.power): 8
      }
    }
  }

  private static let powerOfNot = 3
  private static let powerOfMinus = 7

  private var infix: Infix? {
    switch current.kind {
    case .sign(.or): return .or
    case .sign(.and): return .and
    case .sign(let sign):
      if let comparison = ExpressionNode.Comparison(rawValue: sign.rawValue) { return .comparison(comparison) }
      return ExpressionNode.Arithmetic(rawValue: sign.rawValue).map { .arithmetic($0) }
    default: break
    }
    if current.isWord("or") { return .or }
    if current.isWord("and") { return .and }
    if current.isWord("in") { return .membership(isNegated: false) }
    if current.isWord("not"), tokens[min(position + 1, tokens.count - 1)].isWord("in") { return .membership(isNegated: true) }
    return nil
  }

  /// An expression whose operators bind at least as tightly as `power`.
  mutating func expression(_ power: Int = 0) throws(DataError) -> ExpressionNode {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= Self.deepestNesting else { throw tooDeep(current.characters) }
    var left = try prefixed()
    while let operation = infix, operation.power >= power {
      let sign = current.characters
      advance()
      switch operation {
      case .or:
        left = try joined(left, try expression(operation.power + 1), sign) { .either($0, $1) }
      case .and:
        left = try joined(left, try expression(operation.power + 1), sign) { .both($0, $1) }
      case .comparison(let comparison):
        left = node(.comparison(comparison, left, try expression(operation.power + 1)), sign)
        try refuseChain()
      case .membership(let isNegated):
        if isNegated { advance() }
        left = node(.membership(left, try members(), isNegated: isNegated), sign)
        try refuseChain()
      case .arithmetic(.power):
        left = node(.arithmetic(.power, left, try expression(Self.powerOfMinus)), sign)
      case .arithmetic(let arithmetic):
        left = node(.arithmetic(arithmetic, left, try expression(operation.power + 1)), sign)
      }
      if left.depth > Self.deepestNesting { throw tooDeep(sign) }
    }
    return left
  }

  private mutating func prefixed() throws(DataError) -> ExpressionNode {
    let start = current.characters
    if take(.minus) { return node(.negative(try expression(Self.powerOfMinus)), start) }
    if take(.plus) { return try expression(Self.powerOfMinus) }
    if current.isSign(.not) || current.isWord("not") {
      advance()
      let part = try expression(Self.powerOfNot)
      try refuseNumber(part)
      return node(.not(part), start)
    }
    return try operand()
  }

  private func node(_ kind: ExpressionNode.Kind, _ characters: Range<Int>) -> ExpressionNode { ExpressionNode(kind, characters) }

  private func joined(
    _ left: ExpressionNode, _ right: ExpressionNode, _ sign: Range<Int>,
    _ make: (ExpressionNode, ExpressionNode) -> ExpressionNode.Kind
  ) throws(DataError) -> ExpressionNode {
    try refuseNumber(left)
    try refuseNumber(right)
    return node(make(left, right), sign)
  }

  /// `x == 1 or 2` is not what it seems.
  private func refuseNumber(_ part: ExpressionNode) throws(DataError) {
    switch part.kind {
    case .number, .text:
      throw place.error(
        "no-condition", "a \(part.isText ? "text" : "number") alone is no condition", at: part.characters,
        advice: "write the comparison out, or ask with `in`: `x in (1, 2)`")
    default: return
    }
  }

  private func refuseChain() throws(DataError) {
    switch infix {
    case .comparison, .membership:
      throw place.error(
        "expression-syntax", "comparisons do not chain", at: current.characters,
        advice: "join them with `and`: `1 < x and x < 5`, or ask for a range: `x in (1..5)`")
    default: return
    }
  }

  private func tooDeep(_ characters: Range<Int>) -> DataError {
    place.error(
      "expression-too-deep", "more than \(Self.deepestNesting) operations within each other", at: characters,
      advice: "compute parts of it first")
  }
}

extension ExpressionNode {
  var isText: Bool {
    if case .text = kind { return true }
    return false
  }
}
