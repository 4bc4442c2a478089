import RealModule

/// The regularised incomplete beta function I_x(a, b) and its complement, from the odds x/(1 - x).
///
/// The continued fraction of DiDonato & Morris (1992), ACM TOMS 18, 360-373, on the side of the mean where it converges in
/// about √max(a, b) steps; its factor x^a (1 - x)^b / B(a, b) has its exponent in doubled precision.
func incompleteBeta(_ a: Double, _ b: Double, odds: DoubleDouble) -> Tails {
  guard !odds.high.isNaN else { return .undefined }
  guard odds.high > 0 else { return .allAbove }
  guard odds.high < 1e300 else { return .allBelow }
  let y = DoubleDouble(1) / (DoubleDouble(1) + odds)
  let x = odds * y
  let weight = betaWeight(a, b, x, y)
  if x.high * (a + b + 2) < a + 1 {
    let lower = min(1, weight * betaFraction(a, b, x.high, y.high))
    return Tails(lower: lower, upper: 1 - lower)
  }
  let upper = min(1, weight * betaFraction(b, a, y.high, x.high))
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

/// The factor of x^a y^b / B(a, b) in I_x(a, b), for x at or below a/(a + b): 1/(β(0) + α(1)/(β(1) + α(2)/(β(2) + …))) with
/// α(n) = (a + n - 1)(a + b + n - 1) n (b - n) x² / (a + 2n - 1)² and
/// β(n) = n + n(b - n)x/(a + 2n - 1) + (a + n)(λ + 1 + n(1 + y))/(a + 2n + 1), λ = ay - bx,
/// by the modified method of Lentz. That λ is formed from both x and y keeps the digits where x is near 1.
private func betaFraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
  let lambda = a * y - b * x
  var value = a * (lambda + 1) / (a + 1)
  var c = value
  var d = 0.0
  var n = 0.0
  var factor = 0.0
  repeat {
    n += 1
    let even = a + 2 * n - 1
    let ratio = x / even
    let numerator = (a + n - 1) * (a + b + n - 1) * ratio * (n * (b - n) * ratio)
    let divisor = n + n * (b - n) * ratio + (a + n) * (lambda + 1 + n * (1 + y)) / (a + 2 * n + 1)
    d = 1 / notZero(divisor + numerator * d)
    c = notZero(divisor + numerator / c)
    factor = c * d
    value *= factor
  } while abs(factor - 1) > 3e-16 && n < 1e7
  return 1 / value
}
