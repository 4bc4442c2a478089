import LinearAlgebra

/// The correlations among some variables.
public struct CorrelationMatrix: Sendable, Hashable {
  public let order: Int
  /// Below the diagonal, row by row.
  private var packed: [Correlation?] = []

  /// The correlations among columns of equal length, NaN for missing, each over the cases that have both values.
  public init(columns: [[Double]]) {
    order = columns.count
    if let rowCount = columns.first?.count, rowCount > 1, columns.allSatisfy({ column in !column.contains { $0.isNaN } }) {
      let rows = Matrix(rowCount: rowCount, columnCount: columns.count, columnMajor: columns.flatMap { $0 })
      let sums = MomentSums.of(rows)
      packed = Self.packed(sums.covariance, means: sums.means, count: rowCount)
      return
    }
    for row in columns.indices {
      for column in 0..<row { packed.append(Correlation(columns[row], columns[column])) }
    }
  }

  /// The correlations that belong to a covariance matrix of `count` cases.
  public init(covariance: Matrix, count: Int) {
    order = covariance.rowCount
    packed = Self.packed(covariance, means: [Double](repeating: 0, count: order), count: count)
  }

  private static func packed(_ covariance: Matrix, means: [Double], count: Int) -> [Correlation?] {
    let deviations = means.indices.map { index in
      covariance[index, index] > 1e-28 * means[index] * means[index] ? covariance[index, index].squareRoot() : nil
    }
    return means.indices.flatMap { row in
      (0..<row).map { column in
        guard let first = deviations[row], let second = deviations[column] else { return nil }
        return Correlation(coefficient: covariance[row, column] / (first * second), count: count)
      }
    }
  }

  /// The correlation of two variables; `nil` on the diagonal, and where it does not exist.
  ///
  /// - Precondition: both are within 0..<order.
  public subscript(row: Int, column: Int) -> Correlation? {
    precondition(0..<order ~= row && 0..<order ~= column, "correlation \(row), \(column) of \(order) variables")
    if row == column { return nil }
    let (upper, lower) = (max(row, column), min(row, column))
    return packed[upper * (upper - 1) / 2 + lower]
  }
}
