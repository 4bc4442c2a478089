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
  /// Matrices of each group.
  public let groups: [RAMMatrices]

  /// Builds the table and the matrices of a model.
  ///
  /// What the estimators cannot fit yet is refused by name, with an error at its first statement.
  /// - Returns: the model, or `nil` when there is an error among the diagnostics.
  public static func specify(
    _ tree: SyntaxTree, options: ModelOptions, groupCount: Int = 1
  ) -> (model: PathModel?, diagnostics: [Diagnostic]) {
    var (built, diagnostics) = ParameterTable.build(tree, options: options, groupCount: groupCount)
    guard let table = built else { return (nil, diagnostics) }
    diagnostics += table.refusals() + table.rotationRefusals()
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    let groups = (1...table.groupCount).map { table.matrices(group: $0, parameterization: options.parameterization) }
    return (PathModel(table: table, options: options, groups: groups), diagnostics)
  }

  /// Matrices of the first group: of the only one where there are no groups.
  public var matrices: RAMMatrices { groups[0] }

  /// Observed variables of the first group in the matrices' order.
  public var observedVariables: [String] { observedVariables(ofGroup: 0) }

  /// Observed variables of a group (from 0) in its matrices' order.
  public func observedVariables(ofGroup group: Int) -> [String] {
    Array(groups[group].variables.prefix(groups[group].observedCount))
  }

  /// Observed variables of all groups, each once.
  public var allObservedVariables: [String] { unique(groups.indices.flatMap { observedVariables(ofGroup: $0) }) }

  public var hasLatentVariables: Bool { groups.contains { $0.observedCount < $0.variables.count } }
}
