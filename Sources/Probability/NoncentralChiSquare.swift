import RealModule

/// P(χ² ≤ 2y) with 2a degrees of freedom and noncentrality 2m.
///
/// The mixture Σ_j w_j P(a + j, y) over Poisson weights w_j of mean m, summed by parts:
/// Σ_k W_k D_k, where D_k = y^(a + k) e^(-y) / Γ(a + k + 1) and W_k = w_0 + … + w_k. Every term is positive and
/// both factors grow by positive additions in the direction of the sum, so that nothing cancels in either tail.
func noncentralLowerTail(_ a: Double, _ m: Double, _ y: Double) -> Double {
  guard y > 0, y.isFinite else { return y.isNaN ? y : y > 0 ? 1 : 0 }
  let peak = y - a > m ? (y - a).rounded() : balance(a, m, y)
  func term(_ k: Double) -> Double { incompleteGamma(k + 1, m).upper * poissonWeight(a + k, y) }
  var k = max(0, peak)
  let largest = term(k)
  // The whole sum underflows, some fifty standard deviations away.
  if largest == 0 { return 0 }
  var reach = 8 * (k + a + 4).squareRoot()
  while k > 0 {
    k = max(0, (max(0, peak) - reach).rounded())
    if term(k) <= 1e-18 * largest { break }
    reach *= 1.5
  }
  var sum = 0.0
  var cumulative = incompleteGamma(k + 1, m).upper
  var weight = poissonWeight(k, m)
  var density = poissonWeight(a + k, y)
  var steps = 0
  while true {
    let part = cumulative * density
    sum += part
    if k > peak, part <= 1e-17 * sum { break }
    k += 1
    steps += 1
    weight *= m / k
    density *= y / (a + k)
    if steps % 128 == 0 || min(weight, density) < leastPrecise {
      // The rounding of many multiplications is not allowed to add up, nor a start that underflows to be carried on.
      weight = poissonWeight(k, m)
      density = poissonWeight(a + k, y)
    }
    cumulative = cumulative < leastPrecise ? incompleteGamma(k + 1, m).upper : cumulative + weight
  }
  return min(1, sum)
}

/// P(χ² > 2y) with 2a degrees of freedom and noncentrality 2m: Q(a, y) + Σ_k V_k D_k with V_k = w_(k+1) + w_(k+2) + …,
/// summed downwards for the same reason.
func noncentralUpperTail(_ a: Double, _ m: Double, _ y: Double) -> Double {
  guard y > 0, y.isFinite else { return y.isNaN ? y : y > 0 ? 0 : 1 }
  let peak = max(0, y - a > m ? balance(a, m, y) : (y - a).rounded())
  func term(_ k: Double) -> Double { incompleteGamma(k + 1, m).lower * poissonWeight(a + k, y) }
  let largest = max(term(peak), incompleteGamma(a, y).upper)
  if largest == 0 { return 0 }
  var reach = 8 * (peak + a + 4).squareRoot()
  var k = (peak + reach).rounded()
  while term(k) > 1e-18 * largest {
    reach *= 1.5
    k = (peak + reach).rounded()
  }
  var sum = incompleteGamma(a, y).upper
  var beyond = incompleteGamma(k + 1, m).lower
  var weight = poissonWeight(k, m)
  var density = poissonWeight(a + k, y)
  var steps = 0
  while true {
    let part = beyond * density
    sum += part
    if k == 0 || (k < peak && part <= 1e-17 * sum) { break }
    k -= 1
    steps += 1
    beyond = beyond < leastPrecise ? incompleteGamma(k + 1, m).lower : beyond + weight
    let isRenewed = steps % 128 == 0
    density = isRenewed || density < leastPrecise ? poissonWeight(a + k, y) : density * (a + k + 1) / y
    // Below m the weights only shrink: ones as small as this add nothing more to a sum that is not.
    let isNegligible = k < m && beyond > 1e-250
    weight = isRenewed || weight < leastPrecise && !isNegligible ? poissonWeight(k, m) : weight * (k + 1) / m
  }
  return min(1, sum)
}

/// The order k at which w_k D_k is largest: k (a + k) = m y.
private func balance(_ a: Double, _ m: Double, _ y: Double) -> Double {
  (2 * m * y / (a + (a * a + 4 * m * y).squareRoot())).rounded()
}

/// Below this a double has, or soon has, fewer than 53 bits.
private let leastPrecise = 1e-290
