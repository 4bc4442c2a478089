/// Criteria built on products and ratios of squared loadings s(i,j).
extension CriterionValue {
  /// sum over i of g(i), g(i) = (product over j of (s(i,j) + epsilon))^(1/m), over the m columns from `first` on.
  ///
  /// dQ/dl(i,j) = 2/m l(i,j) g(i) / (s(i,j) + epsilon).
  static func geomin(_ loadings: LoadingGrid<Number>, epsilon: Double, from first: Int) -> CriterionValue {
    let columns = min(first, loadings.columnCount)..<loadings.columnCount
    var gradient = loadings.map { _ in .zero }
    var value = Number.zero
    if columns.isEmpty { return CriterionValue(value: value, gradient: gradient) }
    let share = 1 / Double(columns.count)
    for i in 0..<loadings.rowCount {
      var sum = Number.zero
      for j in columns { sum += (loadings[i, j].square + Number(epsilon)).logarithm }
      let mean = (share * sum).exponential
      value += mean
      for j in columns {
        gradient[i, j] = (2 * share) * (loadings[i, j] * mean / (loadings[i, j].square + Number(epsilon)))
      }
    }
    return CriterionValue(value: value, gradient: gradient)
  }

  /// -(log sum of s^2 - 2 log sum of s); dQ/dl = 4 l (1 / sum of s - s / sum of s^2).
  static func oblimax(_ loadings: LoadingGrid<Number>) -> CriterionValue {
    let squares = loadings.map(\.square)
    let second = squares.sum
    let fourth = squares.map(\.square).sum
    return CriterionValue(
      value: 2 * second.logarithm - fourth.logarithm,
      gradient: loadings.mapIndexed { i, j, loading in
        4 * (loading * (Number(1) / second - squares[i, j] / fourth))
      })
  }

  /// -1/4 (log det M - log det D), M = S'S and D its diagonal; dQ/dL = -L o (S (M^-1 - D^-1)).
  static func bentler(_ loadings: LoadingGrid<Number>) -> CriterionValue {
    let squares = loadings.map(\.square)
    let moments = squares.transposed.times(squares)
    let (inverse, logDeterminant) = inverseAndLogDeterminant(moments)
    var diagonalLogDeterminant = Number.zero
    for j in 0..<moments.columnCount { diagonalLogDeterminant += moments[j, j].logarithm }
    let difference = inverse.mapIndexed { i, j, element in i == j ? element - Number(1) / moments[j, j] : element }
    let product = squares.times(difference)
    return CriterionValue(
      value: 0.25 * (diagonalLogDeterminant - logDeterminant),
      gradient: loadings.mapIndexed { i, j, loading in -1 * (loading * product[i, j]) })
  }
}

/// M^-1 and log det M of a positive definite M by Gauss-Jordan elimination, whose pivots then are positive.
private func inverseAndLogDeterminant<Number>(_ matrix: LoadingGrid<Number>) -> (LoadingGrid<Number>, Number) {
  let order = matrix.rowCount
  var left = matrix
  var right = LoadingGrid<Number>(rowCount: order, columnCount: order)
  for i in 0..<order { right[i, i] = Number(1) }
  var logDeterminant = Number.zero
  for k in 0..<order {
    let pivot = left[k, k]
    logDeterminant += pivot.logarithm
    for j in 0..<order {
      left[k, j] = left[k, j] / pivot
      right[k, j] = right[k, j] / pivot
    }
    for i in 0..<order where i != k {
      let factor = left[i, k]
      for j in 0..<order {
        left[i, j] = left[i, j] - factor * left[k, j]
        right[i, j] = right[i, j] - factor * right[k, j]
      }
    }
  }
  return (right, logDeterminant)
}
