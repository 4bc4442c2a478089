import LinearAlgebra

extension Solution {
  enum ResidualCovariance { case normalTheory, empirical }

  /// Browne's (1984) residual-based test: `N [r'G r - r'G Delta (Delta'G Delta)^-1 Delta'G r]` with `r = s - sigma` and G the inverse of
  /// the moments' sampling covariance, as in the normal distribution at S, or as the cases show it (ADF).
  ///
  /// - Returns: `nil` when the model is not identified, or G does not exist.
  func residualTest(_ kind: ResidualCovariance) -> Double? {
    let count = restrictions.reduced(parameters).count
    var information = Matrix(rowCount: count, columnCount: count)
    var slope = [Double](repeating: 0, count: count)
    var total = 0.0
    for index in estimation.data.indices {
      guard let weight = residualWeight(kind, ofGroup: index) else { return nil }
      let data = estimation.data[index]
      let hasMeans = !estimation.groups[index].intercepts.isEmpty
      let structure = MomentStructure(
        estimation.groups[index],
        elements: MomentElement.continuous(variableCount: estimation.groups[index].observedCount, hasMeans: hasMeans))
      let implied = self.implied[index]
      let observed = data.observed.momentVector(hasMeans: hasMeans)
      let residual = zip(observed, structure.moments(implied)).map { $0 - $1 }
      let full = structure.jacobian(implied)
      let jacobian = restrictions.isEmpty ? full : full * restrictions.basis
      let weighted = weight.times(residual)
      total += data.weight * zip(residual, weighted).reduce(0) { $0 + $1.0 * $1.1 }
      information += data.weight * jacobian.transposedTimes(weight.times(jacobian))
      let part = jacobian.transposedTimes(weighted)
      for k in slope.indices { slope[k] += data.weight * part[k] }
    }
    guard let factor = try? CholeskyFactorization(information.symmetrized) else { return nil }
    return total - zip(slope, factor.solve(slope)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  private func residualWeight(_ kind: ResidualCovariance, ofGroup index: Int) -> MomentWeight? {
    let data = estimation.data[index]
    switch kind {
    case .normalTheory:
      let meanCount = estimation.groups[index].intercepts.isEmpty ? 0 : estimation.groups[index].observedCount
      return (try? CholeskyFactorization(data.observed.covariance)).map {
        .normalTheory(precision: $0.inverse(), meanCount: meanCount)
      }
    case .empirical:
      guard let gamma = estimation.empiricalCovariance(ofGroup: index) else { return nil }
      return (try? CholeskyFactorization(gamma)).map { .dense($0.inverse()) }
    }
  }
}
