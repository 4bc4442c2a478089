import LinearAlgebra

/// Weights that rows of loadings are multiplied by before rotation and divided by after it.
public enum RowWeights: Sendable, Equatable {
  case none
  /// One over the square root of the communality, so that every variable counts the same (Kaiser, 1958). A row of zeros keeps 1.
  case kaiser

  /// A weight for each row of p x m loadings.
  func weights(of loadings: Matrix) -> [Double] {
    switch self {
    case .none: [Double](repeating: 1, count: loadings.rowCount)
    case .kaiser:
      (0..<loadings.rowCount).map { i in
        let communality = loadings.row(i).reduce(0) { $0 + $1 * $1 }
        return communality > 0 ? 1 / communality.squareRoot() : 1
      }
    }
  }
}
