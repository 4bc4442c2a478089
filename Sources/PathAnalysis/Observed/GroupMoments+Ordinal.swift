import LinearAlgebra

extension OrdinalInput {
  /// The ordinal and continuous variables of a group's rows, given its covariates.
  ///
  /// - Parameter rows: n x p in the order of the matrices' observed variables.
  init(_ rows: Matrix, _ matrices: RAMMatrices) {
    let covariates = Set(matrices.covariates)
    let ordinal = Set(matrices.ordinalVariables)
    let variables = (0..<matrices.observedCount).filter { !covariates.contains($0) }
    let all = Array(0..<rows.rowCount)
    self.init(
      names: variables.map { matrices.variables[$0] }, isOrdinal: variables.map { ordinal.contains($0) },
      rows: rows.submatrix(rows: all, columns: variables),
      exogenous: matrices.covariates.isEmpty ? nil : rows.submatrix(rows: all, columns: matrices.covariates),
      exogenousNames: matrices.covariates.map { matrices.variables[$0] })
  }
}

extension OrdinalMoments {
  /// Means and covariances of all observed variables, covariates included, in the order of the matrices: of ordinal variables those of
  /// what underlies them.
  func joint(_ matrices: RAMMatrices, covariates observed: ObservedMoments) -> ObservedMoments {
    let x = matrices.covariates
    let isCovariate = Set(x)
    let variables = (0..<matrices.observedCount).filter { !isCovariate.contains($0) }
    var result = observed
    var xMeans = [Double](repeating: 0, count: x.count)
    for (k, covariate) in x.enumerated() { xMeans[k] = observed.means?[covariate] ?? 0 }
    let xCovariance = observed.covariance.principal(x)
    let cross = x.isEmpty ? slopes : slopes * xCovariance
    let explained = x.isEmpty ? Matrix(rowCount: variables.count, columnCount: variables.count) : cross.timesTransposed(slopes)
    for (i, a) in variables.enumerated() {
      for (j, b) in variables.enumerated() { result.covariance[a, b] = covariance[i, j] + explained[i, j] }
      var mean = means[i]
      for (k, covariate) in x.enumerated() {
        result.covariance[a, covariate] = cross[i, k]
        result.covariance[covariate, a] = cross[i, k]
        mean += slopes[i, k] * xMeans[k]
      }
      result.means?[a] = mean
      result.thresholds[a] = thresholds[i]
    }
    return result
  }
}
