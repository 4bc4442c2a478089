import LinearAlgebra
import Probability

/// The limits of an interval with its level.
public struct ReliabilityInterval: Sendable, Hashable {
  public var lower: Double
  public var upper: Double
  public var level: Double

  public init(lower: Double, upper: Double, level: Double) {
    self.lower = lower
    self.upper = upper
    self.level = level
  }
}

/// Cronbach's alpha of k items with covariance matrix C: `k / (k - 1) (1 - tr C / 1'C1)` (Cronbach, 1951).
public struct CronbachAlpha: Sendable, Hashable {
  public var value: Double
  /// Of standardised items, from their mean correlation r: `k r / (1 + (k - 1) r)`; `nil` when an item is constant.
  public var standardized: Double?
  public var averageCorrelation: Double?
  /// Guttman's lambda 6: `1 - sum(1 - smc) / 1'R1`, smc the squared multiple correlation of an item with the others.
  public var guttmanLambda6: Double?
  /// Feldt's interval (1965): `(1 - alpha) / (1 - estimate)` is F with (n - 1), (n - 1)(k - 1) degrees of freedom.
  public var interval: ReliabilityInterval
  /// The standard error of Duhachek and Iacobucci (2004), items multivariate normal.
  public var standardError: Double
  /// `value` ± z times that standard error.
  public var normalInterval: ReliabilityInterval

  /// `nil` when there are fewer than two items or rows, or their sum is constant.
  ///
  /// - Parameter covariance: k x k, of the items after reversal.
  public init?(covariance: Matrix, sampleSize: Int, level: Double = 0.95) {
    let order = covariance.rowCount
    guard order > 1, sampleSize > 1, let value = Self.value(covariance) else { return nil }
    self.value = value
    if let correlation = Self.correlation(covariance) {
      let (k, trace) = (Double(order), Double(order))
      let average = (correlation.elements.reduce(0, +) - trace) / (k * (k - 1))
      averageCorrelation = average
      standardized = k * average / (1 + (k - 1) * average)
      if let factor = try? CholeskyFactorization(correlation) {
        // 1 - smc is the reciprocal of the diagonal of the inverse.
        let unique = factor.inverse().diagonal.reduce(0) { $0 + 1 / $1 }
        guttmanLambda6 = 1 - unique / correlation.elements.reduce(0, +)
      }
    }
    let tail = (1 - level) / 2
    let ratio = FisherF(
      numeratorDegreesOfFreedom: Double(sampleSize - 1),
      denominatorDegreesOfFreedom: Double(sampleSize - 1) * Double(order - 1))
    interval = ReliabilityInterval(
      lower: 1 - (1 - value) * ratio.quantile(1 - tail), upper: 1 - (1 - value) * ratio.quantile(tail), level: level)
    standardError = Self.standardError(covariance, sampleSize: sampleSize)
    let distance = Normal.quantile(1 - tail) * standardError
    normalInterval = ReliabilityInterval(lower: value - distance, upper: value + distance, level: level)
  }

  /// Alpha alone; `nil` for fewer than two items and for a constant sum.
  static func value(_ covariance: Matrix) -> Double? {
    let total = covariance.elements.reduce(0, +)
    let order = Double(covariance.rowCount)
    guard order > 1, total > 0 else { return nil }
    return order / (order - 1) * (1 - covariance.diagonal.reduce(0, +) / total)
  }

  private static func correlation(_ covariance: Matrix) -> Matrix? {
    guard covariance.diagonal.allSatisfy({ $0 > 0 }) else { return nil }
    let scale = Matrix.diagonal(covariance.diagonal.map { 1 / $0.squareRoot() })
    return scale * covariance * scale
  }

  /// `n var = 2 k² / ((k - 1)² (1'C1)³) [1'C1 (tr C² + tr² C) - 2 tr C 1'C²1]`.
  private static func standardError(_ covariance: Matrix, sampleSize: Int) -> Double {
    let order = Double(covariance.rowCount)
    let total = covariance.elements.reduce(0, +)
    let trace = covariance.diagonal.reduce(0, +)
    let squares = covariance.elements.reduce(0) { $0 + $1 * $1 }
    let sums = (0..<covariance.columnCount).map { covariance.column($0).reduce(0, +) }
    let squaredSums = sums.reduce(0) { $0 + $1 * $1 }
    let bracket = total * (squares + trace * trace) - 2 * trace * squaredSums
    let variance = 2 * order * order / ((order - 1) * (order - 1) * total * total * total) * bracket
    return (max(variance, 0) / Double(sampleSize)).squareRoot()
  }
}
