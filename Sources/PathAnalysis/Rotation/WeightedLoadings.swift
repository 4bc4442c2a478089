import LinearAlgebra

/// Loadings as they enter a rotation: rows divided by standard deviations, then multiplied by the row weights.
struct WeightedLoadings {
  /// W A, p x m.
  let loadings: Matrix
  /// The diagonal of W.
  let weights: [Double]
  private let unweighted: Matrix
  private let rowWeights: RowWeights
  private let variances: [Double]?

  init(_ loadings: Matrix, rowWeights: RowWeights, variances: [Double]?) {
    let deviations = variances.map { $0.map { 1 / $0.squareRoot() } } ?? [Double](repeating: 1, count: loadings.rowCount)
    let standardized = Matrix.diagonal(deviations) * loadings
    weights = zip(deviations, rowWeights.weights(of: standardized)).map { $0 * $1 }
    self.loadings = Matrix.diagonal(weights) * loadings
    unweighted = loadings
    self.rowWeights = rowWeights
    self.variances = variances
  }

  /// The change of row `row` of W A when element (row, column) of A moves.
  ///
  /// Kaiser's rows b = a / |a| change by (da - b (b'da)) / |a|, and the standard deviation cancels.
  func change(row: Int, column: Int) -> [Double] {
    var result = [Double](repeating: 0, count: loadings.columnCount)
    result[column] = weights[row]
    if rowWeights == .kaiser, unweighted.row(row).contains(where: { $0 != 0 }) {
      let b = loadings.row(row)
      for k in result.indices { result[k] -= b[k] * b[column] * weights[row] }
    }
    return result
  }

  /// The change of row `row` of W A when the variance of that row moves: -a / (2 v), and 0 with Kaiser's weights.
  func change(varianceOfRow row: Int) -> [Double] {
    guard let variances, rowWeights == .none else { return [Double](repeating: 0, count: loadings.columnCount) }
    return loadings.row(row).map { -$0 / (2 * variances[row]) }
  }
}
