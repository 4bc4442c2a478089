extension Expression {
  /// Reads a formula of labels from text, as `a1*b1 + exp(c)`.
  ///
  /// Precedence is R's: `-2^2` is −4, `2^3^2` is 512.
  /// - Throws: the first thing that is wrong, with its range in `text`.
  public static func parse(_ text: String) throws(Diagnostic) -> Expression {
    let source = SourceText(name: "formula", text: text)
    let range = SourceRange(start: source.lineRange(1).start, end: source.length)
    guard source.length <= SyntaxLimits.lineLength else {
      throw Diagnostic(
        .error, "line-too-long", "a formula of \(source.length) bytes; at most \(SyntaxLimits.lineLength) are read", at: range)
    }
    let tokens = Lexer.tokens(of: source, in: range).filter { $0.kind != .newline }
    for token in tokens {
      if case .invalid(let invalid) = token.kind { throw invalid.diagnostic(at: token.range) }
    }
    var parser = ExpressionParser(TokenCursor(tokens[...], place: range))
    return try parser.whole()
  }

  /// The labels of the formula with their places, from left to right; a label that stands twice is there twice.
  public var names: [(name: String, range: SourceRange)] {
    var names: [(name: String, range: SourceRange)] = []
    collect(&names)
    return names
  }

  private func collect(_ names: inout [(name: String, range: SourceRange)]) {
    switch self {
    case .number: break
    case .name(let name, let range): names.append((name, range))
    case .negate(let operand), .call(_, let operand, _): operand.collect(&names)
    case .binary(_, let left, let right):
      left.collect(&names)
      right.collect(&names)
    }
  }
}
