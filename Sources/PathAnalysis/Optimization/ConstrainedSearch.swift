import LinearAlgebra

/// A step and what is expected of it.
struct ConstrainedStep {
  var direction: [Double]
  var multipliers: [Double]
  /// How much of the violations the step removes, 1 but where the linear conditions contradict each other.
  var share: Double
  /// In the information metric.
  var length: Double
  var program: QuadraticProgram
  var gradient: [Double]
}

/// The iterations of ``ConstrainedScoring``: where they are, the next step, and how far it is taken.
struct ConstrainedSearch<Function: DiscrepancyFunction> {
  struct Point {
    var reduced: [Double]
    var parameters: [Double]
    var evaluation: Function.Evaluation
    var discrepancy: Double
    var values: [Double]
  }

  let function: Function
  let constraints: Constraints
  private(set) var point: Point
  private(set) var multipliers: [Double]
  private var penalties: [Double]
  /// The curvature of the Lagrangian once it is learnt from gradients.
  var secant: Matrix?
  private(set) var iterations = 0

  init(_ function: Function, _ constraints: Constraints, from start: [Double]) throws(FactorizationError) {
    self.function = function
    self.constraints = constraints
    multipliers = [Double](repeating: 0, count: constraints.origins.count)
    penalties = multipliers
    let scales = start.map { max(abs($0), 0.1) }
    let reduced = constraints.linear.reduced(constraints.nearest(to: start, scales: scales))
    if let point = try? Self.point(function, constraints, reduced) {
      self.point = point
    } else {
      point = try Self.point(function, constraints, constraints.linear.reduced(start))
    }
  }

  private static func point(
    _ function: Function, _ constraints: Constraints, _ reduced: [Double]
  ) throws(FactorizationError) -> Point {
    let parameters = constraints.linear.parameters(reduced)
    let evaluation = try function.evaluate(parameters)
    return Point(
      reduced: reduced, parameters: parameters, evaluation: evaluation, discrepancy: function.discrepancy(at: evaluation),
      values: constraints.values(at: parameters))
  }

  func outcome(converged: Bool, _ step: ConstrainedStep? = nil) -> FisherScoring.Outcome<Function.Evaluation> {
    let violations = self.violations(point.values)
    let worst = violations.indices.max { violations[$0] < violations[$1] }
    let unmet = worst.flatMap { !(violations[$0] < 1e-6) ? constraints.origins[$0] : nil }
    let active = (step?.multipliers ?? []).indices.filter { step?.multipliers[$0] != 0 }
    return FisherScoring.Outcome(
      parameters: constraints.snapped(point.parameters, active: active), evaluation: point.evaluation, iterations: iterations,
      converged: converged && unmet == nil, unmet: unmet, active: active)
  }

  // MARK: The step

  func step() -> ConstrainedStep? {
    let gradient = constraints.linear.reducedGradient(function.gradient(at: point.evaluation))
    let information = constraints.linear.reducedInformation(function.scoringInformation(at: point.evaluation))
    let (values, jacobian) = constraints.conditions(at: point.parameters)
    let normals = constraints.linear.reducedJacobian(jacobian)
    guard gradient.allSatisfy(\.isFinite), information.isFinite, normals.isFinite, values.allSatisfy(\.isFinite) else {
      return nil
    }
    guard let program = program(information, normals) else { return nil }
    var conditions = QuadraticProgram.Conditions(
      normals: normals, values: values, equalityCount: constraints.equalityCount)
    for share in [1, 0.5, 0.1, 0.01, 0] {
      conditions.values = values.indices.map { isViolated($0, values) ? share * values[$0] : values[$0] }
      guard case .solution(let direction, let multipliers) = program.solve(gradient: gradient, conditions) else { continue }
      let image = information.times(direction)
      let length = max(zip(image, direction).reduce(0) { $0 + $1.0 * $1.1 }, 0).squareRoot()
      return ConstrainedStep(
        direction: direction, multipliers: multipliers, share: share, length: length, program: program, gradient: gradient)
    }
    return nil
  }

  // MARK: Taking it

  private func isViolated(_ condition: Int, _ values: [Double]) -> Bool {
    condition < constraints.equalityCount || values[condition] < 0
  }

  private func violations(_ values: [Double]) -> [Double] {
    values.indices.map { $0 < constraints.equalityCount ? abs(values[$0]) : max(0, -values[$0]) }
  }

  private func penalized(_ discrepancy: Double, _ values: [Double]) -> Double {
    zip(penalties, violations(values)).reduce(discrepancy) { $0 + $1.0 * $1.1 }
  }

  private func moved(_ direction: [Double], _ length: Double) -> Point? {
    let reduced = point.reduced.indices.map { point.reduced[$0] + length * direction[$0] }
    guard let next = try? Self.point(function, constraints, reduced), next.discrepancy.isFinite,
      next.values.allSatisfy(\.isFinite)
    else { return nil }
    return next
  }

  /// The full step, unjudged.
  mutating func take(_ step: ConstrainedStep) -> Bool {
    guard let next = moved(step.direction, 1) else { return false }
    iterations += 1
    return accept(next, step)
  }

  /// The longest step among halves that lowers the penalty function.
  mutating func advance(_ step: ConstrainedStep) -> Bool {
    iterations += 1
    for i in penalties.indices {
      let size = abs(step.multipliers[i])
      penalties[i] = max(1.1 * size, (penalties[i] + size) / 2)
    }
    let value = penalized(point.discrepancy, point.values)
    let removed = zip(penalties, violations(point.values)).reduce(0) { $0 + $1.0 * $1.1 } * step.share
    let slope = min(zip(step.gradient, step.direction).reduce(0) { $0 + $1.0 * $1.1 } - removed, 0)
    let slack = 1e-14 * (1 + abs(value))
    var length = 1.0
    for attempt in 0..<60 {
      if let next = moved(step.direction, length) {
        if penalized(next.discrepancy, next.values) <= value + 1e-4 * length * slope + slack { return accept(next, step) }
        if attempt == 0, let corrected = corrected(step, next.values),
          penalized(corrected.discrepancy, corrected.values) <= value + 1e-4 * slope + slack
        {
          return accept(corrected, step)
        }
      }
      length /= 2
    }
    return false
  }

  private mutating func accept(_ next: Point, _ step: ConstrainedStep) -> Bool {
    if secant != nil { learn(next, step.multipliers) }
    point = next
    multipliers = step.multipliers
    return true
  }

  /// The step once more, towards constraints as curved as they turned out at its end.
  private func corrected(_ step: ConstrainedStep, _ reached: [Double]) -> Point? {
    let (_, jacobian) = constraints.conditions(at: point.parameters)
    let normals = constraints.linear.reducedJacobian(jacobian)
    let predicted = normals.times(step.direction)
    let conditions = QuadraticProgram.Conditions(
      normals: normals, values: reached.indices.map { reached[$0] - predicted[$0] }, equalityCount: constraints.equalityCount)
    guard case .solution(let direction, _) = step.program.solve(gradient: step.gradient, conditions) else { return nil }
    return moved(direction, 1)
  }
}
