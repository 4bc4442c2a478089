import RealModule

/// The regularised incomplete beta function I_x(a, b) and its complement, from the odds x/(1 - x).
///
/// The continued fraction of Abramowitz & Stegun 26.5.8 on the side of the mean where it converges in about
/// √max(a, b) steps; its factor x^a (1 - x)^b / B(a, b) has its exponent in doubled precision.
func incompleteBeta(_ a: Double, _ b: Double, odds: DoubleDouble) -> Tails {
  guard !odds.high.isNaN else { return .undefined }
  guard odds.high > 0 else { return .allAbove }
  guard odds.high < 1e300 else { return .allBelow }
  let y = DoubleDouble(1) / (DoubleDouble(1) + odds)
  let x = odds * y
  let weight = betaWeight(a, b, x, y)
  if x.high * (a + b + 2) < a + 1 {
    let lower = min(1, weight * betaFraction(a, b, x.high) / a)
    return Tails(lower: lower, upper: 1 - lower)
  }
  let upper = min(1, weight * betaFraction(b, a, y.high) / b)
  return Tails(lower: 1 - upper, upper: upper)
}

/// x^a y^b / B(a, b) where x + y = 1: the density with respect to the logarithm of the odds x/y.
func betaWeight(_ a: Double, _ b: Double, _ x: DoubleDouble, _ y: DoubleDouble) -> Double {
  let sum = DoubleDouble(sum: a, b)
  let logSum = sum.logarithm
  let exponent =
    DoubleDouble(a) * (x.logarithm + logSum - DoubleDouble(a).logarithm)
    + DoubleDouble(b) * (y.logarithm + logSum - DoubleDouble(b).logarithm)
  let scale = scaledGamma(sum.high) / (scaledGamma(a) * scaledGamma(b))
  // a/(a + b)·b rather than a·b/(a + b): the product of two large shapes may overflow.
  return scale * (a / sum.high * b / (2 * Double.pi)).squareRoot() * exponent.exponential
}

/// 1/(1 + d1/(1 + d2/(1 + …))) with d(2m) = m(b - m)x/((a + 2m - 1)(a + 2m)) and
/// d(2m + 1) = -(a + m)(a + b + m)x/((a + 2m)(a + 2m + 1)), by the modified method of Lentz.
private func betaFraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
  var c = 1.0
  var d = 1 / notZero(1 - (a + b) / (a + 1) * x)
  var value = d
  var m = 0.0
  var factor = 0.0
  repeat {
    m += 1
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / notZero(1 + even * d)
    c = notZero(1 + even / c)
    value *= c * d
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / notZero(1 + odd * d)
    c = notZero(1 + odd / c)
    factor = c * d
    value *= factor
  } while abs(factor - 1) > 1e-16 && m < 1e7
  return value
}
