import ModelSyntax

extension ParameterTable {
  /// Places every row of a group (from 1) in the RAM matrices.
  func matrices(group: Int, parameterization: RAMMatrices.Parameterization) -> RAMMatrices {
    let roles = blocks.first { $0.group == group }?.roles
    let observed = roles?.observed ?? []
    let variables = observed + (roles?.latent ?? [])
    var position: [String: Int] = [:]
    for (index, name) in variables.enumerated() { position[name] = index }
    var matrices = RAMMatrices(
      variables: variables, observedCount: observed.count, directEffects: [], symmetricEffects: [], intercepts: [],
      parameterCount: parameterCount)
    matrices.parameterization = parameterization
    if isConditionalX { matrices.covariates = exogenousVariables(ofGroup: group).compactMap { position[$0] } }
    for row in rows where row.group == group && row.level == 1 {
      guard let left = position[row.lhs] else { continue }
      let right = position[row.rhs] ?? 0
      switch row.relation {
      case .regression: matrices.directEffects.append(.init(row: left, column: right, source: row.source))
      case .measuredBy:
        matrices.directEffects.append(.init(row: right, column: left, source: row.source, isLoading: true))
      case .covariance:
        matrices.symmetricEffects.append(.init(row: max(left, right), column: min(left, right), source: row.source))
      case .intercept: matrices.intercepts.append(.init(row: left, column: 0, source: row.source))
      case .threshold: matrices.thresholds.append(.init(row: left, column: row.thresholdNumber, source: row.source))
      case .scaling: if row.status != .computed { matrices.scalings.append(.init(row: left, column: 0, source: row.source)) }
      case .formedBy: break
      }
    }
    return matrices
  }
}

extension ParameterRow {
  /// Of `u1 | t2`: 1.
  var thresholdNumber: Int { (Int(rhs.dropFirst()) ?? 1) - 1 }

  var source: RAMMatrices.Source {
    switch status {
    case .free(let index): .parameter(index)
    case .fixed(let value): .fixed(value)
    case .sampleMoment: .sampleMoment
    case .computed: .unitVariance
    }
  }
}
