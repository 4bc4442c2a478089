import LinearAlgebra

/// The order and the signs that factors are shown with.
struct FactorArrangement {
  /// The column that comes to stand at each place.
  let order: [Int]
  /// 1 or -1 for each place.
  let signs: [Double]

  /// From p x m rotated loadings: factors whose loadings have a negative sum are reflected, and interchangeable ones ordered by
  /// the mean position of their salient loadings, those at least 0.8 of the largest.
  init(_ loadings: Matrix, criterion: RotationCriterion) {
    let columns = 0..<loadings.columnCount
    let reflectable = criterion.reflectableColumns(of: loadings.columnCount)
    let interchangeable = criterion.interchangeableColumns(of: loadings.columnCount)
    let columnSigns = columns.map { j in
      reflectable.contains(j) && loadings.column(j).reduce(0, +) < 0 ? -1.0 : 1.0
    }
    let positions = columns.map { Self.meanSalientPosition(loadings.column($0)) }
    let arranged = interchangeable.sorted { (positions[$0], $0) < (positions[$1], $1) }
    order = Array(columns.prefix(interchangeable.lowerBound)) + arranged + Array(columns.dropFirst(interchangeable.upperBound))
    signs = order.map { columnSigns[$0] }
  }

  /// Factors as they stand.
  init(asGiven count: Int) {
    order = Array(0..<count)
    signs = [Double](repeating: 1, count: count)
  }

  private static func meanSalientPosition(_ loadings: [Double]) -> Double {
    let largest = loadings.reduce(0) { max($0, abs($1)) }
    let salient = loadings.indices.filter { abs(loadings[$0]) >= 0.8 * largest }
    return Double(salient.reduce(0, +)) / Double(max(1, salient.count))
  }

  /// The matrix with its columns in this order and with these signs.
  func applied(toColumns matrix: Matrix) -> Matrix {
    var result = matrix
    for (place, column) in order.enumerated() {
      for i in 0..<matrix.rowCount { result[i, place] = signs[place] * matrix[i, column] }
    }
    return result
  }
}
