import LinearAlgebra

/// Minimises the discrepancy under nonlinear equalities, inequalities and bounds.
///
/// Sequential quadratic programming around the scoring step: each step solves ``QuadraticProgram`` with the curvature `2 I` of the
/// discrepancy, plus that of the constraints where the sum is positive definite, and the constraints made linear. Steps are judged by the
/// exact penalty function `F + sum_i mu_i |violation_i|` (Han 1977; Powell 1978); a step refused because of the constraints' curvature is
/// corrected once (Fletcher 1982). Without such constraints it is ``FisherScoring``.
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
    while true {
      guard let step = search.step() else { return search.outcome(converged: false) }
      if step.length < tolerance { return search.outcome(converged: true, step) }
      // Below rounding of F the penalty function tells nothing; a full step is still the best guess while steps shrink.
      if length < 1e-6, step.length >= length { return search.outcome(converged: true, step) }
      guard search.iterations < maximumIterations else { return search.outcome(converged: false) }
      guard step.length < 1e-6 && search.take(step) || search.advance(step) else {
        return search.outcome(converged: step.length < 1e-6, step)
      }
      length = step.length
    }
  }
}

/// A step and what is expected of it.
private struct ConstrainedStep {
  var direction: [Double]
  var multipliers: [Double]
  /// How much of the violations the step removes, 1 but where the linear conditions contradict each other.
  var share: Double
  /// In the information metric.
  var length: Double
  var program: QuadraticProgram
  var gradient: [Double]
}

private struct ConstrainedSearch<Function: DiscrepancyFunction> {
  private struct Point {
    var reduced: [Double]
    var parameters: [Double]
    var evaluation: Function.Evaluation
    var discrepancy: Double
    var values: [Double]
  }

  private let function: Function
  private let constraints: Constraints
  private var point: Point
  private var multipliers: [Double]
  private var penalties: [Double]
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
    return FisherScoring.Outcome(
      parameters: point.parameters, evaluation: point.evaluation, iterations: iterations,
      converged: converged && unmet == nil, unmet: unmet,
      active: (step?.multipliers ?? []).indices.filter { step?.multipliers[$0] != 0 })
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

  /// The curvature `2 I - sum_i u_i c_i''`; without the constraints' part, or with more on the diagonal, where it is not positive definite.
  private func program(_ information: Matrix, _ normals: Matrix) -> QuadraticProgram? {
    let curvature = 2.0 * information
    if multipliers.contains(where: { $0 != 0 }), let program = wellConditioned(curvature - constraintCurvature()) {
      return program
    }
    if let program = wellConditioned(curvature) { return program }
    // Equalities may identify what the data do not: along their normals any curvature gives the same step.
    var supported = curvature
    let scale = max(curvature.trace / Double(max(curvature.rowCount, 1)), 1e-300)
    for condition in 0..<constraints.equalityCount {
      let normal = normals.row(condition)
      let squares = normal.reduce(0) { $0 + $1 * $1 }
      guard squares > 0 else { continue }
      for i in normal.indices { for j in normal.indices { supported[i, j] += scale * normal[i] * normal[j] / squares } }
    }
    if let program = wellConditioned(supported) { return program }
    var damping = 1e-8
    while damping < 1e8 {
      var damped = supported
      for i in 0..<damped.rowCount { damped[i, i] = damped[i, i] * (1 + damping) + scale * damping * 1e-4 }
      if let program = try? QuadraticProgram(hessian: damped) { return program }
      damping *= 10
    }
    return nil
  }

  private func wellConditioned(_ hessian: Matrix) -> QuadraticProgram? {
    guard hessian.isFinite, let factor = try? CholeskyFactorization(hessian) else { return nil }
    let lower = factor.lower
    for i in 0..<hessian.rowCount where lower[i, i] * lower[i, i] < 1e-10 * abs(hessian[i, i]) { return nil }
    return try? QuadraticProgram(hessian: hessian)
  }

  /// `sum_i u_i c_i''` by central differences of `J'u` along each reduced parameter.
  private func constraintCurvature() -> Matrix {
    let count = point.reduced.count
    var result = Matrix(rowCount: count, columnCount: count)
    func slope(_ reduced: [Double]) -> [Double] {
      let jacobian = constraints.conditions(at: constraints.linear.parameters(reduced)).jacobian
      return constraints.linear.reducedGradient(jacobian.transposedTimes(multipliers))
    }
    for j in 0..<count {
      var (above, below) = (point.reduced, point.reduced)
      let width = 1e-5 * max(abs(point.reduced[j]), 0.01)
      above[j] += width
      below[j] -= width
      let (high, low) = (slope(above), slope(below))
      for i in 0..<count {
        let value = (high[i] - low[i]) / (4 * width)
        result[i, j] += value
        result[j, i] += value
      }
    }
    return result
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
    point = next
    multipliers = step.multipliers
    return true
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
