import LinearAlgebra

extension Solution {
  /// What the test statistic would be of complete data with the moments that the saturated model estimates from the incomplete ones,
  /// and its expectation.
  ///
  /// With W and Wc the saturated model's information from the incomplete and from complete data, Gamma the sampling covariance of its
  /// estimates (W^-1, or robust W^-1 J W^-1) and `E = (Delta'W Delta)^-1`, the estimated moments have the residual
  /// `P' (s - sigma)`, `P' = I - Delta E Delta' W`, and the expectation is `tr(Wc P' Gamma P)`. Source: Zhang and Savalei (2023),
  /// Structural Equation Modeling 30, versions V6 and V3. As in lavaan, Wc leaves out the moments of exogenous variables alone, also where
  /// they are free.
  /// - Returns: `nil` for complete data, or when the model or the saturated model is not identified.
  func completeDataTest(isRobust: Bool, exogenous: [[Int]]) -> (chiSquare: Double, trace: Double)? {
    let empty = Matrix(rowCount: restrictions.basis.columnCount, columnCount: restrictions.basis.columnCount)
    var (information, complete, cross, middle) = (empty, empty, empty, empty)
    var (statistic, total) = (0.0, 0.0)
    for index in estimation.data.indices {
      guard let part = CompleteDataPart(self, group: index, isRobust: isRobust, exogenous: exogenous[index]) else { return nil }
      let share = estimation.data[index].weight / estimation.totalWeight
      let jacobian = restrictions.isEmpty ? part.jacobian : part.jacobian * restrictions.basis
      let weighted = part.complete * jacobian
      let own = part.incomplete * jacobian
      let spread = part.gamma * own
      statistic += part.chiSquare
      total += part.complete.traceOfProduct(part.gamma)
      information += share * jacobian.transposedTimes(own)
      complete += share * jacobian.transposedTimes(weighted)
      cross += share * spread.transposedTimes(weighted)
      middle += share * own.transposedTimes(spread)
    }
    guard let inverse = (try? CholeskyFactorization(information.symmetrized))?.inverse() else { return nil }
    return (statistic, total - 2 * (inverse * cross).trace + (inverse * complete * inverse * middle).trace)
  }
}

/// One group's share in the test.
private struct CompleteDataPart {
  var chiSquare: Double
  var jacobian: Matrix
  /// Wc, W and Gamma, of the moments that are not fixed.
  var complete: Matrix
  var incomplete: Matrix
  var gamma: Matrix

  init?(_ solution: Solution, group index: Int, isRobust: Bool, exogenous: [Int]) {
    let data = solution.estimation.data[index]
    let matrices = solution.estimation.groups[index]
    guard case .patterns(let saturated) = data.form, let means = data.observed.means else { return nil }
    let p = matrices.observedCount
    let moments = solution.implied[index]
    guard let implied = try? CholeskyFactorization(moments.covariance.principal(Array(0..<p))),
      let observed = try? CholeskyFactorization(data.observed.covariance)
    else { return nil }
    let precision = implied.inverse()
    let difference = (0..<p).map { means[$0] - moments.means[$0] }
    chiSquare =
      data.weight
      * (implied.logDeterminant - observed.logDeterminant + precision.traceOfProduct(data.observed.covariance) - Double(p)
        + precision.quadraticForm(difference))
    let elements = MomentElement.continuous(variableCount: p, hasMeans: true)
    let kept = elements.places(notAmong: matrices.fixedExogenous)
    let structure = MomentStructure(matrices, elements: kept.map { elements[$0] })
    jacobian = structure.jacobian(moments)
    let information = MomentWeight.normalTheory(precision: observed.inverse(), meanCount: p)
      .times(Matrix.identity(elements.count))
    let counted = Set(elements.places(notAmong: exogenous))
    complete = information.principal(kept)
    for (i, first) in kept.enumerated() {
      for (j, second) in kept.enumerated() where !counted.contains(first) || !counted.contains(second) { complete[i, j] = 0 }
    }
    incomplete = saturated.observedInformation().principal(kept)
    guard let inverse = (try? CholeskyFactorization(incomplete))?.inverse() else { return nil }
    gamma = isRobust ? (inverse * saturated.firstOrderInformation().principal(kept) * inverse).symmetrized : inverse
  }
}

extension [MomentElement] {
  /// The places of the elements that are not moments of the given variables alone.
  func places(notAmong variables: [Int]) -> [Int] {
    let isFixed = Set(variables)
    return indices.filter { index in
      switch self[index] {
      case .mean(let i), .variance(let i): !isFixed.contains(i)
      case .covariance(let i, let j): !(isFixed.contains(i) && isFixed.contains(j))
      default: true
      }
    }
  }
}
