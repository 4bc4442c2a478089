/// How large a model's text may be. Texts within these bounds take bounded time and stack.
enum SyntaxLimits {
  /// Bytes of a line.
  static let lineLength = 100_000
  /// Bytes of a body.
  static let bodyLength = 5_000_000
  /// Tokens of a statement.
  static let statementLength = 50_000
  static let statementCount = 100_000
  /// Elementary relations of a model, after lists and chains are written out.
  static let termCount = 200_000
  /// Parentheses and signs within each other in a formula of labels.
  static let nestingDepth = 200
  /// Operators of a formula of labels.
  static let operatorCount = 1_000
  /// Errors that one run reports.
  static let errorCount = 500
}

/// Refuses a statement whose lists would be written out into more relations than a model may have.
enum TermLimit {
  static func check(_ left: Int, _ right: Int, at range: SourceRange) throws(Diagnostic) {
    guard left * right > SyntaxLimits.termCount else { return }
    throw Diagnostic(
      .error, "too-many-terms",
      "\(left) names on the left and \(right) on the right make more than \(SyntaxLimits.termCount) relations",
      at: range, advice: "write shorter lists")
  }
}
