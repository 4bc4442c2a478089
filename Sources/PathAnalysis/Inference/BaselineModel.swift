/// The independence model that incremental indices compare with, as matrices (conventions.md section 5).
///
/// All variances (and means, or thresholds) are free and all covariances zero, save those among exogenous variables, which are kept;
/// slopes on conditional exogenous variables are free, and so are all moments of auxiliary variables (Enders 2008).
enum BaselineModel {
  static func matrices(_ groups: [RAMMatrices], exogenous: [[Int]], keepsExogenousCovariances: Bool) -> [RAMMatrices] {
    var count = 0
    func next() -> RAMMatrices.Source {
      defer { count += 1 }
      return .parameter(count)
    }
    var result = groups.enumerated().map { index, group in
      let p = group.observedCount
      let fixed = Set(group.fixedExogenous)
      var matrices = RAMMatrices(
        variables: Array(group.variables.prefix(p)), observedCount: p, directEffects: [], symmetricEffects: [], intercepts: [],
        parameterCount: 0)
      let ordinal = Set(group.ordinalVariables)
      matrices.levels = Array(group.levels.prefix(p))
      for i in 0..<p {
        let source = fixed.contains(i) ? .sampleMoment : ordinal.contains(i) ? RAMMatrices.Source.unitVariance : next()
        matrices.symmetricEffects.append(.init(row: i, column: i, source: source))
      }
      for threshold in group.thresholds {
        matrices.thresholds.append(.init(row: threshold.row, column: threshold.column, source: next()))
      }
      matrices.covariates = group.covariates
      for x in group.covariates {
        for i in 0..<p where !group.covariates.contains(i) {
          matrices.directEffects.append(.init(row: i, column: x, source: next()))
        }
      }
      if keepsExogenousCovariances {
        for (k, i) in exogenous[index].enumerated() {
          for j in exogenous[index][..<k] where group.levels[i] == group.levels[j] {
            let source = fixed.contains(i) && fixed.contains(j) ? RAMMatrices.Source.sampleMoment : next()
            matrices.symmetricEffects.append(.init(row: max(i, j), column: min(i, j), source: source))
          }
        }
      }
      for i in group.auxiliary {
        for j in (0..<p) where !group.auxiliary.contains(j) || j < i {
          matrices.symmetricEffects.append(.init(row: max(i, j), column: min(i, j), source: next()))
        }
      }
      if !group.intercepts.isEmpty {
        for i in 0..<p where !ordinal.contains(i) && group.betweenPart(of: i) == nil {
          matrices.intercepts.append(.init(row: i, column: 0, source: fixed.contains(i) ? .sampleMoment : next()))
        }
      }
      return matrices
    }
    for index in result.indices { result[index].parameterCount = count }
    return result
  }
}
