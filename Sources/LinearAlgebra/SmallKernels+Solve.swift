extension SmallKernels {
  typealias Rows = UnsafeMutablePointer<SIMD4<Double>>

  /// B := (L L')^-1 B.
  static func choleskySolve(_ factor: ReadElements, order n: Int, _ b: Elements, columnCount: Int) {
    inFours(b, rowCount: n, columnCount: columnCount) { x in
      for j in 0..<n {
        let column = factor + j &* n
        let value = x[j] / column[j]
        x[j] = value
        for i in j &+ 1..<max(n, j &+ 1) { x[i] -= column[i] * value }
      }
      var j = n &- 1
      while j >= 0 {
        let column = factor + j &* n
        x[j] = (x[j] - dot(column, x, from: j &+ 1, to: n)) / column[j]
        j &-= 1
      }
    }
  }

  /// B := A^-1 B with the factors and pivots of `luFactor`.
  static func luSolve(_ factor: ReadElements, order n: Int, pivots: UnsafePointer<CInt>, _ b: Elements, columnCount: Int) {
    inFours(b, rowCount: n, columnCount: columnCount) { x in
      for j in 0..<n {
        let pivotRow = Int(pivots[j]) &- 1
        if pivotRow != j { (x[j], x[pivotRow]) = (x[pivotRow], x[j]) }
      }
      for j in 0..<n {
        let column = factor + j &* n
        let value = x[j]
        for i in j &+ 1..<max(n, j &+ 1) { x[i] -= column[i] * value }
      }
      var j = n &- 1
      while j >= 0 {
        let column = factor + j &* n
        let value = x[j] / column[j]
        x[j] = value
        for i in 0..<j { x[i] -= column[i] * value }
        j &-= 1
      }
    }
  }

  /// Gives the columns of B to `solve` four at a time, row by row, so that it works on the four at once; the last four may be
  /// one column and zeros.
  @inline(__always)
  private static func inFours(_ b: Elements, rowCount n: Int, columnCount: Int, solve: (Rows) -> Void) {
    withUnsafeTemporaryAllocation(of: SIMD4<Double>.self, capacity: n) { rows in
      guard let x = rows.baseAddress else { return }
      var start = 0
      while start < columnCount {
        let (b0, isFour) = (b + start &* n, start &+ 4 <= columnCount)
        let (b1, b2, b3) = (b0 + n, b0 + 2 &* n, b0 + 3 &* n)
        for i in 0..<n { x[i] = isFour ? SIMD4(b0[i], b1[i], b2[i], b3[i]) : SIMD4(b0[i], 0, 0, 0) }
        solve(x)
        for i in 0..<n {
          b0[i] = x[i][0]
          if isFour { (b1[i], b2[i], b3[i]) = (x[i][1], x[i][2], x[i][3]) }
        }
        start &+= isFour ? 4 : 1
      }
    }
  }

  /// Sum of column[i] x[i], in two interleaved partial sums.
  @inline(__always)
  private static func dot(_ column: ReadElements, _ x: Rows, from start: Int, to end: Int) -> SIMD4<Double> {
    var (s, t) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var i = start
    while i &+ 2 <= end {
      s += column[i] * x[i]
      t += column[i &+ 1] * x[i &+ 1]
      i &+= 2
    }
    if i < end { s += column[i] * x[i] }
    return s + t
  }
}
