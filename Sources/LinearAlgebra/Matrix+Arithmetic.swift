extension Matrix {
  public static func + (left: Matrix, right: Matrix) -> Matrix { left.combined(right) { $0 + $1 } }

  public static func - (left: Matrix, right: Matrix) -> Matrix { left.combined(right) { $0 - $1 } }

  public static func += (left: inout Matrix, right: Matrix) { left = left + right }

  public static func -= (left: inout Matrix, right: Matrix) { left = left - right }

  public static prefix func - (matrix: Matrix) -> Matrix { -1 * matrix }

  public static func * (factor: Double, matrix: Matrix) -> Matrix {
    var result = matrix
    for i in result.storage.indices { result.storage[i] *= factor }
    return result
  }

  /// A B.
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(
      left.columnCount == right.rowCount,
      "a \(left.rowCount) x \(left.columnCount) times a \(right.rowCount) x \(right.columnCount) matrix")
    return product(left, transposed: false, right, transposed: false)
  }

  /// A' B.
  public func transposedTimes(_ other: Matrix) -> Matrix {
    precondition(
      rowCount == other.rowCount,
      "a transposed \(rowCount) x \(columnCount) times a \(other.rowCount) x \(other.columnCount) matrix")
    return Matrix.product(self, transposed: true, other, transposed: false)
  }

  /// A B'.
  public func timesTransposed(_ other: Matrix) -> Matrix {
    precondition(
      columnCount == other.columnCount,
      "a \(rowCount) x \(columnCount) times a transposed \(other.rowCount) x \(other.columnCount) matrix")
    return Matrix.product(self, transposed: false, other, transposed: true)
  }

  /// A v.
  public func times(_ vector: [Double]) -> [Double] {
    precondition(vector.count == columnCount, "a \(rowCount) x \(columnCount) matrix times \(vector.count) elements")
    var result = [Double](repeating: 0, count: rowCount)
    storage.withUnsafeBufferPointer { a in
      result.withUnsafeMutableBufferPointer { y in
        guard let a = a.baseAddress, let y = y.baseAddress else { return }
        for j in 0..<columnCount { SmallKernels.addMultiple(of: a + j &* rowCount, by: vector[j], to: y, count: rowCount) }
      }
    }
    return result
  }

  /// A' v.
  public func transposedTimes(_ vector: [Double]) -> [Double] {
    precondition(vector.count == rowCount, "a transposed \(rowCount) x \(columnCount) matrix times \(vector.count) elements")
    var result = [Double](repeating: 0, count: columnCount)
    storage.withUnsafeBufferPointer { a in
      vector.withUnsafeBufferPointer { x in
        guard let a = a.baseAddress, let x = x.baseAddress else { return }
        for j in 0..<columnCount { result[j] = SmallKernels.dot(a + j &* rowCount, x, count: rowCount) }
      }
    }
    return result
  }

  private func combined(_ other: Matrix, _ operation: (Double, Double) -> Double) -> Matrix {
    precondition(
      rowCount == other.rowCount && columnCount == other.columnCount,
      "a \(rowCount) x \(columnCount) and a \(other.rowCount) x \(other.columnCount) matrix")
    var result = self
    for i in storage.indices { result.storage[i] = operation(storage[i], other.storage[i]) }
    return result
  }

  /// op(A) op(B), whose inner dimensions are known to agree.
  private static func product(_ left: Matrix, transposed leftTransposed: Bool, _ right: Matrix, transposed rightTransposed: Bool)
    -> Matrix
  {
    let m = leftTransposed ? left.columnCount : left.rowCount
    let k = leftTransposed ? left.rowCount : left.columnCount
    let n = rightTransposed ? right.rowCount : right.columnCount
    var result = Matrix(rowCount: m, columnCount: n)
    if m == 0 || n == 0 || k == 0 { return result }
    let isSmall = max(m, n, k) <= SmallKernels.largestOrder
    let a = isSmall && leftTransposed ? left.transposed.storage : left.storage
    let b = isSmall && rightTransposed ? right.transposed.storage : right.storage
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        result.storage.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          if isSmall {
            SmallKernels.multiply(a, b, into: c, m: m, n: n, k: k)
          } else {
            LAPACK.multiply(a, transposed: leftTransposed, b, transposed: rightTransposed, into: c, m: m, n: n, k: k)
          }
        }
      }
    }
    return result
  }
}
