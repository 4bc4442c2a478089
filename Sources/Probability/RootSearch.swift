import RealModule

/// The positive x at which a distribution reaches probability `p`, by Newton's method on the logarithm of the
/// smaller tail against the logarithm of x.
///
/// Both tails of the gamma distribution, and of the beta distribution as a function of its odds, are log-concave in
/// log x, so that the method converges from any start where the tail does not underflow.
/// - Parameters:
///   - start: any positive value; the closer, the fewer steps.
///   - tails: both tails at x, and the density with respect to log x.
func quantileSearch(_ p: Double, start: Double, tails: (Double) -> (Tails, density: Double)) -> Double {
  let isLower = p <= 0.5
  let target = isLower ? p : 1 - p
  var x = start
  var below = 0.0
  var above = Double.infinity
  var previous = Double.infinity
  for _ in 0..<200 {
    let (tail, density) = tails(x)
    let value = isLower ? tail.lower : tail.upper
    let isBelow = (value < target) == isLower
    if isBelow { below = x } else { above = x }
    let change = value == 0 ? -1 : (value - target) / target
    let logarithm = abs(change) < 0.5 ? Double.log(onePlus: change) : Double.log(value / target)
    var step = (isLower ? -1 : 1) * logarithm * value / density
    if !step.isFinite { step = isBelow ? 2 : -2 }
    var next = x * Double.exp(min(max(step, -300), 300))
    if next <= below || next >= above {
      if abs(step) < 1e-14 || above <= below.nextUp { return x }
      next = above.isFinite ? (below > 0 ? (below * above).squareRoot() : above / 16) : below * 16
    }
    x = next
    if !x.isFinite || x == 0 || abs(step) < 1e-16 { return x }
    if abs(step) < 1e-10, abs(step) >= previous / 2 { return x }
    previous = abs(step)
  }
  return x
}

/// The root of a continuous function between two points where its signs differ, to the precision of doubles, by the method
/// of Chandrupatla (1997), Advances in Engineering Software 28, 145-149: inverse quadratic interpolation where the last
/// three points warrant it, else bisection.
/// - Returns: nil when the signs at the two ends agree or a value is not a number.
func bracketedRoot(_ first: Double, _ second: Double, of function: (Double) -> Double) -> Double? {
  var a = first
  var b = second
  var valueA = function(a)
  var valueB = function(b)
  if valueA == 0 { return a }
  if valueB == 0 { return b }
  guard valueA * valueB < 0 else { return nil }
  var fraction = 0.5
  for _ in 0..<200 {
    let x = a + fraction * (b - a)
    let value = function(x)
    if value.isNaN { return nil }
    let c: Double
    let valueC: Double
    if (value > 0) == (valueA > 0) {
      (c, valueC) = (a, valueA)
    } else {
      (c, valueC) = (b, valueB)
      (b, valueB) = (a, valueA)
    }
    (a, valueA) = (x, value)
    let best = abs(valueA) < abs(valueB) ? a : b
    let limit = (2 * abs(best) * 0x1p-53 + 1e-300) / abs(b - a)
    if valueA == 0 || limit > 0.5 { return best }
    let position = (a - b) / (c - b)
    let height = (valueA - valueB) / (valueC - valueB)
    fraction = 0.5
    if height * height < position && (1 - height) * (1 - height) < 1 - position {
      fraction =
        valueA / (valueB - valueA) * valueC / (valueB - valueC)
        + (c - a) / (b - a) * valueA / (valueC - valueA) * valueB / (valueC - valueB)
    }
    fraction = min(max(fraction, limit), 1 - limit)
  }
  return a
}
