import LinearAlgebra

/// Minimises the discrepancy by Fisher scoring with step halving, near the minimum by Newton's method.
///
/// The step solves `I d = -g/2` with the expected information I, which leads on from anywhere; once it is short, with the exact second
/// derivatives where they are positive definite, which converges quadratically. A step that leaves the parameter space (Sigma not
/// positive definite, I - A singular) or does not lower F is halved; an information matrix that is not positive definite is inflated on
/// its diagonal (Levenberg-Marquardt). Converged: the step, measured in the information metric `sqrt(g' I^-1 g)/2`, is below
/// `1e-10`, i.e. far below a billionth of a standard error at any sample size in use, or as short as rounding lets it become.
struct FisherScoring: Sendable {
  var maximumIterations: Int
  var tolerance = 1e-10
  /// Steps shorter than this are Newton's.
  private let newtonRadius = 0.1

  struct Outcome<Evaluation: Sendable>: Sendable {
    var parameters: [Double]
    var evaluation: Evaluation
    var iterations: Int
    var converged: Bool
    /// A constraint that the parameters do not meet.
    var unmet: Constraints.Origin?
    /// Conditions of ``Constraints`` with a multiplier: the inequalities among them hold with equality.
    var active: [Int] = []
  }

  /// - Throws: when the discrepancy cannot be evaluated at `start`.
  func minimize<Function: DiscrepancyFunction>(
    _ function: Function, from start: [Double], restrictions: LinearRestrictions
  ) throws(FactorizationError) -> Outcome<Function.Evaluation> {
    var reduced = restrictions.reduced(start)
    var parameters = restrictions.parameters(reduced)
    var point = try function.evaluate(parameters)
    var iterations = 0
    var lastLength = Double.infinity
    while true {
      let gradient = restrictions.reducedGradient(function.gradient(at: point))
      let newton = lastLength < newtonRadius ? newtonStep(gradient, function, point, restrictions) : nil
      guard
        let direction = newton
          ?? step(gradient, restrictions.reducedInformation(function.scoringInformation(at: point)))
      else {
        return Outcome(parameters: parameters, evaluation: point, iterations: iterations, converged: gradient.isEmpty)
      }
      let decrement = -zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
      let length = (max(decrement, 0) / 2).squareRoot()
      if length < tolerance || (lastLength < 1e-6 && length >= lastLength) {
        return Outcome(parameters: parameters, evaluation: point, iterations: iterations, converged: true)
      }
      guard iterations < maximumIterations else {
        return Outcome(parameters: parameters, evaluation: point, iterations: iterations, converged: false)
      }
      iterations += 1
      lastLength = length
      guard let next = search(function, from: reduced, along: direction, restrictions, current: point, decrement: decrement)
      else {
        // F cannot be lowered further in double precision: at the minimum if the step is tiny, stuck if it is not.
        return Outcome(parameters: parameters, evaluation: point, iterations: iterations, converged: length < 1e-6)
      }
      (reduced, parameters, point) = next
    }
  }

  /// Solves `H d = -g/2` with the exact second derivatives 2 H, or `nil` where F is not convex.
  private func newtonStep<Function: DiscrepancyFunction>(
    _ gradient: [Double], _ function: Function, _ point: Function.Evaluation, _ restrictions: LinearRestrictions
  ) -> [Double]? {
    guard gradient.allSatisfy(\.isFinite), let exact = function.exactInformation(at: point) else { return nil }
    let information = restrictions.reducedInformation(exact)
    guard let factor = try? CholeskyFactorization(information), !isNearlySingular(factor, information) else { return nil }
    return factor.solve(gradient.map { -0.5 * $0 })
  }

  /// Solves `I d = -g/2`; the diagonal is inflated until I is positive definite.
  private func step(_ gradient: [Double], _ information: Matrix) -> [Double]? {
    guard !gradient.isEmpty, gradient.allSatisfy(\.isFinite) else { return nil }
    let rightSide = gradient.map { -0.5 * $0 }
    if let factor = try? CholeskyFactorization(information), !isNearlySingular(factor, information) {
      return factor.solve(rightSide)
    }
    let scale = max(information.trace / Double(gradient.count), 1e-300)
    var damping = 1e-8
    while damping < 1e8 {
      var damped = information
      for i in gradient.indices { damped[i, i] = damped[i, i] * (1 + damping) + scale * damping * 1e-4 }
      if let factor = try? CholeskyFactorization(damped) { return factor.solve(rightSide) }
      damping *= 10
    }
    return nil
  }

  private func isNearlySingular(_ factor: CholeskyFactorization, _ information: Matrix) -> Bool {
    let lower = factor.lower
    return (0..<information.rowCount).contains { lower[$0, $0] * lower[$0, $0] < 1e-13 * information[$0, $0] }
  }

  private func search<Function: DiscrepancyFunction>(
    _ function: Function, from reduced: [Double], along direction: [Double], _ restrictions: LinearRestrictions,
    current: Function.Evaluation, decrement: Double
  ) -> (reduced: [Double], parameters: [Double], point: Function.Evaluation)? {
    let value = function.discrepancy(at: current)
    // Below rounding of F itself a decrease cannot be seen; a Newton step is still the best guess.
    let slack = function.rounding(at: current)
    var length = 1.0
    for _ in 0..<60 {
      let trial = reduced.indices.map { reduced[$0] + length * direction[$0] }
      let parameters = restrictions.parameters(trial)
      if let point = try? function.evaluate(parameters) {
        let reached = function.discrepancy(at: point)
        if reached.isFinite, reached <= value - 1e-4 * length * decrement + slack { return (trial, parameters, point) }
      }
      length /= 2
      // So short a step may pass for one that does not raise F, and leads nowhere.
      if length * decrement < slack { return nil }
    }
    return nil
  }
}
