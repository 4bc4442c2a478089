import LinearAlgebra

/// Quadratic forms in inverses of matrices that may be singular.
enum GeneralizedInverse {
  /// `x' M^+ x` and the rank of M, positive semi-definite, judged on the matrix scaled to unit diagonal; eigenvalues below 1e-9 are
  /// rounding, as in ``Identification``.
  static func quadraticForm(_ vector: [Double], _ matrix: Matrix) -> (value: Double, rank: Int)? {
    let roots = matrix.diagonal.map { $0 > 0 ? $0.squareRoot() : 1 }
    var scaled = matrix.symmetrized
    for j in roots.indices { for i in roots.indices { scaled[i, j] /= roots[i] * roots[j] } }
    guard let eigen = try? SymmetricEigen(scaled) else { return nil }
    let slope = zip(vector, roots).map { $0 / $1 }
    var value = 0.0
    var rank = 0
    for k in eigen.values.indices where eigen.values[k] > 1e-9 {
      let projection = zip(eigen.vectors.column(k), slope).reduce(0) { $0 + $1.0 * $1.1 }
      value += projection * projection / eigen.values[k]
      rank += 1
    }
    return (value, rank)
  }
}
