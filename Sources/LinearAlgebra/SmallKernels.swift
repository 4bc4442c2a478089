import Glibc

/// Factorizations and products of small matrices: plain loops without calls, threads or workspace.
///
/// All matrices are column-major without gaps. Inner loops run down columns and use `&+`, so that they become SIMD code.
enum SmallKernels {
  typealias Elements = UnsafeMutablePointer<Double>
  typealias ReadElements = UnsafePointer<Double>

  /// Orders up to this one are handled here, larger ones by LAPACK.
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

  /// b := (L L')^-1 b for one column.
  static func choleskySolve(_ factor: ReadElements, order n: Int, _ b: Elements) {
    for j in 0..<n {
      let column = factor + j &* n
      b[j] /= column[j]
      addMultiple(of: column + (j &+ 1), by: -b[j], to: b + (j &+ 1), count: n &- j &- 1)
    }
    var j = n &- 1
    while j >= 0 {
      let column = factor + j &* n
      b[j] = (b[j] - dot(column + (j &+ 1), b + (j &+ 1), count: n &- j &- 1)) / column[j]
      j &-= 1
    }
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

  /// b := A^-1 b for one column.
  static func luSolve(_ factor: ReadElements, order n: Int, pivots: UnsafePointer<CInt>, _ b: Elements) {
    for j in 0..<n {
      let pivotRow = Int(pivots[j]) &- 1
      if pivotRow != j { (b[j], b[pivotRow]) = (b[pivotRow], b[j]) }
    }
    for j in 0..<n {
      addMultiple(of: factor + (j &* n &+ j &+ 1), by: -b[j], to: b + (j &+ 1), count: n &- j &- 1)
    }
    var j = n &- 1
    while j >= 0 {
      let column = factor + j &* n
      b[j] /= column[j]
      addMultiple(of: column, by: -b[j], to: b, count: j)
      j &-= 1
    }
  }

  /// C := A B with A m x k and B k x n; C is zero at first.
  static func multiply(_ a: ReadElements, _ b: ReadElements, into c: Elements, m: Int, n: Int, k: Int) {
    for j in 0..<n {
      for l in 0..<k {
        let factor = b[l &+ j &* k]
        addMultiple(of: a + l &* m, by: factor, to: c + j &* m, count: m)
      }
    }
  }

  /// y += factor * x
  @inline(__always)
  static func addMultiple(of x: ReadElements, by factor: Double, to y: Elements, count: Int) {
    var i = 0
    while i < count {
      y[i] += factor * x[i]
      i &+= 1
    }
  }

  /// Sum of products, in four interleaved partial sums.
  @inline(__always)
  static func dot(_ x: ReadElements, _ y: ReadElements, count: Int) -> Double {
    var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
    var i = 0
    while i &+ 4 <= count {
      s0 += x[i] * y[i]
      s1 += x[i &+ 1] * y[i &+ 1]
      s2 += x[i &+ 2] * y[i &+ 2]
      s3 += x[i &+ 3] * y[i &+ 3]
      i &+= 4
    }
    while i < count {
      s0 += x[i] * y[i]
      i &+= 1
    }
    return (s0 + s1) + (s2 + s3)
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
