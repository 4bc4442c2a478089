import LinearAlgebra

/// A function with its gradient, evaluated in buffers that are reused.
protocol SmoothFunction: Sendable {
  /// Its value; `nil` outside the parameter space.
  mutating func evaluate(_ parameters: [Double]) -> Double?
  /// Length q, at the last evaluation.
  var gradient: [Double] { get }
}

/// Minimises a smooth function from a point whose curvature is known, by quasi-Newton steps (BFGS).
///
/// The inverse curvature stays as it was given; the updates of `H <- (I - s y'/y's) H (I - y s'/y's) + s s'/y's`, for the steps s and the
/// changes y of the gradient, are applied to the gradient one after the other (Nocedal 1980). So an iteration costs one product of a matrix
/// with a vector, and nothing has to be restored for the next function.
struct QuasiNewton: Sendable {
  /// H at the start, q x q over the reduced parameters.
  private let inverseCurvature: Matrix
  /// s and y of each iteration, one column each.
  private var steps: Matrix
  private var changes: Matrix
  /// 1/(y's).
  private var inverses: [Double]
  private var factors: [Double]
  private var slope: [Double]
  private var direction: [Double]
  private static let maximumIterations = 60
  /// As in ``FisherScoring``; a last step follows once the step is shorter, and it converges faster than linearly.
  private static let tolerance = 1e-9

  init(inverseCurvature: Matrix) {
    let count = inverseCurvature.rowCount
    self.inverseCurvature = inverseCurvature
    steps = Matrix(rowCount: count, columnCount: Self.maximumIterations)
    changes = steps
    inverses = [Double](repeating: 0, count: Self.maximumIterations)
    factors = inverses
    slope = [Double](repeating: 0, count: count)
    direction = slope
  }

  /// The parameters at the minimum, or `nil` when it was not reached.
  mutating func minimize<Function: SmoothFunction>(
    _ function: inout Function, from start: [Double], _ restrictions: LinearRestrictions
  ) -> [Double]? {
    var reduced = start
    var parameters = restrictions.parameters(reduced)
    guard var value = function.evaluate(parameters) else { return nil }
    var gradient = restrictions.reducedGradient(function.gradient)
    var count = 0
    for iteration in 0..<Self.maximumIterations {
      findDirection(gradient, updates: count)
      var decrement = 0.0
      for i in reduced.indices { decrement -= direction[i] * gradient[i] }
      guard decrement >= 0 else { return nil }
      // After a step this short the minimum is nearer than rounding: it needs no further look.
      if (decrement / 2).squareRoot() < Self.tolerance {
        for i in reduced.indices { reduced[i] += direction[i] }
        return restrictions.parameters(reduced)
      }
      guard iteration < Self.maximumIterations - 1,
        let next = search(&function, from: reduced, value, decrement, restrictions, &parameters)
      else { return nil }
      let nextGradient = restrictions.reducedGradient(function.gradient)
      for i in reduced.indices {
        direction[i] *= next.length
        reduced[i] += direction[i]
        slope[i] = nextGradient[i] - gradient[i]
      }
      if remember(at: count) { count += 1 }
      (value, gradient) = (next.value, nextGradient)
    }
    return nil
  }

  /// Halves the step until F is lower, or as low as rounding lets it be seen.
  private func search<Function: SmoothFunction>(
    _ function: inout Function, from reduced: [Double], _ value: Double, _ decrement: Double, _ restrictions: LinearRestrictions,
    _ parameters: inout [Double]
  ) -> (length: Double, value: Double)? {
    var length = 1.0
    for _ in 0..<12 {
      var trial = reduced
      for i in trial.indices { trial[i] += length * direction[i] }
      parameters = restrictions.parameters(trial)
      if let next = function.evaluate(parameters), next <= value - 1e-4 * length * decrement + 1e-12 * (1 + abs(value)) {
        return (length, next)
      }
      length /= 2
    }
    return nil
  }

  /// -H g with the updates so far.
  private mutating func findDirection(_ gradient: [Double], updates: Int) {
    for i in slope.indices {
      slope[i] = gradient[i]
      direction[i] = 0
    }
    for k in (0..<updates).reversed() {
      factors[k] = inverses[k] * steps.columnProduct(k, slope)
      changes.addColumn(k, times: -factors[k], to: &slope)
    }
    for j in slope.indices { inverseCurvature.addColumn(j, times: -slope[j], to: &direction) }
    for k in 0..<updates {
      let factor = inverses[k] * changes.columnProduct(k, direction)
      steps.addColumn(k, times: -factors[k] - factor, to: &direction)
    }
  }

  /// Keeps the step and the change of the gradient, where the curvature along the step is positive.
  private mutating func remember(at place: Int) -> Bool {
    var product = 0.0
    for i in slope.indices { product += slope[i] * direction[i] }
    guard product > 0 else { return false }
    steps.setColumn(place, to: direction)
    changes.setColumn(place, to: slope)
    inverses[place] = 1 / product
    return true
  }
}
