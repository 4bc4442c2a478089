import Glibc
import LinearAlgebra

/// The second step of promax, from varimax loadings V to oblique ones.
///
/// Regression of the target P = V |V|^(power - 1) on V gives U0 = (V'V)^-1 V'P, and U = U0 D^1/2 with D the diagonal of
/// C = (U0'U0)^-1 gives loadings V U and factor correlations D^-1/2 C D^-1/2. Hendrickson and White (1964), Promax: a quick method
/// for rotation to oblique simple structure, British Journal of Statistical Psychology 17, 65-70.
struct PromaxStep {
  let pattern: Matrix
  let power: Double
  /// U0.
  private let regression: Matrix
  /// (V'V)^-1.
  private let inverseMoments: Matrix
  /// C.
  private let covariance: Matrix
  /// P - V U0.
  private let residual: Matrix

  init?(_ pattern: Matrix, power: Double) {
    self.pattern = pattern
    self.power = power
    let target = Self.target(pattern) { $0 * pow(abs($0), power - 1) }
    guard let inverse = try? LUFactorization(pattern.transposedTimes(pattern)).inverse() else { return nil }
    inverseMoments = inverse
    regression = inverse * pattern.transposedTimes(target)
    residual = target - pattern * regression
    guard let covariance = try? LUFactorization(regression.transposedTimes(regression)).inverse(), covariance.isFinite,
      covariance.diagonal.allSatisfy({ $0 > 0 })
    else { return nil }
    self.covariance = covariance
  }

  /// U'^-1, with columns of length 1: what varimax is followed by.
  var transformation: Matrix {
    // U'^-1 = U0'^-1 D^-1/2 = U0 C D^-1/2
    regression * covariance * Matrix.diagonal(covariance.diagonal.map { 1 / $0.squareRoot() })
  }

  /// Derivatives of the loadings and factor correlations when V moves by `direction`.
  func change(_ direction: Matrix) -> (loadings: Matrix, factorCovariance: Matrix) {
    let slope = Self.target(pattern) { [power] in power * pow(abs($0), power - 1) }
    var targetChange = direction
    for j in 0..<direction.columnCount {
      for i in 0..<direction.rowCount { targetChange[i, j] *= slope[i, j] }
    }
    let regressionChange =
      inverseMoments
      * (direction.transposedTimes(residual) + pattern.transposedTimes(targetChange - direction * regression))
    let product = regression.transposedTimes(regressionChange)
    let covarianceChange = -1 * (covariance * (product + product.transposed) * covariance)
    let d = covariance.diagonal
    let dChange = covarianceChange.diagonal
    let root = Matrix.diagonal(d.map { $0.squareRoot() })
    let rootChange = Matrix.diagonal(zip(d, dChange).map { $1 / (2 * $0.squareRoot()) })
    let loadings = direction * regression * root + pattern * (regressionChange * root + regression * rootChange)
    var correlations = covarianceChange
    for j in 0..<d.count {
      for k in 0..<d.count {
        let deviations = (d[j] * d[k]).squareRoot()
        let relative = dChange[j] / d[j] + dChange[k] / d[k]
        correlations[j, k] = j == k ? 0 : (covarianceChange[j, k] - 0.5 * covariance[j, k] * relative) / deviations
      }
    }
    return (loadings, correlations)
  }

  private static func target(_ pattern: Matrix, _ transform: (Double) -> Double) -> Matrix {
    Matrix(rowCount: pattern.rowCount, columnCount: pattern.columnCount, columnMajor: pattern.elements.map(transform))
  }
}
