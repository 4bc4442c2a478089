import LinearAlgebra

extension Solution {
  /// The maximum-likelihood statistic of the polychoric correlations at the estimates, as if they were of continuous variables, and its
  /// expectation with the sampling covariance that they have: what robust fit measures of ordinal data are made of.
  ///
  /// With V the normal-theory weight of the correlations at the implied ones, W the weight that was minimised with and
  /// `P = I - Delta E Delta' W`, the expectation is `tr(P'V P Gamma)`; of the baseline, where V = I, `tr(Gamma)`. Source: Savalei (2021),
  /// Structural Equation Modeling 28, 87-100.
  /// - Returns: `nil` unless all variables are ordinal, none is a condition, and the correlations are positive definite.
  func categoricalTest() -> (model: (chiSquare: Double, trace: Double), baseline: (chiSquare: Double, trace: Double))? {
    guard case .leastSquares(let function, let evaluation) = point,
      let bread = (try? CholeskyFactorization(restrictions.reducedInformation(function.scoringInformation(at: evaluation))))?
        .inverse()
    else { return nil }
    let empty = Matrix(rowCount: bread.rowCount, columnCount: bread.rowCount)
    var (model, baseline) = ((chiSquare: 0.0, trace: 0.0), (chiSquare: 0.0, trace: 0.0))
    var (cross, inner, outer) = (empty, empty, empty)
    for (index, data) in estimation.data.enumerated() {
      guard case .ordinal(let moments) = data.form else { return nil }
      let matrices = estimation.groups[index]
      let p = matrices.observedCount
      let places = moments.elements.indices.filter {
        if case .covariance = moments.elements[$0] { return true }
        return false
      }
      let implied = MomentStructure(matrices, elements: moments.elements).moments(evaluation.implied[index])
      var correlations = Matrix.identity(p)
      for place in places {
        guard case .covariance(let i, let j) = moments.elements[place] else { continue }
        (correlations[i, j], correlations[j, i]) = (implied[place], implied[place])
      }
      guard matrices.covariates.isEmpty, matrices.ordinalVariables.count == p,
        let observed = try? CholeskyFactorization(moments.covariance), let factor = try? CholeskyFactorization(correlations)
      else { return nil }
      let precision = factor.inverse()
      model.chiSquare +=
        data.weight
        * (factor.logDeterminant - observed.logDeterminant + precision.traceOfProduct(moments.covariance) - Double(p))
      baseline.chiSquare -= data.weight * observed.logDeterminant
      let weight = Self.correlationWeight(precision, places.map { moments.elements[$0] })
      let gamma = moments.gamma.principal(places)
      let part = function.parts[index]
      let full = part.structure.jacobian(evaluation.implied[index])
      let jacobian = (restrictions.isEmpty ? full : full * restrictions.basis).submatrix(
        rows: places, columns: Array(0..<bread.rowCount))
      let own = part.weightMatrix.principal(places).times(jacobian)
      let share = data.weight / estimation.totalWeight
      model.trace += weight.traceOfProduct(gamma)
      baseline.trace += gamma.trace
      cross += share * jacobian.transposedTimes(weight * (gamma * own))
      inner += share * jacobian.transposedTimes(weight * jacobian)
      outer += share * own.transposedTimes(gamma * own)
    }
    model.trace += -2 * (bread * cross).trace + (bread * inner * bread * outer).trace
    return (model, baseline)
  }

  /// The normal-theory information about correlations with the variances held at 1: of rho_ij and rho_kl
  /// `W_ik W_jl + W_il W_jk` with `W = R^-1`.
  private static func correlationWeight(_ precision: Matrix, _ elements: [MomentElement]) -> Matrix {
    let pairs = elements.compactMap { element -> (i: Int, j: Int)? in
      if case .covariance(let i, let j) = element { return (i, j) }
      return nil
    }
    var weight = Matrix(rowCount: pairs.count, columnCount: pairs.count)
    for (a, x) in pairs.enumerated() {
      for (b, y) in pairs.enumerated() {
        weight[a, b] = precision[x.i, y.i] * precision[x.j, y.j] + precision[x.i, y.j] * precision[x.j, y.i]
      }
    }
    return weight
  }
}

extension MomentWeight {
  /// The weight of some of the moments.
  func principal(_ places: [Int]) -> MomentWeight {
    switch self {
    case .diagonal(let weights): .diagonal(places.map { weights[$0] })
    case .dense(let weight): .dense(weight.principal(places))
    case .normalTheory: self
    }
  }
}
