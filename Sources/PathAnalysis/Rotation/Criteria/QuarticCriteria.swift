/// Criteria of fourth degree in the loadings. s(i,j) are squared loadings, r(i) and c(j) their row and column sums.
extension CriterionValue {
  /// 1/4 sum over j != l of [sum over i of s(i,j) s(i,l) - gamma/p c(j) c(l)], over the columns from `first` on.
  ///
  /// dQ/dl(i,j) = l(i,j) [r(i) - s(i,j) - gamma/p (c - c(j))], with sums over those columns.
  static func oblimin(_ loadings: LoadingGrid<Number>, gamma: Double, from first: Int) -> CriterionValue {
    var squares = loadings.map(\.square)
    for j in 0..<min(first, squares.columnCount) {
      for i in 0..<squares.rowCount { squares[i, j] = .zero }
    }
    let rows = squares.rowSums
    let columns = squares.columnSums
    let total = columns.reduce(.zero, +)
    let share = gamma / Double(loadings.rowCount)
    var value = Number.zero
    let gradient = loadings.mapIndexed { i, j, loading in
      if j < first { return .zero }
      let others = rows[i] - squares[i, j] - share * (total - columns[j])
      value += squares[i, j] * others
      return loading * others
    }
    return CriterionValue(value: 0.25 * value, gradient: gradient)
  }

  /// -1/4 sum over j of [sum over i of s(i,j)^2 - gamma/p c(j)^2].
  ///
  /// dQ/dl(i,j) = -l(i,j) [s(i,j) - gamma/p c(j)].
  static func orthomax(_ loadings: LoadingGrid<Number>, gamma: Double) -> CriterionValue {
    let squares = loadings.map(\.square)
    let columns = squares.columnSums
    let share = gamma / Double(loadings.rowCount)
    var value = Number.zero
    let gradient = loadings.mapIndexed { i, j, loading in
      let excess = share * columns[j] - squares[i, j]
      value += squares[i, j] * excess
      return loading * excess
    }
    return CriterionValue(value: 0.25 * value, gradient: gradient)
  }

  /// (1 - kappa)/4 sum over i, j != l of s(i,j) s(i,l) + kappa/4 sum over j, i != k of s(i,j) s(k,j).
  ///
  /// dQ/dl(i,j) = l(i,j) [(1 - kappa)(r(i) - s(i,j)) + kappa (c(j) - s(i,j))].
  static func crawfordFerguson(_ loadings: LoadingGrid<Number>, kappa: Double) -> CriterionValue {
    let squares = loadings.map(\.square)
    let rows = squares.rowSums
    let columns = squares.columnSums
    var value = Number.zero
    let gradient = loadings.mapIndexed { i, j, loading in
      let others = (1 - kappa) * (rows[i] - squares[i, j]) + kappa * (columns[j] - squares[i, j])
      value += squares[i, j] * others
      return loading * others
    }
    return CriterionValue(value: 0.25 * value, gradient: gradient)
  }

  /// With SS = S S' and LL = L L', minus the sum of SS LL^2 (the first tandem criterion) or the sum of SS (1 - LL^2) (the second),
  /// element by element.
  ///
  /// With W = LL^2, or W = LL^2 - 1 in the second: Q = -sum of SS W and dQ/dL = -4 [L o (W S) + (LL o SS) L].
  static func tandem(_ loadings: LoadingGrid<Number>, isFirst: Bool) -> CriterionValue {
    let squares = loadings.map(\.square)
    let products = loadings.times(loadings.transposed)
    let squareProducts = squares.times(squares.transposed)
    let weights = products.map { isFirst ? $0.square : $0.square - Number(1) }
    let value = weights.mapIndexed { i, j, weight in weight * squareProducts[i, j] }.sum
    let throughSquares = weights.times(squares)
    let throughProducts = products.mapIndexed { i, j, product in product * squareProducts[i, j] }.times(loadings)
    let gradient = loadings.mapIndexed { i, j, loading in
      -4 * (loading * throughSquares[i, j] + throughProducts[i, j])
    }
    return CriterionValue(value: -1 * value, gradient: gradient)
  }
}
