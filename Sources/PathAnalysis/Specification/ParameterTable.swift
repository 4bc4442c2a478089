import ModelSyntax

/// What is estimated, what is fixed, and who said so: one row a relation, groups stacked.
///
/// Rows stand in lavaan's order (conventions.md section 2): the user's in typed order, then residual variances, residual
/// covariances, exogenous moments and intercepts.
public struct ParameterTable: Sendable {
  /// A quantity computed from labelled parameters: `name := expression`.
  public struct Definition: Sendable {
    public var name: String
    public var expression: Expression
    /// The expression as the user wrote it, without spaces.
    public var text: String
    public var range: SourceRange
  }

  /// `left relation right`, over labels and defined names.
  public struct Constraint: Sendable {
    public var left: Expression
    public var relation: ConstraintRelation
    public var right: Expression
    /// The statement as the user wrote it.
    public var text: String
    public var range: SourceRange
  }

  public internal(set) var rows: [ParameterRow]
  public internal(set) var definitions: [Definition]
  public internal(set) var constraints: [Constraint]
  public let groupCount: Int
  public let hasMeanStructure: Bool
  public let hasFixedX: Bool
  /// Whether the moments are those of the other variables given the exogenous ones.
  public let isConditionalX: Bool
  /// Whether some variable has thresholds.
  public var isCategorical: Bool { rows.contains { $0.relation == .threshold } }
  /// What gives factors the scale and the mean of their indicators.
  var effectCoding: Set<ModelOptions.EffectCoding> = []
  /// Roles by group and level, in the rows' order.
  let blocks: [BlockRoles]

  struct BlockRoles: Sendable {
    var group: Int
    var level: Int
    var roles: VariableRoles
  }

  /// Free parameters, each shared label counted once.
  public var parameterCount: Int { (rows.compactMap(\.parameterIndex).max() ?? -1) + 1 }

  /// Observed variables of the first block, in the table's order.
  public var observedVariables: [String] { blocks.first?.roles.observed ?? [] }
  /// Observed variables of all groups, each once.
  public var allObservedVariables: [String] { unique(blocks.flatMap(\.roles.observed)) }
  public var latentVariables: [String] { blocks.first?.roles.latent ?? [] }
  /// Variables with thresholds.
  public var ordinalVariables: [String] { unique(blocks.flatMap { $0.roles.ordinal.sorted() }) }
  /// Exogenous observed variables (held at their sample moments with fixed x), of every level.
  public var exogenousVariables: [String] {
    unique(blocks.filter { $0.group == blocks.first?.group }.flatMap(\.roles.exogenous))
  }

  /// Exogenous observed variables of a group, from 1, at a level.
  func exogenousVariables(ofGroup group: Int, level: Int = 1) -> [String] {
    blocks.first { $0.group == group && $0.level == level }?.roles.exogenous ?? []
  }

  /// Saturated correlates, which are no part of the model.
  public var auxiliaryVariables: [String] { unique(blocks.flatMap(\.roles.auxiliary)) }

  /// Whether some variable is a weighted sum (`<~`).
  public var hasComposites: Bool { rows.contains { $0.relation == .formedBy } }

  /// Whether the model has a level within clusters and one between.
  public var hasLevels: Bool { blocks.contains { $0.level > 1 } }

  /// The index in the parameter vector of each label (the first group's, where a label differs by group).
  public var labelIndices: [String: Int] {
    var result: [String: Int] = [:]
    for row in rows where !row.label.isEmpty {
      if let index = row.parameterIndex, result[row.label] == nil { result[row.label] = index }
    }
    return result
  }

  /// Labels of fixed rows and their values.
  public var fixedLabels: [String: Double] {
    var result: [String: Double] = [:]
    for row in rows where !row.label.isEmpty {
      if case .fixed(let value) = row.status { result[row.label] = value }
    }
    return result
  }

  /// The name of each free parameter: its label, or its relation.
  public var parameterNames: [String] {
    var names = [String](repeating: "", count: parameterCount)
    for row in rows {
      if let index = row.parameterIndex, names[index].isEmpty {
        names[index] = row.label.isEmpty ? row.name + place(of: row) : row.label
      }
    }
    return names
  }

  /// What tells a row from the same relation elsewhere: ` (group 2, between)`.
  private func place(of row: ParameterRow) -> String {
    let parts = (groupCount > 1 ? ["group \(row.group)"] : []) + (hasLevels ? [row.level == 1 ? "within" : "between"] : [])
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }
}
