import LinearAlgebra

/// The way from a starting transformation down to a minimum of the criterion.
///
/// Gradient projection (Jennrich, 2001, 2002) goes first: a step against the gradient, back to the transformations allowed, its
/// length halved until the criterion falls enough. When it has come close, or after some steps in vain, Newton steps follow, with
/// the absolute eigenvalues of the second derivatives, so that they descend from anywhere and end on the solution to the last
/// digits.
struct RotationDescent {
  let problem: RotationProblem
  /// The size of (dQ/dL)' L that slopes are compared with: unlike the slopes themselves it does not vanish.
  let scale: Double

  /// Slopes are 0 when no larger than this share of the scale.
  static let tolerance = 1e-10
  /// Where gradient projection gives way to Newton steps.
  private static let closeness = 1e-4

  struct Result {
    var point: RotationPoint
    var hasConverged: Bool
  }

  /// The minimum below a transformation; nil if the criterion is not defined there.
  func minimum(from start: Matrix) -> Result? {
    guard let point = problem.point(start) else { return nil }
    var result = Result(point: point, hasConverged: false)
    for length in [50, 500, 5000] {
      projectGradient(&result, steps: length)
      takeNewtonSteps(&result)
      if result.hasConverged { break }
    }
    return result
  }

  /// The largest slope as a share of the scale.
  private func steepness(_ slopes: [Double]) -> Double {
    slopes.reduce(0) { max($0, abs($1)) } / scale
  }

  private func projectGradient(_ result: inout Result, steps: Int) {
    var length = 1 / scale
    for _ in 0..<steps {
      let slopes = problem.slopes(at: result.point)
      if steepness(slopes) <= Self.closeness { return }
      let direction = projectedGradient(at: result.point)
      let decrease = direction.elements.reduce(0) { $0 + $1 * $1 }
      var next: RotationPoint?
      length *= 2
      for _ in 0..<40 {
        let candidate = problem.retraction(result.point.transformation - length * direction).flatMap(problem.point)
        if let candidate, candidate.value < result.point.value - 0.5 * length * decrease {
          next = candidate
          break
        }
        length /= 2
      }
      guard let next else { return }
      result.point = next
    }
  }

  /// dQ/dT = -(L' (dQ/dL) T^-1)' without the part that leads off the transformations allowed.
  private func projectedGradient(at point: RotationPoint) -> Matrix {
    let t = point.transformation
    let gradient = -1 * (point.loadings.transposedTimes(point.gradient) * point.inverse).transposed
    let product = t.transposedTimes(gradient)
    return gradient - t * (problem.isOrthogonal ? product.symmetrized : Matrix.diagonal(product.diagonal))
  }

  private func takeNewtonSteps(_ result: inout Result) {
    for _ in 0..<100 {
      let slopes = problem.slopes(at: result.point)
      let steepness = steepness(slopes)
      result.hasConverged = steepness <= Self.tolerance
      guard steepness > 1e-15, let step = newtonStep(slopes, at: result.point) else { return }
      guard let next = search(along: step, slopes: slopes, from: result.point, steepness: steepness) else { return }
      result.point = next
    }
  }

  /// -|H|^-1 g, |H| having the absolute eigenvalues of the second derivatives, small ones raised.
  private func newtonStep(_ slopes: [Double], at point: RotationPoint) -> [Double]? {
    guard let eigen = try? SymmetricEigen(problem.curvature(at: point).symmetrized) else { return nil }
    let largest = eigen.values.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return nil }
    let components = eigen.vectors.transposedTimes(slopes)
    return eigen.vectors.times(zip(components, eigen.values).map { -$0 / max(abs($1), 1e-10 * largest) })
  }

  /// The first point along a step, halved as often as needed, with a lower criterion; near the solution, where the criterion no
  /// longer shows a difference, with lower slopes.
  private func search(along step: [Double], slopes: [Double], from point: RotationPoint, steepness: Double) -> RotationPoint? {
    let descent = zip(step, slopes).reduce(0) { $0 + $1.0 * $1.1 }
    let rounding = 1e-13 * max(scale, abs(point.value))
    var length = min(1, 0.5 / (step.reduce(0) { max($0, abs($1)) } + .leastNormalMagnitude))
    for _ in 0..<40 {
      let change = problem.change(step.map { length * $0 }, at: point)
      let moved = point.transformation + point.transformation * change
      if let candidate = problem.retraction(moved).flatMap(problem.point) {
        if candidate.value < point.value + 1e-4 * length * descent - rounding { return candidate }
        if candidate.value <= point.value + rounding, self.steepness(problem.slopes(at: candidate)) < 0.9 * steepness {
          return candidate
        }
      }
      length /= 2
    }
    return nil
  }
}
