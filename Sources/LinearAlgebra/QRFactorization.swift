/// The factorization A P = Q R with column pivoting, for least squares and rank.
///
/// A is m x n, Q m x m orthogonal, R upper trapezoidal with a diagonal that falls in absolute value. The rank is the number of
/// diagonal elements above `tolerance` times the first. Source: LAPACK's dgeqp3.
public struct QRFactorization: Sendable {
  public let rowCount: Int
  public let columnCount: Int
  /// Column `pivots[k]` of A is column k of A P.
  public let pivots: [Int]
  private let factor: Matrix
  private let tau: [Double]

  public init(_ a: Matrix) {
    rowCount = a.rowCount
    columnCount = a.columnCount
    var factor = a
    var tau = [Double](repeating: 0, count: min(a.rowCount, a.columnCount))
    var order = [CInt](repeating: 0, count: a.columnCount)
    if a.rowCount > 0 && a.columnCount > 0 {
      factor.storage.withUnsafeMutableBufferPointer { elements in
        guard let elements = elements.baseAddress else { return }
        LAPACK.pivotedQR(elements, rowCount: a.rowCount, columnCount: a.columnCount, pivots: &order, tau: &tau)
      }
      pivots = order.map { Int($0) - 1 }
    } else {
      pivots = Array(0..<a.columnCount)
    }
    self.factor = factor
    self.tau = tau
  }

  /// max(m, n) times the spacing of doubles at 1, the default `tolerance`.
  public var defaultTolerance: Double { Double(max(rowCount, columnCount)) * Double.ulpOfOne }

  /// R, min(m, n) x n.
  public var upper: Matrix {
    var result = Matrix(rowCount: min(rowCount, columnCount), columnCount: columnCount)
    for j in 0..<columnCount {
      for i in 0..<min(j + 1, result.rowCount) { result.storage[i + j * result.rowCount] = factor.storage[i + j * rowCount] }
    }
    return result
  }

  /// The number of linearly independent columns.
  public func rank(tolerance: Double? = nil) -> Int {
    let diagonal = factor.diagonal
    guard let first = diagonal.first, first != 0 else { return 0 }
    let bound = (tolerance ?? defaultTolerance) * abs(first)
    return diagonal.prefix { abs($0) > bound }.count
  }

  /// An orthonormal basis of the column space of A: m x rank.
  public func orthonormalBasis(tolerance: Double? = nil) -> Matrix {
    orthogonalColumns(0..<rank(tolerance: tolerance))
  }

  /// An orthonormal basis of what is orthogonal to every column of A: m x (m - rank), the null space of A'.
  public func orthogonalComplement(tolerance: Double? = nil) -> Matrix {
    orthogonalColumns(rank(tolerance: tolerance)..<rowCount)
  }

  /// The x with the smallest |b - A x|; if the columns are dependent, those pivoted last get 0.
  public func solveLeastSquares(_ b: [Double], tolerance: Double? = nil) -> [Double] {
    let rank = rank(tolerance: tolerance)
    var y = transposedQTimes(b)
    var x = [Double](repeating: 0, count: columnCount)
    for j in (0..<rank).reversed() {
      y[j] /= factor.storage[j + j * rowCount]
      for i in 0..<j { y[i] -= y[j] * factor.storage[i + j * rowCount] }
      x[pivots[j]] = y[j]
    }
    return x
  }

  /// The smallest |b - A x|^2.
  public func residualSumOfSquares(_ b: [Double], tolerance: Double? = nil) -> Double {
    transposedQTimes(b).dropFirst(rank(tolerance: tolerance)).reduce(0) { $0 + $1 * $1 }
  }

  /// Q' b.
  private func transposedQTimes(_ b: [Double]) -> [Double] {
    precondition(b.count == rowCount, "\(b.count) responses for \(rowCount) rows")
    var result = Matrix(rowCount: rowCount, columnCount: 1, columnMajor: b)
    applyQ(to: &result, transposed: true)
    return result.storage
  }

  private func orthogonalColumns(_ range: Range<Int>) -> Matrix {
    var result = Matrix(rowCount: rowCount, columnCount: range.count)
    for (k, j) in range.enumerated() { result.storage[j + k * rowCount] = 1 }
    applyQ(to: &result, transposed: false)
    return result
  }

  private func applyQ(to matrix: inout Matrix, transposed: Bool) {
    if matrix.storage.isEmpty || tau.isEmpty { return }
    let columns = matrix.columnCount
    factor.storage.withUnsafeBufferPointer { factor in
      matrix.storage.withUnsafeMutableBufferPointer { target in
        guard let factor = factor.baseAddress, let target = target.baseAddress else { return }
        LAPACK.applyQ(
          factor, tau: tau, transposed: transposed, target, rowCount: rowCount, columnCount: columns, reflectorCount: tau.count)
      }
    }
  }
}

/// An orthonormal basis, n x (n - rank), of the vectors x with A x = 0, where A is m x n.
///
/// By QR with column pivoting of A'; `tolerance` is that of `QRFactorization.rank`.
public func nullSpace(of matrix: Matrix, tolerance: Double? = nil) -> Matrix {
  QRFactorization(matrix.transposed).orthogonalComplement(tolerance: tolerance)
}
