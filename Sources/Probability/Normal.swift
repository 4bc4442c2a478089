import RealModule

/// The standard normal distribution.
public enum Normal {
  /// The density exp(-x²/2) / √(2π).
  public static func density(_ x: Double) -> Double {
    let square = DoubleDouble(product: x, x)
    guard square.high.isFinite else { return x.isNaN ? x : 0 }
    return 0.3989422804014327 * DoubleDouble(high: -square.high / 2, low: -square.low / 2).exponential
  }

  /// P(Z ≤ x), with full relative precision in the lower tail.
  public static func cumulative(_ x: Double) -> Double { upperTail(-x) }

  /// P(Z > x) = erfc(x/√2) / 2, with full relative precision in the upper tail.
  public static func upperTail(_ x: Double) -> Double {
    guard abs(x) < 40 else { return x.isNaN ? x : x > 0 ? 0 : 1 }
    // x/√2 rounded to a double is off by up to half a unit, which the tail magnifies x² times: the first-order
    // term of erfc puts back what the rounding took away.
    let argument = DoubleDouble(x) * DoubleDouble(high: 0.7071067811865476, low: -4.833646656726457e-17)
    let slope = 2 * 0.5641895835477563 * Double.exp(-argument.high * argument.high)
    return 0.5 * (Double.erfc(argument.high) - slope * argument.low)
  }

  /// The x with P(Z ≤ x) = p; -∞ at 0, ∞ at 1, NaN outside.
  ///
  /// Rational approximations accurate to about 1 part in 10¹⁶ of Wichura (1988), Algorithm AS 241, PPND16, Applied Statistics
  /// 37, 477-484; no refinement follows, so that random normals by inversion have the bits that R's have.
  public static func quantile(_ p: Double) -> Double {
    let fromCentre = p - 0.5
    if abs(fromCentre) <= 0.425 {
      let r = 0.180625 - fromCentre * fromCentre
      return fromCentre * polynomial(r, central) / polynomial(r, centralDivisor)
    }
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : p == 1 ? .infinity : .nan }
    let distance = (-Double.log(fromCentre < 0 ? p : 1 - p)).squareRoot()
    let size =
      distance <= 5
      ? polynomial(distance - 1.6, middle) / polynomial(distance - 1.6, middleDivisor)
      : polynomial(distance - 5, far) / polynomial(distance - 5, farDivisor)
    return fromCentre < 0 ? -size : size
  }
}

/// The coefficients of one polynomial of degree seven, the highest power first.
private typealias Coefficients = (Double, Double, Double, Double, Double, Double, Double, Double)

/// The polynomial at `r` by Horner's rule.
@inline(__always)
private func polynomial(_ r: Double, _ c: Coefficients) -> Double {
  ((((((c.0 * r + c.1) * r + c.2) * r + c.3) * r + c.4) * r + c.5) * r + c.6) * r + c.7
}

private let central: Coefficients = (
  2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
  1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080e0
)
private let centralDivisor: Coefficients = (
  5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
  5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1
)
private let middle: Coefficients = (
  7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e0,
  3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0, 1.42343711074968357734e0
)
private let middleDivisor: Coefficients = (
  1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
  6.89767334985100004550e-1, 1.67638483018380384940e0, 2.05319162663775882187e0, 1
)
private let far: Coefficients = (
  2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
  2.96560571828504891230e-1, 1.78482653991729133580e0, 5.46378491116411436990e0, 6.65790464350110377720e0
)
private let farDivisor: Coefficients = (
  2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
  1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1
)
