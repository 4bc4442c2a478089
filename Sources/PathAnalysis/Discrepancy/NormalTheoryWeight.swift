import LinearAlgebra

/// The normal-theory weight of covariances and its inverse, over half vectors (conventions.md section 6).
enum NormalTheoryWeight {
  /// V X for columns X over vech, with `V = .5 D'(W (x) W) D`: a column x becomes the half vector of `.5 W mat(x) W`, elements off the
  /// diagonal twice.
  static func times(_ columns: Matrix, precision: Matrix) -> Matrix {
    let p = precision.rowCount
    var result = Matrix(rowCount: columns.rowCount, columnCount: columns.columnCount)
    for k in 0..<columns.columnCount {
      let matrix = precision * Matrix(halfVector: columns.column(k), order: p) * precision
      var place = 0
      for j in 0..<p {
        for i in j..<p {
          result[place, k] = i == j ? 0.5 * matrix[i, i] : matrix[i, j]
          place += 1
        }
      }
    }
    return result
  }

  /// Gamma_NT(S): the covariance of s_ij and s_kl is `s_ik s_jl + s_il s_jk`.
  static func covariance(of s: Matrix) -> Matrix {
    let p = s.rowCount
    let pairs = (0..<p).flatMap { j in (j..<p).map { (i: $0, j: j) } }
    var gamma = Matrix(rowCount: pairs.count, columnCount: pairs.count)
    for (a, x) in pairs.enumerated() {
      for (b, y) in pairs.enumerated() { gamma[a, b] = s[x.i, y.i] * s[x.j, y.j] + s[x.i, y.j] * s[x.j, y.i] }
    }
    return gamma
  }
}
