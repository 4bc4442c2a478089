import Glibc

/// Factorizations and products of small matrices: plain loops without calls, threads or workspace.
///
/// All matrices are column-major without gaps. Inner loops run down columns and use `&+`, so that they become SIMD code.
enum SmallKernels {
  typealias Elements = UnsafeMutablePointer<Double>
  typealias ReadElements = UnsafePointer<Double>

  /// Orders up to this one are handled here, larger ones by LAPACK.
  ///
  /// Microseconds a call, one thread, SSE2, EPYC of the third generation at 3 GHz (here / OpenBLAS 0.3.21 / reference):
  ///
  ///     order    Cholesky factor       inverse            LU factor          n right-hand sides   product
  ///       6      0.18 / 0.25 / 0.45    0.30 / 0.40 / 0.49 0.21 / 0.39 / 0.59 0.43 / 0.50 / 0.48   0.20 / 0.27 / 0.27
  ///      12      0.36 / 0.50 / 1.0     0.94 / 0.99 / 1.1  0.51 / 1.1 / 1.5   0.90 / 1.1 / 2.6     0.43 / 0.40 / 0.96
  ///      24      1.3 / 1.4 / 3.2       3.8 / 3.6 / 4.6    2.2 / 4.1 / 5.0    4.3 / 3.1 / 18       2.5 / 1.3 / 5.6
  ///      32      2.7 / 2.3 / 9.1       7.2 / 6.6 / 9.4    4.8 / 7.6 / 9.1    8.9 / 6.1 / 37       5.8 / 2.4 / 13
  ///
  /// The reference BLAS loses at every order, OpenBLAS wins from about 24 in all but LU; below that it also makes threads wait
  /// for each other, since each call takes a lock on its buffers.
  static let largestOrder = 24

  /// The column where a Cholesky factorization stops, nil if it succeeds; the lower triangle of `a` becomes the factor.
  static func choleskyFactor(_ a: Elements, order n: Int) -> Int? {
    for j in 0..<n {
      let column = a + j &* n
      let pivot = column[j]
      guard pivot > 0, pivot < .infinity else { return j }
      let root = pivot.squareRoot()
      column[j] = root
      scale(column + (j &+ 1), by: 1 / root, count: n &- j &- 1)
      for k in (j &+ 1)..<max(n, j &+ 1) {
        addMultiple(of: column + k, by: -column[k], to: a + (k &* n &+ k), count: n &- k)
      }
    }
    return nil
  }

  /// The full inverse of L L' into `result`, which must not overlap the factor; `result` is zero at first.
  static func choleskyInverse(_ factor: ReadElements, order n: Int, into result: Elements) {
    // Column j of L^-1 by forward substitution, kept in the lower triangle of `result`.
    for j in 0..<n {
      let target = result + j &* n
      target[j] = 1
      for k in j..<n {
        let column = factor + k &* n
        target[k] /= column[k]
        addMultiple(of: column + (k &+ 1), by: -target[k], to: target + (k &+ 1), count: n &- k &- 1)
      }
    }
    // Element (i, j), i >= j, of L^-T L^-1 needs rows i and below of columns i and j: columns in order may be overwritten.
    for j in 0..<n {
      let left = result + j &* n
      for i in j..<n {
        let right = result + i &* n
        left[i] = dot(right + i, left + i, count: n &- i)
      }
    }
    for j in 0..<n {
      for i in 0..<j { result[i &+ j &* n] = result[j &+ i &* n] }
    }
  }

  /// The column where an LU factorization stops, nil if it succeeds. Row j was exchanged with row `pivots[j] - 1`, as in LAPACK.
  static func luFactor(_ a: Elements, order n: Int, pivots: UnsafeMutablePointer<CInt>) -> Int? {
    for j in 0..<n {
      let column = a + j &* n
      var pivotRow = j
      for i in (j &+ 1)..<max(n, j &+ 1) where abs(column[i]) > abs(column[pivotRow]) { pivotRow = i }
      pivots[j] = CInt(pivotRow &+ 1)
      let pivot = column[pivotRow]
      guard pivot != 0, pivot.isFinite else { return j }
      if pivotRow != j { swapRows(a, order: n, j, pivotRow) }
      scale(column + (j &+ 1), by: 1 / pivot, count: n &- j &- 1)
      for k in (j &+ 1)..<max(n, j &+ 1) {
        let target = a + k &* n
        addMultiple(of: column + (j &+ 1), by: -target[j], to: target + (j &+ 1), count: n &- j &- 1)
      }
    }
    return nil
  }

  @inline(__always)
  private static func scale(_ x: Elements, by factor: Double, count: Int) {
    var i = 0
    while i < count {
      x[i] *= factor
      i &+= 1
    }
  }

  private static func swapRows(_ a: Elements, order n: Int, _ first: Int, _ second: Int) {
    for j in 0..<n {
      let column = a + j &* n
      (column[first], column[second]) = (column[second], column[first])
    }
  }
}
