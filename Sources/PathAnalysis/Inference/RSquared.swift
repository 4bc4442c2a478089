extension Fit {
  /// Explained variance of every outcome and indicator, `1 - psi_yy / sigma_yy` with the implied variance (conventions.md section 11).
  ///
  /// Adjusted: `1 - (1 - R2)(n - 1)/(n - k - 1)` with k predictors in the outcome's equation.
  public func rSquared(adjusted: Bool) -> [RSquaredResult] {
    groups.indices.flatMap { rSquared(ofGroup: $0, adjusted: adjusted) }
  }

  private func rSquared(ofGroup index: Int, adjusted: Bool) -> [RSquaredResult] {
    let group = groups[index]
    let matrices = group.matrices
    let outcomes = Set(matrices.directEffects.map(\.row)).subtracting(matrices.compositeIndicators)
    let residual = Dictionary(
      matrices.symmetricEffects.filter { $0.row == $0.column }.map {
        ($0.row, group.implied.computedResiduals[$0.row] ?? $0.value(parameters, group.observed))
      },
      uniquingKeysWith: { first, _ in first })
    return outcomes.sorted().map { outcome in
      let share = 1 - (residual[outcome] ?? 0) / group.implied.covariance[outcome, outcome]
      // Between clusters the clusters are the cases.
      let n = Double(
        group.clusters.map { matrices.levels[outcome] == 1 ? $0.caseCount : $0.clusterCount } ?? group.sample.sampleSize)
      let predictors = Double(matrices.directEffects.filter { $0.row == outcome }.count)
      let corrected = n - predictors - 1 > 0 ? 1 - (1 - share) * (n - 1) / (n - predictors - 1) : nil
      return RSquaredResult(
        variable: matrices.variables[outcome], group: index + 1, level: matrices.levels[outcome], rSquared: share,
        adjusted: adjusted ? corrected : nil)
    }
  }
}
