import RealModule

/// Γ*(a) = Γ(a + 1) / (√(2πa) (a/e)^a): the gamma function without its growth, near 1 unless a is small.
func scaledGamma(_ a: Double) -> Double {
  if a >= 20 {
    let r = 1 / (a * a)
    // Stirling's series; the first term left out is below 1e-17 at 20.
    return Double.exp((1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / a)
  }
  let growth = DoubleDouble(a) * DoubleDouble(a).logarithm - DoubleDouble(a)
  return Double.gamma(a + 1) / ((2 * Double.pi * a).squareRoot() * growth.exponential)
}

/// The Poisson-like weight y^a e^(-y) / Γ(a + 1), to a few units in the last place at any size (Loader 2000).
func poissonWeight(_ a: Double, _ y: Double) -> Double {
  if a == 0 { return Double.exp(-y) }
  let logRatio = DoubleDouble(y).logarithm - DoubleDouble(a).logarithm
  let exponent = DoubleDouble(a) * logRatio + DoubleDouble(sum: a, -y)
  return exponent.exponential / ((2 * Double.pi * a).squareRoot() * scaledGamma(a))
}

/// A probability and its complement, each computed where it is small: neither is 1 minus a rounded other.
struct Tails: Sendable {
  var lower: Double
  var upper: Double

  static let allBelow = Tails(lower: 1, upper: 0)
  static let allAbove = Tails(lower: 0, upper: 1)
  static let undefined = Tails(lower: .nan, upper: .nan)
}

/// The regularised incomplete gamma functions P(a, y) and Q(a, y) = 1 - P(a, y).
///
/// The power series of P below a + 1, the continued fraction of Q above (Abramowitz & Stegun 6.5.29 and 6.5.31);
/// both take about √a terms near y = a.
func incompleteGamma(_ a: Double, _ y: Double) -> Tails {
  guard !y.isNaN else { return .undefined }
  guard y > 0 else { return .allAbove }
  guard y.isFinite else { return .allBelow }
  let weight = poissonWeight(a, y)
  if y < a + 1 {
    let lower = min(1, weight * gammaSeries(a, y))
    return Tails(lower: lower, upper: 1 - lower)
  }
  let upper = min(1, weight * a * gammaFraction(a, y))
  return Tails(lower: 1 - upper, upper: upper)
}

/// 1 + y/(a + 1) + y²/((a + 1)(a + 2)) + …
private func gammaSeries(_ a: Double, _ y: Double) -> Double {
  var term = 1.0
  var sum = 1.0
  var order = 0.0
  while term > sum * 1e-17 && order < 1e7 {
    order += 1
    term *= y / (a + order)
    sum += term
  }
  return sum
}

/// 1/(y + 1 - a - 1(1 - a)/(y + 3 - a - 2(2 - a)/(y + 5 - a - …))), by the modified method of Lentz.
private func gammaFraction(_ a: Double, _ y: Double) -> Double {
  var divisor = y + 1 - a
  var c = Double.infinity
  var d = 1 / divisor
  var value = d
  var order = 0.0
  var factor = 0.0
  repeat {
    order += 1
    let numerator = -order * (order - a)
    divisor += 2
    d = 1 / notZero(numerator * d + divisor)
    c = notZero(divisor + numerator / c)
    factor = c * d
    value *= factor
  } while abs(factor - 1) > 3e-16 && order < 1e7
  return value
}

/// The value, or something tiny in place of a zero that a continued fraction would divide by.
@inline(__always)
func notZero(_ value: Double) -> Double { value == 0 ? 1e-300 : value }
