import LinearAlgebra

extension Fit {
  /// Observed minus implied moments: raw, as correlations, and divided by their standard errors (conventions.md section 9).
  ///
  /// *Normalized* residuals use the sampling variance of the observed moment, `(s_ii s_jj + s_ij^2)/N`; *standardized* ones that of
  /// the residual itself, `Q Gamma Q'/N` with `Q = I - Delta E Delta' V`. Where that variance vanishes the residual prints as 0.
  public var residuals: [ResidualResult] {
    let names = model.observedVariables
    let p = names.count
    let s = observed.covariance
    let variances = residualVariances()
    var rows: [ResidualResult] = []
    var index = 0
    for j in 0..<p {
      for i in j..<p {
        let raw = s[i, j] - impliedCovariance[i, j]
        let observedCorrelation = s[i, j] / (s[i, i] * s[j, j]).squareRoot()
        let impliedCorrelation = impliedCovariance[i, j] / (impliedCovariance[i, i] * impliedCovariance[j, j]).squareRoot()
        let normalScale = ((s[i, i] * s[j, j] + s[i, j] * s[i, j]) / sampleWeight).squareRoot()
        let variance = variances?[index]
        let isZero = abs(raw) < 1e-12 * (s[i, i] * s[j, j]).squareRoot()
        rows.append(
          ResidualResult(
            a: names[i], b: names[j], raw: raw, correlation: observedCorrelation - impliedCorrelation,
            normalized: raw / normalScale,
            standardized: variance.map { isZero || $0 < 1e-10 * normalScale * normalScale ? 0 : raw / $0.squareRoot() }))
        index += 1
      }
    }
    if model.table.hasMeanStructure, let means = observed.means {
      for i in 0..<p {
        let raw = means[i] - impliedMeans[i]
        rows.append(
          ResidualResult(
            a: names[i], b: "", raw: raw, correlation: raw / s[i, i].squareRoot(),
            normalized: raw / (s[i, i] / sampleWeight).squareRoot(), standardized: nil))
      }
    }
    return rows
  }

  /// Diagonal of `Q Gamma_NT(S) Q' / N` over vech(S), or `nil` when the model is not identified.
  private func residualVariances() -> [Double]? {
    guard let acov = asymptoticCovariance, let precision = (try? CholeskyFactorization(impliedCovariance))?.inverse(),
      let implied = try? ImpliedMoments(model.matrices, parameters: parameters, sample: observed)
    else { return nil }
    let p = model.matrices.observedCount
    let half = p * (p + 1) / 2
    let jacobian = CovarianceJacobian.matrix(model.matrices, implied)
    // V vech(X) with V = .5 D'(W (x) W) D is D' vec(.5 W X W): off-diagonal elements count twice.
    func weighted(_ column: [Double]) -> [Double] {
      let matrix = precision * Matrix(halfVector: column, order: p) * precision
      var result: [Double] = []
      for j in 0..<p { for i in j..<p { result.append(i == j ? 0.5 * matrix[i, i] : matrix[i, j]) } }
      return result
    }
    var weightedJacobian = Matrix(rowCount: half, columnCount: jacobian.columnCount)
    for k in 0..<jacobian.columnCount {
      for (i, value) in weighted(jacobian.column(k)).enumerated() { weightedJacobian[i, k] = value }
    }
    let projection =
      Matrix.identity(half) - sampleWeight * (jacobian * acov).timesTransposed(weightedJacobian)
    let gamma = normalTheoryCovariance(order: p)
    let product = projection * gamma
    return (0..<half).map { i in
      var value = 0.0
      for k in 0..<half { value += product[i, k] * projection[i, k] }
      return value / sampleWeight
    }
  }

  /// Gamma_NT(S): the covariance of s_ij and s_kl is `s_ik s_jl + s_il s_jk`.
  private func normalTheoryCovariance(order p: Int) -> Matrix {
    let s = observed.covariance
    let pairs = (0..<p).flatMap { j in (j..<p).map { (i: $0, j: j) } }
    var gamma = Matrix(rowCount: pairs.count, columnCount: pairs.count)
    for (a, x) in pairs.enumerated() {
      for (b, y) in pairs.enumerated() { gamma[a, b] = s[x.i, y.i] * s[x.j, y.j] + s[x.i, y.j] * s[x.j, y.i] }
    }
    return gamma
  }
}

/// d vech(Sigma) / d theta', p(p + 1)/2 x q.
enum CovarianceJacobian {
  static func matrix(_ matrices: RAMMatrices, _ implied: ImpliedMoments) -> Matrix {
    let p = matrices.observedCount
    var jacobian = Matrix(rowCount: p * (p + 1) / 2, columnCount: matrices.parameterCount)
    for place in ParameterPlace.all(in: matrices) where place.isCovariance {
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
    return jacobian
  }
}
