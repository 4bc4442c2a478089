import RealModule

/// The beta distribution with density x^(alpha - 1) (1 - x)^(beta - 1) / B(alpha, beta), 0 < x < 1.
public struct Beta: Sendable {
  public let alpha: Double
  public let beta: Double

  /// - Precondition: both are positive and finite.
  public init(alpha: Double, beta: Double) {
    precondition(alpha > 0 && alpha.isFinite && beta > 0 && beta.isFinite, "beta shapes \(alpha), \(beta)")
    self.alpha = alpha
    self.beta = beta
  }

  /// P(X ≤ x) = I_x(alpha, beta).
  public func cumulative(_ x: Double) -> Double { tails(x).lower }

  /// P(X > x), with full relative precision in the tail.
  public func upperTail(_ x: Double) -> Double { tails(x).upper }

  /// The x with P(X ≤ x) = p; NaN when p is not within 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? 0 : p == 1 ? 1 : .nan }
    let odds = quantileOfOdds(p)
    return odds.isInfinite ? 1 : odds / (1 + odds)
  }

  private func tails(_ x: Double) -> Tails {
    guard x > 0 else { return x.isNaN ? .undefined : .allAbove }
    guard x < 1 else { return .allBelow }
    return incompleteBeta(alpha, beta, odds: DoubleDouble(x) / DoubleDouble(sum: 1, -x))
  }

  /// The quantile of X/(1 - X), which keeps its precision where X is near 1.
  func quantileOfOdds(_ p: Double) -> Double {
    quantileSearch(p, start: alpha / beta) { odds in
      let pair = DoubleDouble(odds)
      let y = DoubleDouble(1) / (DoubleDouble(1) + pair)
      return (incompleteBeta(alpha, beta, odds: pair), betaWeight(alpha, beta, pair * y, y))
    }
  }
}
