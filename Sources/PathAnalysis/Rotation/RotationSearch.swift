import LinearAlgebra
import Probability

/// The lowest of the minima that several starts lead to.
struct RotationSearch {
  let point: RotationPoint
  let hasConverged: Bool
  /// How many starts came to this criterion value.
  let agreeing: Int
  let total: Int

  /// Criterion values closer than this share of their size are equal, and the first is kept.
  private static let tie = 1e-9

  init?(_ problem: RotationProblem, starts: Int, seed: UInt64) {
    let order = problem.factorCount
    let isSearched = problem.criterion != .none && order > 1
    let transformations =
      [Matrix.identity(order)]
      + (isSearched ? (0..<max(0, starts)).map { Self.randomOrthogonal(order, seed: seed, start: $0) } : [])
    // Slopes that vanish are told by comparison with what they are anywhere else.
    let scale = transformations.reduce(0.0) { max($0, problem.point($1)?.moments.maxAbsolute ?? 0) }
    if !isSearched || scale == 0 {
      guard let point = problem.point(transformations[0]) else { return nil }
      (self.point, hasConverged, agreeing, total) = (point, true, 1, 1)
      return
    }
    let descent = RotationDescent(problem: problem, scale: scale)
    let minima = transformations.compactMap(descent.minimum)
    let converged = minima.filter(\.hasConverged)
    let candidates = converged.isEmpty ? minima : converged
    guard let lowest = candidates.map(\.point.value).min() else { return nil }
    let bound = lowest + Self.tie * max(abs(lowest), 1e-3 * scale)
    let best = candidates.filter { $0.point.value <= bound }
    guard let first = best.first else { return nil }
    point = first.point
    hasConverged = first.hasConverged
    agreeing = best.count
    total = transformations.count
  }

  /// The minimum that one start leads to.
  init?(_ problem: RotationProblem, from start: Matrix) {
    guard let point = problem.point(start) else { return nil }
    let scale = point.moments.maxAbsolute
    guard problem.criterion != .none, problem.factorCount > 1, scale > 0 else {
      (self.point, hasConverged, agreeing, total) = (point, true, 1, 1)
      return
    }
    guard let result = RotationDescent(problem: problem, scale: scale).minimum(from: start) else { return nil }
    (self.point, hasConverged, agreeing, total) = (result.point, result.hasConverged, 1, 1)
  }

  /// A transformation from the uniform distribution of orthogonal ones: the Q of normal deviates, signs of R's diagonal undone.
  private static func randomOrthogonal(_ order: Int, seed: UInt64, start: Int) -> Matrix {
    var random = CounterRandom(seed: seed, stream: UInt64(start))
    let deviates = Matrix(
      rowCount: order, columnCount: order, columnMajor: (0..<order * order).map { _ in random.normal() })
    return QRFactorization(deviates).orthonormalBasis(tolerance: 0)
  }
}
