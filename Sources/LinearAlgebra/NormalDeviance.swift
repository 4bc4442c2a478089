import Glibc

/// `ln|Sigma| + tr(Sigma^-1 M)` and its derivative with respect to Sigma, for many Sigma of one order, in buffers that are kept.
///
/// It is the deviance of a normal distribution with covariance Sigma, a case, where M holds the moments about its mean.
public struct NormalDeviance: Sendable {
  public let order: Int
  /// The lower triangle of the Cholesky factor.
  private var factor: [Double]
  /// Sigma^-1, p x p.
  public private(set) var precision: Matrix
  /// `Sigma^-1 - Sigma^-1 M Sigma^-1`, p x p: the derivative.
  public private(set) var slope: Matrix
  private var product: Matrix

  public init(order: Int) {
    self.order = order
    factor = [Double](repeating: 0, count: order * order)
    precision = Matrix(rowCount: order, columnCount: order)
    slope = precision
    product = precision
  }

  /// The deviance; `nil` unless Sigma is positive definite.
  ///
  /// - Parameters:
  ///   - covariance: its first `order` columns are Sigma, of which the lower triangle is read.
  ///   - moments: M, p x p, symmetric.
  public mutating func evaluate(_ covariance: Matrix, moments: Matrix) -> Double? {
    precondition(
      covariance.rowCount == order && covariance.columnCount >= order && moments.rowCount == order
        && moments.columnCount == order,
      "a deviance of order \(order)")
    for k in factor.indices { factor[k] = covariance.storage[k] }
    guard let logDeterminant = invert() else { return nil }
    product.become(moments, times: precision)
    slope.become(precision, times: product)
    var trace = 0.0
    for i in 0..<order { trace += product.storage[i &+ i &* order] }
    for k in slope.storage.indices { slope.storage[k] = precision.storage[k] - slope.storage[k] }
    let value = logDeterminant + trace
    return value.isFinite ? value : nil
  }

  /// Factorises in place and inverts; the log-determinant.
  private mutating func invert() -> Double? {
    let n = order
    let isSmall = n <= SmallKernels.largestOrder
    if isSmall { precision.fill(0) }
    return factor.withUnsafeMutableBufferPointer { factor -> Double? in
      precision.storage.withUnsafeMutableBufferPointer { inverse -> Double? in
        guard let factor = factor.baseAddress, let inverse = inverse.baseAddress else { return 0 }
        if isSmall {
          guard SmallKernels.choleskyFactor(factor, order: n) == nil else { return nil }
        } else {
          guard LAPACK.choleskyFactor(factor, order: n) == 0 else { return nil }
        }
        // One logarithm for several pivots: their product stays far from overflow.
        var (determinant, logarithm) = (1.0, 0.0)
        for i in 0..<n {
          determinant *= factor[i &+ i &* n]
          if determinant < 1e-100 || determinant > 1e100 { (logarithm, determinant) = (logarithm + log(determinant), 1) }
        }
        logarithm = 2 * (logarithm + log(determinant))
        if isSmall {
          SmallKernels.choleskyInverse(factor, order: n, into: inverse)
        } else {
          for k in 0..<(n &* n) { inverse[k] = factor[k] }
          _ = LAPACK.choleskyInvert(inverse, order: n)
          for j in 0..<n { for i in 0..<j { inverse[i &+ j &* n] = inverse[j &+ i &* n] } }
        }
        return logarithm.isNaN ? nil : logarithm
      }
    }
  }
}
