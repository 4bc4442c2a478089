/// The statements of a model, in the order of the source.
public struct SyntaxTree: Sendable {
  public let statements: [Statement]
  public let source: SourceText

  public init(statements: [Statement], source: SourceText) {
    self.statements = statements
    self.source = source
  }

  /// The elementary relations, in the order of the source.
  public var terms: [Term] {
    statements.compactMap { if case .term(let term) = $0 { term } else { nil } }
  }
}
