import LinearAlgebra

/// Minimises the discrepancy under nonlinear equalities, inequalities and bounds.
///
/// Sequential quadratic programming around the scoring step: each step solves ``QuadraticProgram`` with the curvature `2 I` of the
/// discrepancy, plus that of the constraints where the sum is positive definite, and the constraints made linear. Steps are judged by the
/// exact penalty function `F + sum_i mu_i |violation_i|` (Han 1977; Powell 1978); a step refused because of the constraints' curvature is
/// corrected once (Fletcher 1982). Without such constraints it is ``FisherScoring``.
///
/// Where the information is far from the second derivatives, so that steps shrink slowly, their changes along the way improve the curvature
/// (damped BFGS; Powell 1978).
///
/// Converged: the step, which holds both the gradient of the Lagrangian and the distance to the constraints, is below `tolerance`
/// in the information metric.
struct ConstrainedScoring: Sendable {
  var maximumIterations: Int
  var tolerance = 1e-10

  /// - Throws: when the discrepancy cannot be evaluated at `start`.
  func minimize<Function: DiscrepancyFunction>(
    _ function: Function, from start: [Double], constraints: Constraints
  ) throws(FactorizationError) -> FisherScoring.Outcome<Function.Evaluation> {
    guard !constraints.isLinearEqualityOnly else {
      return try FisherScoring(maximumIterations: maximumIterations, tolerance: tolerance)
        .minimize(function, from: start, restrictions: constraints.linear)
    }
    var search = try ConstrainedSearch(function, constraints, from: start)
    var length = Double.infinity
    var stalls = 0
    while true {
      guard let step = search.step() else { return search.outcome(converged: false) }
      if step.length < tolerance { return search.outcome(converged: true, step) }
      // Below rounding of F the penalty function tells nothing; a full step is still the best guess while steps shrink.
      if length < 1e-6, step.length >= length { stalls += 1 }
      if stalls == 3 { return search.outcome(converged: true, step) }
      if search.iterations >= 5, step.length < 0.1, step.length > 0.5 * length { search.startSecant() }
      guard search.iterations < maximumIterations else { return search.outcome(converged: false) }
      guard step.length < 1e-6 && search.take(step) || search.advance(step) else {
        return search.outcome(converged: step.length < 1e-6, step)
      }
      length = step.length
    }
  }
}
