/// How large a model's text may be. Texts within these bounds take bounded time and stack.
enum SyntaxLimits {
  /// Bytes of a line.
  static let lineLength = 100_000
  /// Bytes of a body.
  static let bodyLength = 20_000_000
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
