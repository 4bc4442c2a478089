import LinearAlgebra

/// Minimises the discrepancy by Fisher scoring with step halving.
///
/// The step solves `I d = -g/2` with the expected information I, so that near the minimum it is a Newton step. A step that leaves
/// the parameter space (Sigma not positive definite, I - A singular) or does not lower F is halved; an information matrix that is not
/// positive definite is inflated on its diagonal (Levenberg-Marquardt). Converged: the step, measured in the information metric
/// `sqrt(g' I^-1 g)/2`, is below `1e-10`, i.e. far below a billionth of a standard error at any sample size in use.
struct FisherScoring: Sendable {
  var maximumIterations: Int
  var tolerance = 1e-10

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
    while true {
      let gradient = restrictions.reducedGradient(function.gradient(at: point))
      let information = restrictions.reducedInformation(function.scoringInformation(at: point))
      guard let direction = step(gradient, information) else {
        return Outcome(parameters: parameters, evaluation: point, iterations: iterations, converged: gradient.isEmpty)
      }
      let decrement = -zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
      let length = (max(decrement, 0) / 2).squareRoot()
      if length < tolerance {
        return Outcome(parameters: parameters, evaluation: point, iterations: iterations, converged: true)
      }
      guard iterations < maximumIterations else {
        return Outcome(parameters: parameters, evaluation: point, iterations: iterations, converged: false)
      }
      iterations += 1
      guard let next = search(function, from: reduced, along: direction, restrictions, current: point, decrement: decrement)
      else {
        // F cannot be lowered further in double precision: at the minimum if the step is tiny, stuck if it is not.
        return Outcome(parameters: parameters, evaluation: point, iterations: iterations, converged: length < 1e-6)
      }
      (reduced, parameters, point) = next
    }
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
    var length = 1.0
    for _ in 0..<60 {
      let trial = reduced.indices.map { reduced[$0] + length * direction[$0] }
      let parameters = restrictions.parameters(trial)
      // Below rounding of F itself a decrease cannot be seen; a Newton step is still the best guess.
      let slack = 1e-14 * (1 + abs(value))
      if let point = try? function.evaluate(parameters) {
        let reached = function.discrepancy(at: point)
        if reached.isFinite, reached <= value - 1e-4 * length * decrement + slack { return (trial, parameters, point) }
      }
      length /= 2
    }
    return nil
  }
}
