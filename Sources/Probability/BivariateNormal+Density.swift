import RealModule

extension BivariateNormal {
  /// The density φ₂(h, k; r) = exp(-(h² - 2rhk + k²) / (2(1 - r²))) / (2π √(1 - r²)), which is also the derivative of the
  /// probability `cumulative` with respect to the correlation; 0 when an argument is infinite.
  /// - Returns: NaN when an argument is not a number or the correlation is not within -1...1.
  public static func density(_ h: Double, _ k: Double, correlation r: Double) -> Double {
    guard !h.isNaN, !k.isNaN, abs(r) <= 1 else { return .nan }
    guard h.isFinite, k.isFinite else { return 0 }
    let rest = (1 - r) * (1 + r)
    // h² - 2rhk + k² without cancellation near a correlation of ±1.
    let difference = r < 0 ? h + k : h - k
    let square = difference * difference + 2 * (1 - abs(r)) * (r < 0 ? -h * k : h * k)
    return Double.exp(-square / (2 * rest)) / (2 * Double.pi * rest.squareRoot())
  }

  /// The derivative of `density` with respect to the correlation: φ₂ (r/(1 - r²) + (hk(1 + r²) - r(h² + k²))/(1 - r²)²).
  public static func densitySlope(_ h: Double, _ k: Double, correlation r: Double) -> Double {
    let density = density(h, k, correlation: r)
    guard density != 0 else { return 0 }
    let rest = (1 - r) * (1 + r)
    return density * (r + (h - r * k) * (k - r * h) / rest) / rest
  }

  /// The derivative of the probability P(X ≤ h, Y ≤ k) with respect to h: φ(h) Φ((k - rh)/√(1 - r²)); 0 when h is infinite.
  public static func slope(_ h: Double, _ k: Double, correlation r: Double) -> Double {
    guard h.isFinite else { return h.isNaN ? h : 0 }
    let rest = (1 - r) * (1 + r)
    return Normal.density(h) * Normal.cumulative((k - r * h) / rest.squareRoot())
  }
}
