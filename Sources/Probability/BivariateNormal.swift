import RealModule

/// The standard bivariate normal distribution.
public enum BivariateNormal {
  /// P(X ≤ h, Y ≤ k) of two unit normals with the given correlation, to an absolute error of 1e-14.
  ///
  /// The derivative of the probability with respect to the correlation is the density, so it is the probability of
  /// independent variables plus an integral over the correlation (Drezner & Wesolowsky 1990; Genz 2004, Statistics and
  /// Computing 14, 251-260); near a correlation of ±1 the integral starts from there.
  /// - Returns: NaN when an argument is not a number or the correlation is not within -1...1.
  public static func cumulative(_ h: Double, _ k: Double, correlation r: Double) -> Double {
    guard !h.isNaN, !k.isNaN, abs(r) <= 1 else { return .nan }
    guard h > -40, k > -40 else { return 0 }
    guard h < 40 else { return Normal.cumulative(k) }
    guard k < 40 else { return Normal.cumulative(h) }
    let value = abs(r) < 0.925 ? fromIndependence(h, k, r) : fromDependence(h, k, r)
    return min(max(value, 0), 1)
  }

  /// Φ(h) Φ(k) + (1/2π) ∫ exp(-(h² + k² - 2hk sin θ)/(2 cos² θ)) dθ for θ from 0 to arcsin r.
  private static func fromIndependence(_ h: Double, _ k: Double, _ r: Double) -> Double {
    let squares = (h * h + k * k) / 2
    let product = h * k
    let integral = rule.integral(from: 0, to: Double.asin(r)) { angle in
      let sine = Double.sin(angle)
      return Double.exp((sine * product - squares) / (1 - sine * sine))
    }
    return Normal.cumulative(h) * Normal.cumulative(k) + integral / (2 * Double.pi)
  }

  /// The probability at correlation ±1 less the integral over x = √(1 - r²), for r > 0
  /// (1/2π) ∫ exp(-(h - k)²/(2x²) - hk/(1 + √(1 - x²))) / √(1 - x²) dx.
  private static func fromDependence(_ h: Double, _ k: Double, _ r: Double) -> Double {
    if r < 0 { return Normal.cumulative(h) - fromDependence(h, -k, -r) }
    let end = ((1 - r) * (1 + r)).squareRoot()
    let gap = abs(h - k)
    var integral = 0.0
    // exp(-gap²/2x²) rises from nothing near x = gap/9: panels of constant ratio follow it on any scale.
    var start = max(gap / 9, 1e-17)
    while start < end {
      let next = gap < 1e-8 * start ? end : min(end, 3 * start)
      integral += rule.integral(from: start, to: next) { x in
        let root = ((1 - x) * (1 + x)).squareRoot()
        let ratio = gap / x
        return Double.exp(-ratio * ratio / 2 - h * k / (1 + root)) / root
      }
      start = next
    }
    return Normal.cumulative(min(h, k)) - integral / (2 * Double.pi)
  }

  static let rule = GaussLegendre(order: 24)
}
