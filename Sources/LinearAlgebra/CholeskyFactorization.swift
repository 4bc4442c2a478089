import Glibc

/// The Cholesky factorization A = L L' of a symmetric positive definite matrix.
///
/// Only the lower triangle of A is read. Orders up to a measured switch are factored in Swift, larger ones by LAPACK's dpotrf.
public struct CholeskyFactorization: Sendable {
  public let order: Int
  /// L in the lower triangle; what is above it has no meaning.
  private var factor: [Double]

  /// - Throws: `notPositiveDefinite` with the row where the factorization stops, `notSquare`.
  public init(_ a: Matrix) throws(FactorizationError) {
    guard a.isSquare else { throw .notSquare(rowCount: a.rowCount, columnCount: a.columnCount) }
    order = a.rowCount
    factor = a.storage
    if let pivot = Self.factorize(&factor, order: order) { throw .notPositiveDefinite(pivot: pivot) }
  }

  /// L, with zeros above its diagonal.
  public var lower: Matrix {
    var result = Matrix(rowCount: order, columnCount: order, columnMajor: factor)
    for j in 0..<order {
      for i in 0..<j { result.storage[i + j * order] = 0 }
    }
    return result
  }

  /// log |A|.
  public var logDeterminant: Double {
    var sum = 0.0
    for i in 0..<order { sum += log(factor[i + i * order]) }
    return 2 * sum
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

  /// A^-1, exactly symmetric.
  public func inverse() -> Matrix {
    var result = Matrix(rowCount: order, columnCount: order)
    if order <= SmallKernels.largestOrder {
      factor.withUnsafeBufferPointer { factor in
        result.storage.withUnsafeMutableBufferPointer { target in
          guard let factor = factor.baseAddress, let target = target.baseAddress else { return }
          SmallKernels.choleskyInverse(factor, order: order, into: target)
        }
      }
      return result
    }
    result.storage = factor
    result.storage.withUnsafeMutableBufferPointer { target in
      guard let target = target.baseAddress else { return }
      _ = LAPACK.choleskyInvert(target, order: order)
      for j in 0..<order {
        for i in 0..<j { target[i &+ j &* order] = target[j &+ i &* order] }
      }
    }
    return result
  }

  private func solveInPlace(_ x: inout [Double], columnCount: Int) {
    factor.withUnsafeBufferPointer { factor in
      x.withUnsafeMutableBufferPointer { x in
        guard let factor = factor.baseAddress, let x = x.baseAddress, columnCount > 0 else { return }
        if order <= SmallKernels.largestOrder {
          SmallKernels.choleskySolve(factor, order: order, x, columnCount: columnCount)
        } else {
          LAPACK.choleskySolve(factor, order: order, x, columnCount: columnCount)
        }
      }
    }
  }

  private static func factorize(_ elements: inout [Double], order: Int) -> Int? {
    elements.withUnsafeMutableBufferPointer { a -> Int? in
      guard let a = a.baseAddress else { return nil }
      if order <= SmallKernels.largestOrder { return SmallKernels.choleskyFactor(a, order: order) }
      let info = LAPACK.choleskyFactor(a, order: order)
      if info > 0 { return info - 1 }
      // A NaN passes through some LAPACKs.
      return (0..<order).first { !(a[$0 &+ $0 &* order] > 0 && a[$0 &+ $0 &* order] < .infinity) }
    }
  }
}
