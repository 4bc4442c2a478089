/// A name in a list, with what stands before it.
struct Operand {
  enum Target: Equatable {
    case variable(String)
    /// The `1` of `y ~ 1`.
    case intercept
    /// The `0` of `y ~ 0 + x`.
    case noIntercept
  }

  var target: Target
  var modifiers: [Modifier]
  /// The target's place, without the modifiers.
  var range: SourceRange
  var label: ParameterLabel?
}

/// Reads lists such as `a*x + 0.5*w + x:w`.
struct FormulaParser {
  var cursor: TokenCursor

  init(_ cursor: TokenCursor) { self.cursor = cursor }

  /// Reads a list that must reach the last token.
  mutating func list() throws(Diagnostic) -> [Operand] {
    _ = cursor.accept(.plus)
    var operands = [try operand()]
    while let token = cursor.current {
      guard token.symbol == .plus else { throw misplaced(token) }
      cursor.advance()
      if cursor.isAtEnd {
        throw Diagnostic(
          .error, "dangling-plus", "nothing follows this `+`", at: token.range,
          advice: "remove it, or write the next name after it")
      }
      operands.append(try operand())
    }
    return operands
  }

  private mutating func operand() throws(Diagnostic) -> Operand {
    var modifiers = ModifierList()
    while true {
      guard let token = cursor.current else {
        throw Diagnostic(
          .error, "missing-variable", "expected a variable after this", at: cursor.lastRange,
          advice: "a modifier stands before a variable")
      }
      if let target = try target(token) { return Operand(target, modifiers) }
      var parser = ModifierParser(cursor)
      let modifier = try parser.modifier()
      cursor = parser.cursor
      try modifiers.append(modifier)
    }
  }

  /// Reads the variable at `token`; `nil` when a modifier begins there.
  private mutating func target(_ token: Token) throws(Diagnostic) -> (Operand.Target, SourceRange)? {
    if cursor.next?.symbol == .times || cursor.next?.symbol == .question { return nil }
    switch token.kind {
    case .name(let name):
      if let next = cursor.next?.symbol, [.open, .divide, .power].contains(next) { return nil }
      return try variable(name, token.range)
    case .number(let value):
      if cursor.next?.symbol == .divide || cursor.next?.symbol == .power { return nil }
      cursor.advance()
      if value == 1 { return (.intercept, token.range) }
      if value == 0 { return (.noIntercept, token.range) }
      throw Diagnostic(
        .error, "number-as-variable", "a number stands where a variable is expected", at: token.range,
        advice: "write `2*x` to fix a coefficient at 2, `2*1` to fix an intercept")
    case .text(let text):
      throw Diagnostic(
        .error, "text-as-variable", "a quoted text stands where a variable is expected", at: token.range,
        advice: "write the variable's name without quotes, or `\"\(text)\"*x` to label the path from x")
    case .symbol(.minus) where cursor.next?.name != nil:
      throw misplaced(token)
    case .symbol(.open), .symbol(.minus):
      return nil
    default:
      throw misplaced(token)
    }
  }

  private mutating func variable(_ first: String, _ range: SourceRange) throws(Diagnostic) -> (Operand.Target, SourceRange) {
    var name = first
    var range = range
    try refuseReserved(first, range)
    cursor.advance()
    while let colon = cursor.accept(.colon) {
      guard let token = cursor.current, let factor = token.name else {
        throw Diagnostic(
          .error, "missing-variable", "expected a variable after this `:`", at: colon, advice: "write a product as `x:w`")
      }
      try refuseReserved(factor, token.range)
      cursor.advance()
      name += ":" + factor
      range.end = token.range.end
    }
    return (.variable(name), range)
  }

  private func refuseReserved(_ name: String, _ range: SourceRange) throws(Diagnostic) {
    guard name == "NA" else { return }
    throw Diagnostic(
      .error, "reserved-name", "`NA` is no variable: it stands for a missing value", at: range,
      advice: "write `NA*x` to free the coefficient of x, or rename the variable")
  }

  private func misplaced(_ token: Token) -> Diagnostic {
    switch token.kind {
    case .symbol(.minus):
      return Diagnostic(
        .error, "minus-in-formula", "a list of variables has no `-`", at: token.range,
        advice: "leave the variable out, or write `+ 0*z` to fix its coefficient at 0")
    case .symbol(.close):
      return Diagnostic(
        .error, "unbalanced-parenthesis", "this parenthesis closes nothing", at: token.range,
        advice: "remove it, or add the `(` it belongs to")
    case .name, .number, .text, .symbol(.open):
      return Diagnostic(
        .error, "missing-plus", "expected `+` before this", at: token.range, advice: "variables of a list are joined with `+`")
    default:
      return Diagnostic(
        .error, "unexpected-token", "expected a variable here", at: token.range, advice: "a list reads as `a*x + w + x:w`")
    }
  }
}

extension Operand {
  fileprivate init(_ target: (Target, SourceRange), _ modifiers: ModifierList) {
    self.init(target: target.0, modifiers: modifiers.modifiers, range: target.1, label: modifiers.label)
  }

  /// The variable's name; an error where a number stands.
  func variable(_ advice: String) throws(Diagnostic) -> String {
    if case .variable(let name) = target { return name }
    throw Diagnostic(
      .error, "number-as-variable", "a number stands where a variable is expected", at: range, advice: advice)
  }
}
