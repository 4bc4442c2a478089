import LinearAlgebra

/// How the transformation that solves a rotation problem follows the loadings A that are rotated.
///
/// Slopes g vanish at the solution for every A, so H e = -(dg at a transformation held fixed), where H is the `curvature` and e the
/// free elements of E, T -> T (I + E).
struct RotationResponse {
  let problem: RotationProblem
  let point: RotationPoint
  /// H, factorized; nil with one factor, which cannot be transformed.
  private let curvature: LUFactorization?

  /// nil where H is as good as singular: the criterion does not determine the transformation.
  init?(_ problem: RotationProblem, at transformation: Matrix) {
    guard let point = problem.point(transformation) else { return nil }
    self.problem = problem
    self.point = point
    if problem.coordinates.isEmpty || problem.criterion == .none {
      curvature = nil
      return
    }
    guard let factorization = try? LUFactorization(problem.curvature(at: point)), factorization.reciprocalCondition > 1e-12
    else { return nil }
    curvature = factorization
  }

  /// E when row `row` of A moves by `direction`.
  func change(row: Int, by direction: [Double]) -> Matrix {
    guard let curvature else { return Matrix(rowCount: problem.factorCount, columnCount: problem.factorCount) }
    let loadings = Matrix(row: direction, at: row, rowCount: problem.loadings.rowCount).timesTransposed(point.inverse)
    let slopes = problem.slopeChange(at: point, loadings: loadings, covariance: nil)
    return problem.change(curvature.solve(slopes.map { -$0 }), at: point)
  }
}

extension Matrix {
  /// A matrix of zeros except for one row.
  init(row: [Double], at index: Int, rowCount: Int) {
    self.init(rowCount: rowCount, columnCount: row.count)
    for (j, value) in row.enumerated() { self[index, j] = value }
  }
}
