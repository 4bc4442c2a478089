import LinearAlgebra

/// Small changes of a transformation, T -> T (I + E), and the derivatives of the criterion in them.
///
/// They have one coordinate for each free element of E: the elements off the diagonal if factors are oblique, where
/// e(j,j) = -sum over k != j of phi(j,k) e(k,j) keeps the variances of factors at 1; the elements below it if they are orthogonal,
/// where E is skew-symmetric. Loadings change by dL = -L E' and factor covariances by E'Phi + Phi E.
extension RotationProblem {
  /// The places (row, column) of the free elements of E: m(m - 1) of them, half as many if factors are orthogonal.
  var coordinates: [(row: Int, column: Int)] {
    (0..<factorCount).flatMap { column in
      (0..<factorCount).compactMap { row in
        (isOrthogonal ? row > column : row != column) ? (row, column) : nil
      }
    }
  }

  /// E from its free elements.
  func change(_ steps: [Double], at point: RotationPoint) -> Matrix {
    var change = Matrix(rowCount: factorCount, columnCount: factorCount)
    for (place, step) in zip(coordinates, steps) {
      change[place.row, place.column] += step
      if isOrthogonal {
        change[place.column, place.row] -= step
      } else {
        change[place.column, place.column] -= point.factorCovariance[place.column, place.row] * step
      }
    }
    return change
  }

  /// The derivatives of the criterion in the coordinates. All are 0 at a solution.
  ///
  /// With N = (dQ/dL)' L they are -(n(k,j) - n(j,j) phi(k,j)), or n(j,k) - n(k,j) if factors are orthogonal. That they vanish is
  /// the same as L' (dQ/dL) Phi^-1 being diagonal, or L' (dQ/dL) being symmetric (Jennrich, 2002, 2001).
  func slopes(at point: RotationPoint) -> [Double] {
    let moments = point.moments
    return coordinates.map { row, column in
      isOrthogonal
        ? moments[column, row] - moments[row, column]
        : moments[column, column] * point.factorCovariance[row, column] - moments[row, column]
    }
  }

  /// How `slopes` change when loadings move by `loadings` and factor covariances by `covariance` (nil: not at all).
  func slopeChange(at point: RotationPoint, loadings direction: Matrix, covariance: Matrix?) -> [Double] {
    let gradientChange = criterion.evaluate(LoadingGrid(point.loadings, direction: direction)).gradient.slopes
    let change = gradientChange.transposedTimes(point.loadings) + point.gradient.transposedTimes(direction)
    if isOrthogonal { return coordinates.map { change[$0.column, $0.row] - change[$0.row, $0.column] } }
    let moments = point.moments
    return coordinates.map { row, column in
      change[column, column] * point.factorCovariance[row, column]
        + moments[column, column] * (covariance?[row, column] ?? 0) - change[row, column]
    }
  }

  /// The derivatives of `slopes` in the coordinates, one column for each: at a solution, the second derivatives of Q.
  func curvature(at point: RotationPoint) -> Matrix {
    let count = coordinates.count
    var elements: [Double] = []
    for k in 0..<count {
      var unit = [Double](repeating: 0, count: count)
      unit[k] = 1
      let change = change(unit, at: point)
      elements += slopeChange(
        at: point, loadings: -point.loadings.timesTransposed(change), covariance: covarianceChange(change, at: point))
    }
    return Matrix(rowCount: count, columnCount: count, columnMajor: elements)
  }

  /// E'Phi + Phi E, which is 0 if factors are orthogonal.
  func covarianceChange(_ change: Matrix, at point: RotationPoint) -> Matrix {
    if isOrthogonal { return Matrix(rowCount: factorCount, columnCount: factorCount) }
    let product = point.factorCovariance * change
    return product + product.transposed
  }
}
