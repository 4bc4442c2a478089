import RealModule

/// The gamma distribution with density x^(shape - 1) e^(-x/scale) / (scale^shape Γ(shape)), x > 0.
public struct Gamma: Sendable {
  public let shape: Double
  public let scale: Double

  /// - Precondition: both are positive and finite.
  public init(shape: Double, scale: Double = 1) {
    precondition(shape > 0 && shape.isFinite && scale > 0 && scale.isFinite, "gamma shape \(shape), scale \(scale)")
    self.shape = shape
    self.scale = scale
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { incompleteGamma(shape, x / scale).lower }

  /// P(X > x), with full relative precision in the tail.
  public func upperTail(_ x: Double) -> Double { incompleteGamma(shape, x / scale).upper }

  /// The x with P(X ≤ x) = p; NaN when p is not within 0...1.
  public func quantile(_ p: Double) -> Double {
    guard p > 0, p < 1 else { return p == 0 ? 0 : p == 1 ? .infinity : .nan }
    // Wilson & Hilferty's cube, or the first term of the series where that is not positive.
    let cubeRoot = 1 - 1 / (9 * shape) + Normal.quantile(p) / (3 * shape.squareRoot())
    var start = shape * cubeRoot * cubeRoot * cubeRoot
    if cubeRoot < 0.1 || shape < 0.5 { start = Double.exp((Double.log(p) + Double.logGamma(shape + 1)) / shape) }
    start = min(max(start, 1e-290), 1e290)
    return scale * quantileSearch(p, start: start) { y in (incompleteGamma(shape, y), shape * poissonWeight(shape, y)) }
  }
}
