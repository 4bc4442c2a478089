import LinearAlgebra

extension Fit {
  /// Observed minus implied moments: raw, as correlations, and divided by their standard errors (conventions.md section 9).
  ///
  /// *Normalized* residuals use the sampling variance of the observed moment, `(s_ii s_jj + s_ij^2)/N`; *standardized* ones that of
  /// the residual itself, `Q Gamma Q'/N` with `Q = I - Delta E Delta' V`. Where that variance vanishes the residual prints as 0.
  ///
  /// Of two levels there are the first two kinds.
  public var residuals: [ResidualResult] {
    if model.table.hasLevels { return groups.indices.flatMap { levelResiduals(ofGroup: $0) } }
    let variances = residualVariances()
    let auxiliary = Set(model.table.auxiliaryVariables)
    return groups.indices.flatMap { residuals(ofGroup: $0, variances?[$0]) }
      .filter { !auxiliary.contains($0.a) && !auxiliary.contains($0.b) }
  }

  private func residuals(ofGroup index: Int, _ variances: [Double]?) -> [ResidualResult] {
    let group = groups[index]
    let names = group.observedVariables
    let p = names.count
    let s = group.observed.covariance
    let sigma = group.impliedCovariance
    var rows: [ResidualResult] = []
    var place = 0
    for j in 0..<p {
      for i in j..<p {
        let raw = s[i, j] - sigma[i, j]
        let observedCorrelation = s[i, j] / (s[i, i] * s[j, j]).squareRoot()
        let impliedCorrelation = sigma[i, j] / (sigma[i, i] * sigma[j, j]).squareRoot()
        let normalScale = ((s[i, i] * s[j, j] + s[i, j] * s[i, j]) / group.weight).squareRoot()
        let variance = variances?[place]
        let isZero = abs(raw) < 1e-12 * (s[i, i] * s[j, j]).squareRoot()
        rows.append(
          ResidualResult(
            a: names[i], b: names[j], group: index + 1, raw: raw, correlation: observedCorrelation - impliedCorrelation,
            normalized: raw / normalScale,
            standardized: variance.map { isZero || $0 < 1e-10 * normalScale * normalScale ? 0 : raw / $0.squareRoot() }))
        place += 1
      }
    }
    if model.table.hasMeanStructure, let means = group.observed.means {
      let impliedMeans = group.impliedMeans
      for i in 0..<p {
        let raw = means[i] - impliedMeans[i]
        rows.append(
          ResidualResult(
            a: names[i], b: "", group: index + 1, raw: raw, correlation: raw / s[i, i].squareRoot(),
            normalized: raw / (s[i, i] / group.weight).squareRoot(), standardized: nil))
      }
    }
    return rows
  }

  /// Of each level's covariances, and of the means; a variable of both levels has one mean.
  private func levelResiduals(ofGroup index: Int) -> [ResidualResult] {
    let group = groups[index]
    let (names, levels) = (group.observedVariables, group.matrices.levels)
    let (s, sigma) = (group.observed.covariance, group.impliedCovariance)
    var rows: [ResidualResult] = []
    for j in names.indices {
      for i in j..<names.count where levels[i] == levels[j] {
        let change =
          s[i, j] / (s[i, i] * s[j, j]).squareRoot() - sigma[i, j] / (sigma[i, i] * sigma[j, j]).squareRoot()
        rows.append(
          ResidualResult(
            a: names[i], b: names[j], group: index + 1, level: levels[i], raw: s[i, j] - sigma[i, j],
            correlation: change.isFinite ? change : nil, normalized: nil, standardized: nil))
      }
    }
    guard let observed = group.observed.means else { return rows }
    let implied = group.levelMeans
    return rows
      + names.indices.filter { group.matrices.betweenPart(of: $0) == nil }.map { i in
        let raw = observed[i] - implied[i]
        let scaled = raw / s[i, i].squareRoot()
        return ResidualResult(
          a: names[i], b: "", group: index + 1, level: levels[i], raw: raw, correlation: scaled.isFinite ? scaled : nil,
          normalized: nil, standardized: nil)
      }
  }

  /// Diagonal of `Q Gamma_NT(S) Q' / n` over vech(S) of each group, or `nil` when the model is not identified. Over all groups
  /// `Q = I - Delta acov Delta' V`, so that a group's residual depends on every group's moments.
  private func residualVariances() -> [[Double]]? {
    guard let acov = asymptoticCovariance else { return nil }
    var jacobians: [Matrix] = []
    var weighted: [Matrix] = []
    for group in groups {
      guard let precision = (try? CholeskyFactorization(group.impliedCovariance))?.inverse() else { return nil }
      let jacobian = CovarianceJacobian.matrix(group.matrices, group.implied)
      jacobians.append(jacobian)
      weighted.append(group.weight * NormalTheoryWeight.times(jacobian, precision: precision))
    }
    let gammas = groups.map { NormalTheoryWeight.covariance(of: $0.observed.covariance) }
    return groups.indices.map { own in
      let half = jacobians[own].rowCount
      var variances = [Double](repeating: 0, count: half)
      for other in groups.indices {
        var projection = -1.0 * (jacobians[own] * acov).timesTransposed(weighted[other])
        if other == own { for i in 0..<half { projection[i, i] += 1 } }
        let product = projection * gammas[other]
        for k in 0..<product.columnCount {
          for i in 0..<half { variances[i] += product[i, k] * projection[i, k] / groups[other].weight }
        }
      }
      return variances
    }
  }
}

/// d vech(Sigma) / d theta', p(p + 1)/2 x q.
enum CovarianceJacobian {
  static func matrix(_ matrices: RAMMatrices, _ implied: ImpliedMoments) -> Matrix {
    let p = matrices.observedCount
    var jacobian = Matrix(rowCount: p * (p + 1) / 2, columnCount: matrices.parameterCount + matrices.dependentCount)
    for place in ParameterPlace.extended(in: matrices, first: matrices.parameterCount) where place.isCovariance {
      let first = implied.totalEffects.column(place.row)
      let second =
        place.matrix == .directEffect
        ? implied.covariance.column(place.column) : implied.totalEffects.column(place.column).map { place.scale * $0 }
      var index = 0
      for j in 0..<p {
        for i in j..<p {
          jacobian[index, place.parameter] += first[i] * second[j] + second[i] * first[j]
          index += 1
        }
      }
    }
    return Dependence([matrices], [implied]).columns(jacobian)
  }
}
