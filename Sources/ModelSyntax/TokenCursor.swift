/// Reads the tokens of one statement, or of a part of one, from left to right.
struct TokenCursor {
  private let tokens: ArraySlice<Token>
  private var index: Int
  /// What to mark when something is missing and nothing was read.
  private let place: SourceRange

  /// - Parameter place: what to mark when something is missing and nothing was read, as the operator before an empty right side.
  init(_ tokens: ArraySlice<Token>, place: SourceRange) {
    self.tokens = tokens
    self.place = place
    index = tokens.startIndex
  }

  var isAtEnd: Bool { index >= tokens.endIndex }

  var current: Token? { isAtEnd ? nil : tokens[index] }

  var next: Token? { index + 1 < tokens.endIndex ? tokens[index + 1] : nil }

  /// The token read last, or the place before the first one.
  var lastRange: SourceRange { index > tokens.startIndex ? tokens[index - 1].range : place }

  mutating func advance() { index += 1 }

  /// Reads the sign if it comes next.
  mutating func accept(_ symbol: Symbol) -> SourceRange? {
    guard let current, current.symbol == symbol else { return nil }
    advance()
    return current.range
  }

  /// Reads the closing parenthesis that belongs to the one at `open`.
  mutating func expectClose(of open: SourceRange) throws(Diagnostic) -> SourceRange {
    if let range = accept(.close) { return range }
    if let current {
      throw Diagnostic(
        .error, "unbalanced-parenthesis", "expected `,` or `)` here", at: current.range,
        advice: "close the parenthesis that is open before this place"
      )
    }
    throw Diagnostic(
      .error, "unbalanced-parenthesis", "this parenthesis is never closed", at: open, advice: "add `)` where it ends")
  }

  /// Reads what stands between the parentheses of a function `name(…)`, whose name comes next, with `read` for each argument.
  mutating func arguments<Argument>(
    _ read: (inout TokenCursor) throws(Diagnostic) -> Argument
  ) throws(Diagnostic) -> [Argument] {
    advance()
    guard let open = accept(.open) else { return [] }
    var arguments: [Argument] = []
    repeat {
      arguments.append(try read(&self))
    } while accept(.comma) != nil
    _ = try expectClose(of: open)
    return arguments
  }
}
