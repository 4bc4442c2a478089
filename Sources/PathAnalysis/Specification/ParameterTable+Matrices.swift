import ModelSyntax

extension ParameterTable {
  /// Places every row of a group (from 1) in the RAM matrices.
  ///
  /// Two levels stand side by side: observed variables of level 1, of level 2, then the latent variables of each.
  func matrices(group: Int, parameterization: RAMMatrices.Parameterization) -> RAMMatrices {
    let own = blocks.filter { $0.group == group }.sorted { $0.level < $1.level }
    let observed = own.flatMap { block in block.roles.observed.map { (name: $0, level: block.level) } }
    let variables = observed + own.flatMap { block in block.roles.latent.map { (name: $0, level: block.level) } }
    var position: [Int: [String: Int]] = [:]
    for (index, variable) in variables.enumerated() { position[variable.level, default: [:]][variable.name] = index }
    var matrices = RAMMatrices(
      variables: variables.map(\.name), observedCount: observed.count, directEffects: [], symmetricEffects: [], intercepts: [],
      parameterCount: parameterCount)
    matrices.parameterization = parameterization
    matrices.levels = variables.map(\.level)
    matrices.auxiliary = own.flatMap { block in block.roles.auxiliary.compactMap { position[block.level]?[$0] } }
    if isConditionalX { matrices.covariates = exogenousVariables(ofGroup: group).compactMap { position[1]?[$0] } }
    for row in rows where row.group == group && !followsFromWeights(row) {
      guard let left = position[row.level]?[row.lhs] else { continue }
      let right = position[row.level]?[row.rhs] ?? 0
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
    for block in own {
      for composite in block.roles.composites {
        guard let variable = position[block.level]?[composite] else { continue }
        let weights = rows.filter {
          $0.relation == .formedBy && $0.lhs == composite && $0.group == group && $0.level == block.level
        }.compactMap { row in position[row.level]?[row.rhs].map { (indicator: $0, source: row.source) } }
        matrices.add(variable, formedBy: weights, hasMeans: hasMeanStructure)
      }
    }
    return matrices
  }

  /// Moments of composites and of their indicators: not entries of their own.
  private func followsFromWeights(_ row: ParameterRow) -> Bool {
    guard row.relation == .covariance || row.relation == .intercept,
      let roles = blocks.first(where: { $0.group == row.group && $0.level == row.level })?.roles, !roles.composites.isEmpty
    else { return false }
    return roles.compositeIndicators.contains(row.lhs)
      || roles.composites.contains(row.lhs) && (row.relation == .intercept || row.rhs == row.lhs)
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
