import LinearAlgebra

/// Criteria that count squared distances of loadings from given values.
extension CriterionValue {
  /// The sum of the `count` smallest squared loadings; dQ/dl = 2 l for those, else 0. Of equal ones the first count.
  static func simplimax(_ loadings: LoadingGrid<Number>, count: Int) -> CriterionValue {
    let squares = loadings.elements.map { $0.value * $0.value }
    let order = squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }
    var isSmall = [Bool](repeating: false, count: squares.count)
    for index in order.prefix(count) { isSmall[index] = true }
    var value = Number.zero
    let gradient = loadings.mapIndexed { i, j, loading in
      guard isSmall[i + j * loadings.rowCount] else { return .zero }
      value += loading.square
      return 2 * loading
    }
    return CriterionValue(value: value, gradient: gradient)
  }

  /// sum of w (l - t)^2, w = 1 everywhere if not given; dQ/dl = 2 w (l - t).
  static func targetDistance(_ loadings: LoadingGrid<Number>, target: Matrix, weights: Matrix?) -> CriterionValue {
    var value = Number.zero
    let gradient = loadings.mapIndexed { i, j, loading in
      let weight = weights?[i, j] ?? 1
      let distance = loading - Number(target[i, j])
      value += weight * distance.square
      return (2 * weight) * distance
    }
    return CriterionValue(value: value, gradient: gradient)
  }
}
