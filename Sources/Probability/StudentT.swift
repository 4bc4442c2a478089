/// Student's t distribution; the degrees of freedom need not be whole.
public struct StudentT: Sendable {
  public let degreesOfFreedom: Double

  /// - Precondition: the degrees of freedom are positive and finite.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom \(degreesOfFreedom)")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(T ≤ x), with full relative precision in the lower tail.
  public func cumulative(_ x: Double) -> Double { upperTail(-x) }

  /// P(T > x), with full relative precision in the upper tail.
  public func upperTail(_ x: Double) -> Double {
    guard x.isFinite else { return x.isNaN ? x : x > 0 ? 0 : 1 }
    // T²/df are the odds of a beta variable with shapes 1/2 and df/2.
    let odds = DoubleDouble(product: x, x) / DoubleDouble(degreesOfFreedom)
    let square = incompleteBeta(0.5, degreesOfFreedom / 2, odds: odds)
    return x >= 0 ? square.upper / 2 : 0.5 + square.lower / 2
  }

  /// The x with P(T ≤ x) = p; -∞ at 0, ∞ at 1, NaN outside.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    if p == 0.5 { return 0 }
    if p > 0.5 { return -quantile(1 - p) }
    // P(|T| > t) = 2p: the larger half of the two is asked for by its complement, which is exact.
    let square =
      p < 0.25
      ? 1 / Beta(alpha: degreesOfFreedom / 2, beta: 0.5).quantileOfOdds(2 * p)
      : Beta(alpha: 0.5, beta: degreesOfFreedom / 2).quantileOfOdds(1 - 2 * p)
    return -(degreesOfFreedom * square).squareRoot()
  }
}
