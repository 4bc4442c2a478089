/// Reads formulas of numbers and labels with R's precedence: `^` (from the right) before signs before `*` and `/` before `+` and `-`.
struct ExpressionParser {
  var cursor: TokenCursor
  private var depth = 0
  private var operatorCount = 0

  init(_ cursor: TokenCursor) { self.cursor = cursor }

  /// The functions of one argument.
  static let functions = ["exp", "log", "log10", "sqrt", "abs", "sin", "cos", "tan", "asin", "acos", "atan"]

  /// Reads a formula that must reach the last token.
  mutating func whole() throws(Diagnostic) -> Expression {
    let expression = try sum()
    guard let current = cursor.current else { return expression }
    if current.symbol == .close {
      throw Diagnostic(
        .error, "unbalanced-parenthesis", "this parenthesis closes nothing", at: current.range,
        advice: "remove it, or add the `(` it belongs to")
    }
    throw Diagnostic(
      .error, "unexpected-token", "expected an operator such as `+` or `*` here", at: current.range,
      advice: "two names or numbers need an operator between them")
  }

  mutating func sum() throws(Diagnostic) -> Expression {
    var left = try product()
    while let symbol = cursor.current?.symbol, symbol == .plus || symbol == .minus {
      try advanceOverOperator()
      left = .binary(symbol == .plus ? .add : .subtract, left, try product())
    }
    return left
  }

  private mutating func product() throws(Diagnostic) -> Expression {
    var left = try signed()
    while let symbol = cursor.current?.symbol, symbol == .times || symbol == .divide {
      try advanceOverOperator()
      left = .binary(symbol == .times ? .multiply : .divide, left, try signed())
    }
    return left
  }

  /// Reads a quotient, and leaves a `*` after it alone: what stands before the `*` of a modifier.
  mutating func quotient() throws(Diagnostic) -> Expression {
    var left = try signed()
    while cursor.current?.symbol == .divide {
      try advanceOverOperator()
      left = .binary(.divide, left, try signed())
    }
    return left
  }

  private mutating func signed() throws(Diagnostic) -> Expression {
    guard let symbol = cursor.current?.symbol, symbol == .minus || symbol == .plus else { return try power() }
    try enter()
    defer { depth -= 1 }
    cursor.advance()
    let operand = try signed()
    return symbol == .minus ? .negate(operand) : operand
  }

  private mutating func power() throws(Diagnostic) -> Expression {
    let base = try primary()
    guard cursor.current?.symbol == .power else { return base }
    try enter()
    defer { depth -= 1 }
    try advanceOverOperator()
    return .binary(.power, base, try signed())
  }

  private mutating func primary() throws(Diagnostic) -> Expression {
    guard let token = cursor.current else {
      throw Diagnostic(
        .error, "missing-operand", "expected a number, a label or `(` after this", at: cursor.lastRange,
        advice: "complete the formula, or remove the operator at its end")
    }
    switch token.kind {
    case .number(let value):
      cursor.advance()
      return .number(value)
    case .name(let name):
      return try nameOrCall(name, token.range)
    case .symbol(.open):
      try enter()
      defer { depth -= 1 }
      cursor.advance()
      let inner = try sum()
      _ = try cursor.expectClose(of: token.range)
      return inner
    default:
      throw Diagnostic(
        .error, "missing-operand", "expected a number, a label or `(` here", at: token.range,
        advice: "complete the formula before this place")
    }
  }

  private mutating func nameOrCall(_ name: String, _ range: SourceRange) throws(Diagnostic) -> Expression {
    cursor.advance()
    guard cursor.current?.symbol == .open, let open = cursor.current?.range else { return .name(name, range) }
    guard Self.functions.contains(name) else {
      let nearest = nearestName(to: name, among: Self.functions).map { "did you mean `\($0)`? " } ?? ""
      throw Diagnostic(
        .error, "unknown-function", "`\(name)` is not a function of a formula", at: range,
        advice: nearest + "the functions are " + Self.functions.joined(separator: ", "))
    }
    try enter()
    defer { depth -= 1 }
    cursor.advance()
    let argument = try sum()
    if let comma = cursor.accept(.comma) {
      throw Diagnostic(.error, "argument-count", "`\(name)` takes one argument", at: comma, advice: "remove the others")
    }
    _ = try cursor.expectClose(of: open)
    return .call(name, argument, range)
  }

  private mutating func advanceOverOperator() throws(Diagnostic) {
    operatorCount += 1
    guard operatorCount <= SyntaxLimits.operatorCount else {
      throw Diagnostic(
        .error, "formula-too-long", "a formula has at most \(SyntaxLimits.operatorCount) operators", at: cursor.current?.range,
        advice: "define parts of it with `:=`")
    }
    cursor.advance()
  }

  private mutating func enter() throws(Diagnostic) {
    depth += 1
    guard depth <= SyntaxLimits.nestingDepth else {
      throw Diagnostic(
        .error, "nesting-too-deep", "parentheses, signs and powers nest at most \(SyntaxLimits.nestingDepth) deep",
        at: cursor.current?.range,
        advice: "define the inner parts with `:=`")
    }
  }
}
