import Glibc

/// The factorization P A = L U of a square matrix, with partial pivoting.
public struct LUFactorization: Sendable {
  public let order: Int
  private var factor: [Double]
  /// Row j was exchanged with row `pivots[j] - 1`.
  private var pivots: [CInt]
  /// The largest column sum of absolute values of A.
  private let norm: Double

  /// - Throws: `singular` with the column that has no pivot, `notSquare`.
  public init(_ a: Matrix) throws(FactorizationError) {
    guard a.isSquare else { throw .notSquare(rowCount: a.rowCount, columnCount: a.columnCount) }
    order = a.rowCount
    factor = a.storage
    pivots = [CInt](repeating: 0, count: order)
    norm = Self.oneNorm(a)
    if let pivot = Self.factorize(&factor, order: order, pivots: &pivots) { throw .singular(pivot: pivot) }
  }

  /// log |det A|.
  public var logAbsoluteDeterminant: Double {
    var sum = 0.0
    for i in 0..<order { sum += log(abs(factor[i + i * order])) }
    return sum
  }

  /// 1 or -1.
  public var determinantSign: Double {
    var sign = 1.0
    for i in 0..<order {
      if Int(pivots[i]) != i + 1 { sign = -sign }
      if factor[i + i * order] < 0 { sign = -sign }
    }
    return sign
  }

  /// Estimate of 1/(|A| |A^-1|) in the 1-norm, between 0 and 1: below about 1e-15 A is singular for practical purposes.
  ///
  /// Source: LAPACK's dgecon; Higham (1988), ACM Transactions on Mathematical Software 14, 381-396.
  public var reciprocalCondition: Double {
    if order == 0 { return 1 }
    return factor.withUnsafeBufferPointer { factor in
      guard let factor = factor.baseAddress else { return 1 }
      return LAPACK.luReciprocalCondition(factor, order: order, norm: norm)
    }
  }

  /// A^-1 b.
  public func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "\(b.count) right-hand sides for order \(order)")
    var x = b
    solveInPlace(&x, columnCount: 1)
    return x
  }

  /// A^-1 B.
  public func solve(_ b: Matrix) -> Matrix {
    precondition(b.rowCount == order, "\(b.rowCount) rows on the right-hand side for order \(order)")
    var x = b
    solveInPlace(&x.storage, columnCount: b.columnCount)
    return x
  }

  /// A^-1.
  public func inverse() -> Matrix {
    solve(Matrix.identity(order))
  }

  private func solveInPlace(_ x: inout [Double], columnCount: Int) {
    factor.withUnsafeBufferPointer { factor in
      pivots.withUnsafeBufferPointer { pivots in
        x.withUnsafeMutableBufferPointer { x in
          guard let factor = factor.baseAddress, let pivots = pivots.baseAddress, let x = x.baseAddress, columnCount > 0
          else { return }
          if order <= SmallKernels.largestOrder {
            SmallKernels.luSolve(factor, order: order, pivots: pivots, x, columnCount: columnCount)
          } else {
            LAPACK.luSolve(factor, order: order, pivots: pivots, x, columnCount: columnCount)
          }
        }
      }
    }
  }

  private static func factorize(_ elements: inout [Double], order: Int, pivots: inout [CInt]) -> Int? {
    elements.withUnsafeMutableBufferPointer { a -> Int? in
      pivots.withUnsafeMutableBufferPointer { pivots -> Int? in
        guard let a = a.baseAddress, let pivots = pivots.baseAddress else { return nil }
        if order <= SmallKernels.largestOrder { return SmallKernels.luFactor(a, order: order, pivots: pivots) }
        let info = LAPACK.luFactor(a, order: order, pivots: pivots)
        if info > 0 { return info - 1 }
        return (0..<order).first { !a[$0 &+ $0 &* order].isFinite }
      }
    }
  }

  private static func oneNorm(_ a: Matrix) -> Double {
    var largest = 0.0
    for j in 0..<a.columnCount {
      var sum = 0.0
      for i in 0..<a.rowCount { sum += abs(a.storage[i + j * a.rowCount]) }
      largest = max(largest, sum)
    }
    return largest
  }
}
