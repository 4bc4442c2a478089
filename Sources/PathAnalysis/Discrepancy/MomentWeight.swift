import LinearAlgebra

/// The weight matrix W of a moment vector in a quadratic form `(s - sigma)' W (s - sigma)`.
enum MomentWeight: Sendable {
  /// Means first, then vech: Sigma^-1 for the means, `.5 D'(Sigma^-1 (x) Sigma^-1) D` for the covariances.
  case normalTheory(precision: Matrix, meanCount: Int)
  case diagonal([Double])
  case dense(Matrix)

  /// W X for columns X.
  func times(_ columns: Matrix) -> Matrix {
    switch self {
    case .normalTheory(let precision, let meanCount):
      let (m, k) = (columns.rowCount, columns.columnCount)
      let all = Array(0..<k)
      let covariances = NormalTheoryWeight.times(
        columns.submatrix(rows: Array(meanCount..<m), columns: all), precision: precision)
      guard meanCount > 0 else { return covariances }
      let means = precision * columns.submatrix(rows: Array(0..<meanCount), columns: all)
      var result = Matrix(rowCount: m, columnCount: k)
      for column in 0..<k {
        for i in 0..<meanCount { result[i, column] = means[i, column] }
        for i in meanCount..<m { result[i, column] = covariances[i - meanCount, column] }
      }
      return result
    case .diagonal(let weights):
      var result = columns
      for column in 0..<columns.columnCount { for i in weights.indices { result[i, column] *= weights[i] } }
      return result
    case .dense(let weight): return weight * columns
    }
  }

  func times(_ vector: [Double]) -> [Double] {
    times(Matrix(rowCount: vector.count, columnCount: 1, columnMajor: vector)).column(0)
  }
}
