import ModelSyntax

/// A specified model: its parameter table and where each parameter sits in the matrices.
///
/// ```swift
/// let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: "x -> m -> y")))
/// let (model, diagnostics) = PathModel.specify(parsed.tree, options: ModelOptions())
/// let fit = try model?.fit(to: sample, options: EstimationOptions())
/// ```
public struct PathModel: Sendable {
  public let table: ParameterTable
  public let options: ModelOptions
  /// Matrices of the single group.
  public let matrices: RAMMatrices

  /// Builds the table and the matrices of a model.
  ///
  /// What the estimators cannot fit yet is refused by name, with an error at its first statement.
  /// - Returns: the model, or `nil` when there is an error among the diagnostics.
  public static func specify(_ tree: SyntaxTree, options: ModelOptions) -> (model: PathModel?, diagnostics: [Diagnostic]) {
    var (built, diagnostics) = ParameterTable.build(tree, options: options)
    guard let table = built else { return (nil, diagnostics) }
    diagnostics += table.refusals()
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    return (PathModel(table: table, options: options, matrices: table.matrices()), diagnostics)
  }

  /// Observed variables in the matrices' order.
  public var observedVariables: [String] { Array(matrices.variables.prefix(matrices.observedCount)) }
}
