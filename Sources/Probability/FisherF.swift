/// Fisher's F distribution: the ratio of two independent chi-squares, each divided by its degrees of freedom.
public struct FisherF: Sendable {
  public let numeratorDegreesOfFreedom: Double
  public let denominatorDegreesOfFreedom: Double

  /// - Precondition: both are positive and finite.
  public init(numeratorDegreesOfFreedom: Double, denominatorDegreesOfFreedom: Double) {
    precondition(
      numeratorDegreesOfFreedom > 0 && numeratorDegreesOfFreedom.isFinite && denominatorDegreesOfFreedom > 0
        && denominatorDegreesOfFreedom.isFinite,
      "degrees of freedom \(numeratorDegreesOfFreedom), \(denominatorDegreesOfFreedom)")
    self.numeratorDegreesOfFreedom = numeratorDegreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
  }

  /// P(F ≤ x).
  public func cumulative(_ x: Double) -> Double { tails(x).lower }

  /// P(F > x), with full relative precision in the tail.
  public func upperTail(_ x: Double) -> Double { tails(x).upper }

  /// The x with P(F ≤ x) = p; NaN when p is not within 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? 0 : p == 1 ? .infinity : .nan }
    let shape = Beta(alpha: numeratorDegreesOfFreedom / 2, beta: denominatorDegreesOfFreedom / 2)
    return shape.quantileOfOdds(p) * (denominatorDegreesOfFreedom / numeratorDegreesOfFreedom)
  }

  /// The odds of the beta variable that belongs to F are F · df1 / df2.
  private func tails(_ x: Double) -> Tails {
    guard x > 0, x.isFinite else { return x.isNaN ? .undefined : x > 0 ? .allBelow : .allAbove }
    let odds = DoubleDouble(product: x, numeratorDegreesOfFreedom) / DoubleDouble(denominatorDegreesOfFreedom)
    return incompleteBeta(numeratorDegreesOfFreedom / 2, denominatorDegreesOfFreedom / 2, odds: odds)
  }
}
