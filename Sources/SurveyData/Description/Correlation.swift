import Probability
import RealModule

/// Pearson's correlation of two variables.
public struct Correlation: Sendable, Hashable {
  /// Within -1...1.
  public var coefficient: Double
  /// Cases that have both values.
  public var count: Int

  /// A coefficient within rounding (1e-15) of 1 or -1, or beyond, is 1 or -1.
  public init(coefficient: Double, count: Int) {
    self.coefficient = 1 - abs(coefficient) < 1e-15 ? (coefficient < 0 ? -1 : 1) : coefficient
    self.count = count
  }

  /// The correlation of the cases with both values (NaN stands for missing); `nil` where a variable has fewer than two such values
  /// or does not vary among them.
  public init?(_ x: [Double], _ y: [Double]) {
    var pairs: (x: [Double], y: [Double]) = ([], [])
    for (a, b) in zip(x, y) where !a.isNaN && !b.isNaN {
      pairs.x.append(a)
      pairs.y.append(b)
    }
    guard pairs.x.count > 1 else { return nil }
    let (first, second) = (CentralMoments(pairs.x), CentralMoments(pairs.y))
    guard !first.isConstant, !second.isConstant else { return nil }
    let sum = zip(pairs.x, pairs.y).reduce(0) { $0 + ($1.0 - first.mean) * ($1.1 - second.mean) }
    let covariance = sum / Double(pairs.x.count)
    self.init(coefficient: covariance / (first.second.squareRoot() * second.second.squareRoot()), count: pairs.x.count)
  }

  /// Of the test: n - 2.
  public var degreesOfFreedom: Int { count - 2 }

  /// `t = r sqrt((n - 2) / (1 - r²))`; infinite for a perfect correlation, `nil` with fewer than three cases.
  public var statistic: Double? {
    guard count > 2 else { return nil }
    return coefficient * (Double(degreesOfFreedom) / ((1 - coefficient) * (1 + coefficient))).squareRoot()
  }

  /// Two-sided p that the population's correlation is zero, by t with n - 2 degrees of freedom.
  public var probability: Double? {
    guard let statistic else { return nil }
    return 2 * StudentT(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(abs(statistic))
  }

  /// Fisher's interval, `tanh(atanh r ± z / sqrt(n - 3))`; `nil` with fewer than four cases or a perfect correlation.
  public func interval(level: Double) -> ClosedRange<Double>? {
    guard count > 3, abs(coefficient) < 1, level > 0, level < 1 else { return nil }
    let centre = Double.atanh(coefficient)
    let reach = -Normal.quantile((1 - level) / 2) / Double(count - 3).squareRoot()
    return Double.tanh(centre - reach)...Double.tanh(centre + reach)
  }
}
