import Probability

/// The likelihood of the correlation of a standardized continuous variable z with an ordinal one:
/// Σ log(Φ(u) - Φ(l)), u = (upper - rz)/√(1 - r²), l = (lower - rz)/√(1 - r²).
struct PolyserialLikelihood: Sendable {
  var residuals: [Double]
  var lower: [Double]
  var upper: [Double]

  /// The derivatives of one case's log likelihood, that of z included.
  struct Case: Sendable {
    var score: Double
    var meanDerivative: Double
    var varianceDerivative: Double
    var upperDerivative: Double
    var lowerDerivative: Double
  }

  /// The first two derivatives of the log likelihood with respect to the correlation.
  func derivatives(_ r: Double) -> (first: Double, second: Double) {
    let root = ((1 - r) * (1 + r)).squareRoot()
    var (first, second) = (0.0, 0.0)
    for row in residuals.indices {
      let upper = Bound(upper[row], residuals[row], r, root)
      let lower = Bound(lower[row], residuals[row], r, root)
      let probability = Self.probability(lower, upper)
      let relative = (upper.density * upper.slope - lower.density * lower.slope) / probability
      let curvature =
        upper.density * (upper.curvature - upper.place * upper.slope * upper.slope)
        - lower.density * (lower.curvature - lower.place * lower.slope * lower.slope)
      first += relative
      second += curvature / probability - relative * relative
    }
    return (first, second)
  }

  func cases(_ r: Double) -> [Case] {
    let root = ((1 - r) * (1 + r)).squareRoot()
    return residuals.indices.map { row in
      let z = residuals[row]
      let upper = Bound(upper[row], z, r, root)
      let lower = Bound(lower[row], z, r, root)
      let probability = Self.probability(lower, upper)
      let difference = (upper.density - lower.density) / (probability * root)
      return Case(
        score: (upper.density * upper.slope - lower.density * lower.slope) / probability, meanDerivative: z + r * difference,
        varianceDerivative: (z * z - 1 + r * z * difference) / 2, upperDerivative: upper.density / (probability * root),
        lowerDerivative: -lower.density / (probability * root))
    }
  }

  /// A bound given z, its standard normal density and its first two derivatives with respect to r; all 0 if it is infinite.
  private struct Bound {
    var place = 0.0
    var density = 0.0
    var slope = 0.0
    var curvature = 0.0
    var isInfinite = false

    init(_ bound: Double, _ z: Double, _ r: Double, _ root: Double) {
      guard bound.isFinite else {
        (isInfinite, place) = (true, bound > 0 ? 40 : -40)
        return
      }
      place = (bound - r * z) / root
      density = Normal.density(place)
      let square = root * root
      slope = (r * bound - z) / (square * root)
      curvature = (bound + 3 * r * (r * bound - z) / square) / (square * root)
    }
  }

  private static func probability(_ lower: Bound, _ upper: Bound) -> Double {
    let start = lower.isInfinite ? -.infinity : lower.place
    let end = upper.isInfinite ? .infinity : upper.place
    return max(Normal.probability(start...end), .leastNormalMagnitude)
  }
}
