import LinearAlgebra

extension ConstrainedSearch {
  /// The curvature `2 I - sum_i u_i c_i''`; without the constraints' part, or with more on the diagonal, where it is not positive definite.
  func program(_ information: Matrix, _ normals: Matrix) -> QuadraticProgram? {
    if let secant, let program = wellConditioned(secant) { return program }
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

  // MARK: Learnt from gradients

  /// From here on the curvature is learnt, starting from the information.
  mutating func startSecant() {
    guard secant == nil else { return }
    let information = constraints.linear.reducedInformation(function.scoringInformation(at: point.evaluation))
    guard information.isFinite else { return }
    let whole = 2.0 * information - constraintCurvature()
    secant = wellConditioned(whole) != nil ? whole : 2.0 * information
  }

  /// Gradient of the Lagrangian, reduced.
  private func slope(_ point: Point, _ multipliers: [Double]) -> [Double] {
    let jacobian = constraints.conditions(at: point.parameters).jacobian
    let pull = jacobian.transposedTimes(multipliers)
    let gradient = function.gradient(at: point.evaluation)
    return constraints.linear.reducedGradient(gradient.indices.map { gradient[$0] - pull[$0] })
  }

  /// `B <- B - B s s'B / s'B s + y y' / y's`, y drawn towards B s where the product y's is too small.
  mutating func learn(_ next: Point, _ multipliers: [Double]) {
    guard var matrix = secant else { return }
    let (before, after) = (slope(point, multipliers), slope(next, multipliers))
    let step = next.reduced.indices.map { next.reduced[$0] - point.reduced[$0] }
    let image = matrix.times(step)
    let quadratic = zip(step, image).reduce(0) { $0 + $1.0 * $1.1 }
    var change = before.indices.map { after[$0] - before[$0] }
    var product = zip(step, change).reduce(0) { $0 + $1.0 * $1.1 }
    guard quadratic > 0, change.allSatisfy(\.isFinite) else { return }
    if product < 0.2 * quadratic {
      let share = 0.8 * quadratic / (quadratic - product)
      change = change.indices.map { share * change[$0] + (1 - share) * image[$0] }
      product = 0.2 * quadratic
    }
    for i in step.indices {
      for j in step.indices { matrix[i, j] += change[i] * change[j] / product - image[i] * image[j] / quadratic }
    }
    secant = matrix
  }
}
