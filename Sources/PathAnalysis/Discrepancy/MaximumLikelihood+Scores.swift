import Glibc
import LinearAlgebra

/// Derivatives of the log-likelihood case by case.
extension MaximumLikelihood {
  /// ln(2 pi).
  static let logTwoPi = log(2 * Double.pi)

  /// The scores of a block's cases, one row a case, n x q: derivatives of its part of the log-likelihood.
  ///
  /// With `d` a case's deviation from the implied means, `z = Sigma_b^-1 d`, `a = (F B)'z` and `c = (F Sigma)'z`, a path from j to i
  /// has the score `a_i c_j - (B' F' Sigma_b^-1 F Sigma)_ij + a_i mu_j`, a covariance the like with `a` for `c`, an intercept `a_i`;
  /// without a mean structure the last term is left out. So no Jacobian of the moments is formed.
  ///
  /// - Parameters:
  ///   - deviations: n x p.
  ///   - determinantShare: what part of the block's determinant a case accounts for: 1 but for cases within clusters.
  func scores(
    block index: Int, at point: Evaluation, deviations: Matrix, determinantShare: [Double]? = nil
  ) -> Matrix {
    let (block, evaluation) = (blocks[index], point.blocks[index])
    let implied = point.implied[block.group]
    let weighted = deviations * evaluation.precision
    let effects = weighted * evaluation.totalEffects
    let meanEffects = block.hasOwnMeanWeights ? weighted * evaluation.meanEffects : effects
    let covariances = weighted * evaluation.covariances
    let precisionEffects = evaluation.precision * evaluation.totalEffects
    let expectedEffects = evaluation.totalEffects.transposedTimes(precisionEffects)
    let expectedCovariances = precisionEffects.transposedTimes(evaluation.covariances)
    let n = deviations.rowCount
    let hasMeans = block.means != nil
    var result = Matrix(rowCount: n, columnCount: extendedCount)
    for place in places[block.group] {
      let first = effects.column(place.row)
      let firstMean = meanEffects.column(place.row)
      let parameter = place.parameter
      func share(_ i: Int) -> Double { determinantShare?[i] ?? 1 }
      switch place.matrix {
      case .directEffect:
        let second = covariances.column(place.column)
        let expected = expectedCovariances[place.row, place.column]
        let mean = hasMeans ? implied.means[place.column] : 0
        for i in 0..<n { result[i, parameter] += first[i] * second[i] + firstMean[i] * mean - share(i) * expected }
      case .symmetricEffect:
        let second = effects.column(place.column)
        let expected = expectedEffects[place.row, place.column]
        for i in 0..<n { result[i, parameter] += place.scale * (first[i] * second[i] - share(i) * expected) }
      case .intercept:
        if hasMeans { for i in 0..<n { result[i, parameter] += firstMean[i] } }
      case .threshold, .scaling: break
      }
    }
    return Dependence(matrices, point.implied).columns(result)
  }
}
