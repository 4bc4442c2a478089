import LinearAlgebra

/// Satorra's (2000) test of the restrictions that lead from one model to another, from the sampling covariance of the moments.
///
/// Of the less restricted model: Delta its Jacobian, V the weight of the moments, E the inverse of its information, and A the Jacobian of
/// the restrictions. The difference of the chi-squares is distributed as a sum of chi-squares whose weights are the eigenvalues of
/// `U Gamma`, `U = V Delta E A' (A E A')^-1 A E Delta' V`; scaled and shifted it has the mean and variance of a chi-square
/// (conventions.md section 7).
struct Satorra2000 {
  /// tr(U Gamma) and tr(U Gamma U Gamma).
  let trace: Double
  let squaredTrace: Double

  /// `nil` when Gamma is not known, the models' moments differ, or a model is not identified.
  init?(restricted: Fit, general: Fit) {
    guard let parts = general.solution.momentParts, let jacobians = Self.jacobians(of: restricted, inOrderOf: general) else {
      return nil
    }
    let reduction = general.restrictions
    var middle = Matrix(rowCount: reduction.basis.columnCount, columnCount: reduction.basis.columnCount)
    var own: [Matrix] = []
    for part in parts {
      let jacobian = reduction.isEmpty ? part.jacobian : part.jacobian * reduction.basis
      let weighted = part.weight.times(jacobian)
      middle += part.share * weighted.transposedTimes(part.gamma * weighted)
      own.append(jacobian)
    }
    let information = reduction.reducedInformation(general.solution.information(general.solution.estimation.method.information))
    let count = restricted.degreesOfFreedom - general.degreesOfFreedom
    guard let inverse = (try? CholeskyFactorization(information.symmetrized))?.inverse(),
      let slopes = Self.slopes(of: jacobians, on: own),
      let restrictions = Self.complement(of: slopes, count: count)
    else { return nil }
    let moved = restrictions * inverse
    guard let factor = try? CholeskyFactorization(moved.timesTransposed(restrictions).symmetrized) else { return nil }
    let product = moved.transposedTimes(factor.solve(moved)) * middle
    trace = product.trace
    squaredTrace = product.traceOfSquare
  }

  /// d sigma / d alpha' of the restricted model, its moments in the order of the other's variables.
  private static func jacobians(of restricted: Fit, inOrderOf general: Fit) -> [Matrix]? {
    var result: [Matrix] = []
    for (own, other) in zip(restricted.groups, general.groups) {
      let place = other.observedVariables.compactMap { own.observedVariables.firstIndex(of: $0) }
      let hasMeans = !other.matrices.intercepts.isEmpty
      guard place.count == own.observedVariables.count, hasMeans == !own.matrices.intercepts.isEmpty else { return nil }
      let elements = MomentElement.continuous(variableCount: place.count, hasMeans: hasMeans)
      let jacobian = MomentStructure(own.matrices, elements: elements, variables: place).jacobian(own.implied)
      result.append(restricted.restrictions.isEmpty ? jacobian : jacobian * restricted.restrictions.basis)
    }
    return result
  }

  /// H of `Delta0 = Delta1 H` by least squares over all groups' moments.
  private static func slopes(of targets: [Matrix], on predictors: [Matrix]) -> Matrix? {
    guard let first = predictors.first, let target = targets.first else { return nil }
    var cross = Matrix(rowCount: first.columnCount, columnCount: first.columnCount)
    var product = Matrix(rowCount: first.columnCount, columnCount: target.columnCount)
    for (x, y) in zip(predictors, targets) {
      cross += x.transposedTimes(x)
      product += x.transposedTimes(y)
    }
    return (try? CholeskyFactorization(cross.symmetrized))?.solve(product)
  }

  /// Rows that span what the columns of a matrix leave free.
  private static func complement(of columns: Matrix, count: Int) -> Matrix? {
    guard count > 0, count <= columns.rowCount else { return nil }
    var scaled = columns
    for k in 0..<columns.columnCount {
      let length = columns.column(k).reduce(0) { $0 + $1 * $1 }.squareRoot()
      for i in 0..<columns.rowCount where length > 0 { scaled[i, k] /= length }
    }
    guard let eigen = try? SymmetricEigen(scaled.timesTransposed(scaled).symmetrized) else { return nil }
    return eigen.vectors.submatrix(rows: Array(0..<columns.rowCount), columns: Array(0..<count)).transposed
  }
}
