import RealModule

/// The chi-square distribution, central or not: the sum of squares of `degreesOfFreedom` unit normal variables whose
/// squared means add up to `noncentrality`.
///
/// ```swift
/// ChiSquare(degreesOfFreedom: 6).upperTail(12.59)  // 0.0500
/// ```
public struct ChiSquare: Sendable {
  public let degreesOfFreedom: Double
  public let noncentrality: Double

  /// - Precondition: the degrees of freedom are positive, the noncentrality is not negative, both are finite.
  public init(degreesOfFreedom: Double, noncentrality: Double = 0) {
    precondition(degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom \(degreesOfFreedom)")
    precondition(noncentrality >= 0 && noncentrality.isFinite, "noncentrality \(noncentrality)")
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// P(X ≤ x), with full relative precision in the lower tail.
  public func cumulative(_ x: Double) -> Double {
    noncentrality == 0
      ? incompleteGamma(degreesOfFreedom / 2, x / 2).lower
      : noncentralLowerTail(degreesOfFreedom / 2, noncentrality / 2, x / 2)
  }

  /// P(X > x), with full relative precision in the upper tail.
  public func upperTail(_ x: Double) -> Double {
    noncentrality == 0
      ? incompleteGamma(degreesOfFreedom / 2, x / 2).upper
      : noncentralUpperTail(degreesOfFreedom / 2, noncentrality / 2, x / 2)
  }

  /// The x with P(X ≤ x) = p; NaN when p is not within 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? 0 : p == 1 ? .infinity : .nan }
    if noncentrality == 0 { return 2 * Gamma(shape: degreesOfFreedom / 2).quantile(p) }
    var below = degreesOfFreedom + noncentrality
    var above = below
    while below > 1e-300, cumulative(below) > p { below /= 4 }
    // The quantile of a very small probability at few degrees of freedom is less than any double.
    if cumulative(below) > p { return 0 }
    while above < 1e300, cumulative(above) < p { above *= 2 }
    return bracketedRoot(Double.log(below), Double.log(above)) { excess(Double.exp($0), over: p) }.map(Double.exp) ?? .nan
  }

  /// The noncentrality λ at which P(χ²(df, λ) ≤ x) = `target`, as in the confidence limits of the RMSEA.
  ///
  /// The probability falls as λ grows.
  /// - Returns: nil when even λ = 0 gives less than the target, or when the target is not within 0..<1 (0 excluded), or
  ///   x is not positive and finite.
  public static func noncentrality(cumulative target: Double, at x: Double, degreesOfFreedom: Double) -> Double? {
    guard target > 0, target < 1, x > 0, x.isFinite, degreesOfFreedom > 0 else { return nil }
    func excess(_ lambda: Double) -> Double {
      ChiSquare(degreesOfFreedom: degreesOfFreedom, noncentrality: lambda).excess(x, over: target)
    }
    let central = excess(0)
    guard central >= 0 else { return nil }
    if central == 0 { return 0 }
    var above = max(1, x)
    while excess(above) > 0 {
      above *= 2
      if above > 1e12 * (1 + x) { return nil }
    }
    return bracketedRoot(0, above, of: excess)
  }

  /// log P(X ≤ x) - log p, or the same of the upper tail with the sign reversed where that is the smaller: it is zero at
  /// the quantile and nearly straight around it.
  private func excess(_ x: Double, over p: Double) -> Double {
    let ratio = p <= 0.5 ? cumulative(x) / p : upperTail(x) / (1 - p)
    let logarithm = Double.log(max(ratio, 1e-300))
    return p <= 0.5 ? logarithm : -logarithm
  }
}
