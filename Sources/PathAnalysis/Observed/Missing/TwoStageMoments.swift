import LinearAlgebra

/// The first of two stages: means and covariance that the saturated model estimates from incomplete cases, with their sampling
/// covariance.
///
/// Gamma is n times that of (mu, vech Sigma): with W the saturated model's information and J the products of its scores W^-1, or
/// robust W^-1 J W^-1. Moments of fixed exogenous variables are constants: W and J are those of the others, and their part of Gamma is 0.
/// Auxiliary variables are variables of the saturated model alone; W is inverted with them and Gamma is the model's part.
///
/// Sources: Yuan and Bentler (2000), Sociological Methodology 30; Savalei and Bentler (2009), Structural Equation Modeling 16.
struct TwoStageMoments: Sendable {
  let saturated: SaturatedMissing
  /// Of the model's variables, with the divisor of maximum likelihood.
  let observed: ObservedMoments
  /// (p + p(p + 1)/2) square: means, then the lower triangle of the covariance column by column.
  let gamma: Matrix

  /// - Parameters:
  ///   - variableCount: the model's variables, which come first; the others are auxiliary.
  ///   - fixed: places of fixed exogenous variables.
  /// - Returns: `nil` when W is singular: two variables are never observed together.
  init?(
    _ saturated: SaturatedMissing, variableCount p: Int, fixed: [Int], isRobust: Bool, usesExpectedInformation: Bool
  ) {
    self.saturated = saturated
    let all = saturated.means.count
    let elements = MomentElement.continuous(variableCount: all, hasMeans: true)
    let free = elements.places(notAmong: fixed)
    let information = usesExpectedInformation ? saturated.expectedInformation() : saturated.observedInformation()
    guard saturated.patterns.pairsNeverTogether.isEmpty,
      let inverse = (try? CholeskyFactorization(information.principal(free)))?.inverse()
    else { return nil }
    let covariance =
      isRobust ? (inverse * saturated.firstOrderInformation().principal(free) * inverse).symmetrized : inverse
    let own = MomentElement.continuous(variableCount: p, hasMeans: true)
    var gamma = Matrix(rowCount: own.count, columnCount: own.count)
    let kept = free.enumerated().filter { elements[$0.element].isMoment(ofFirst: p) }.map(\.offset)
    let places = own.places(notAmong: fixed)
    for (i, first) in kept.enumerated() {
      for (j, second) in kept.enumerated() { gamma[places[i], places[j]] = covariance[first, second] }
    }
    self.gamma = gamma
    observed = ObservedMoments(
      covariance: saturated.covariance.principal(Array(0..<p)), means: Array(saturated.means.prefix(p)),
      sampleSize: saturated.patterns.rowCount)
  }
}

extension MomentElement {
  /// Whether it is a moment of the first `count` variables alone.
  fileprivate func isMoment(ofFirst count: Int) -> Bool {
    switch self {
    case .mean(let i), .variance(let i): i < count
    case .covariance(let i, let j): i < count && j < count
    default: false
    }
  }
}
