import ModelSyntax

/// Parameters that are equal across groups by kind (`--group-equal`), and what that frees: lavaan's rules.
///
/// With equal intercepts the latent means of all groups but the first are free; with equal loadings and latent variances fixed to 1
/// (`--std-lv`) so are the latent variances. Relations named by `--group-partial` stay free.
struct GroupEquality {
  private let options: ModelOptions
  /// By group and level.
  private let roles: [[Int]: VariableRoles]

  init(_ options: ModelOptions, _ blocks: [ParameterTable.BlockRoles]) {
    self.options = options
    roles = Dictionary(blocks.map { ([$0.group, $0.level], $0.roles) }, uniquingKeysWith: { first, _ in first })
  }

  func apply(to rows: inout [ParameterRow]) {
    let kinds = Set(options.groupEqual)
    guard !kinds.isEmpty else { return }
    if kinds.contains(.thresholds) { freeScales(&rows, kinds) }
    freeLatentMoments(&rows, kinds)
    let partial = Set(options.groupPartial.map(Self.compact))
    for index in rows.indices where rows[index].group > 1 && rows[index].parameterIndex != nil {
      guard let kind = kind(of: rows[index]), kinds.contains(kind), !partial.contains(Self.compact(rows[index].name)),
        let first = rows.firstIndex(where: { $0.isSameRelation(as: rows[index], ignoringGroup: true) && $0.group == 1 }),
        rows[first].parameterIndex != nil
      else { continue }
      rows[index].equalTo = rows[index].label.isEmpty || rows[index].label == rows[first].label ? first : nil
    }
  }

  private func freeLatentMoments(_ rows: inout [ParameterRow], _ kinds: Set<ModelOptions.EqualParameters>) {
    for index in rows.indices where rows[index].group > 1 && rows[index].origin == .default {
      let row = rows[index]
      guard let roles = roles[[row.group, row.level]], roles.latent.contains(row.lhs) else { continue }
      let freesMean =
        row.relation == .intercept && (kinds.contains(.intercepts) || kinds.contains(.thresholds)) && !kinds.contains(.means)
      let freesVariance =
        row.relation == .covariance && row.lhs == row.rhs && options.standardizeLatent && kinds.contains(.loadings)
        && !kinds.contains(.latentVariances)
      if freesMean || freesVariance { rows[index].status = .free(0) }
    }
  }

  /// With equal thresholds the scale of an ordinal variable is free in all groups but the first: kappa, or its residual variance.
  private func freeScales(_ rows: inout [ParameterRow], _ kinds: Set<ModelOptions.EqualParameters>) {
    for index in rows.indices where rows[index].group > 1 && rows[index].origin == .default {
      let row = rows[index]
      guard roles[[row.group, row.level]]?.ordinal.contains(row.lhs) == true, row.lhs == row.rhs else { continue }
      let freesScale = row.relation == .scaling && options.parameterization == .delta
      let freesResidual =
        row.relation == .covariance && options.parameterization == .theta && !kinds.contains(.residuals)
      if freesScale || freesResidual { rows[index].status = .free(0) }
    }
  }

  private func kind(of row: ParameterRow) -> ModelOptions.EqualParameters? {
    let isLatent = roles[[row.group, row.level]].map { Set($0.latent).contains(row.lhs) } ?? false
    switch row.relation {
    case .measuredBy: return .loadings
    case .regression: return .regressions
    case .threshold: return .thresholds
    case .intercept: return isLatent ? .means : .intercepts
    case .covariance:
      if isLatent { return row.lhs == row.rhs ? .latentVariances : .latentCovariances }
      return row.lhs == row.rhs ? .residuals : .residualCovariances
    case .formedBy, .scaling: return nil
    }
  }

  /// `x1 =~ y2` without spaces.
  private static func compact(_ text: String) -> String { text.filter { !$0.isWhitespace } }
}
