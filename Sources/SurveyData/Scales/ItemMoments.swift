import LinearAlgebra

/// What is done with rows in which an item of a scale was not answered.
public enum MissingAnswers: String, Sendable, Hashable {
  /// Only rows with every item count.
  case listwise
  /// Each covariance is over the rows that have both items, as R's psych does.
  case pairwise
}

/// Means and covariances of the items of a scale.
struct ItemMoments: Sendable {
  /// Rows in which each item counts.
  var counts: [Int]
  var means: [Double]
  /// Divisor n - 1.
  var standardDeviations: [Double]
  /// k x k, divisor n - 1.
  var covariance: Matrix
  /// Complete rows; pairwise: rows with an answer.
  var sampleSize: Int

  /// `nil` when an item or a pair of them has fewer than two rows.
  init?(_ items: Matrix, _ missing: MissingAnswers) {
    let order = items.columnCount
    let complete = (0..<items.rowCount).filter { row in (0..<order).allSatisfy { !items[row, $0].isNaN } }
    if missing == .listwise || complete.count == items.rowCount {
      guard complete.count > 1 else { return nil }
      let sums = MomentSums.of(items.submatrix(rows: complete, columns: Array(0..<order)))
      counts = [Int](repeating: complete.count, count: order)
      means = sums.means
      covariance = sums.covariance
      sampleSize = complete.count
    } else {
      counts = []
      means = []
      covariance = Matrix(rowCount: order, columnCount: order)
      for i in 0..<order {
        for j in 0...i {
          let rows = (0..<items.rowCount).filter { !items[$0, i].isNaN && !items[$0, j].isNaN }
          guard rows.count > 1 else { return nil }
          let sums = MomentSums.of(items.submatrix(rows: rows, columns: [i, j]))
          covariance[i, j] = sums.covariance[0, 1]
          covariance[j, i] = covariance[i, j]
          if i == j {
            counts.append(rows.count)
            means.append(sums.means[0])
          }
        }
      }
      sampleSize = (0..<items.rowCount).count { row in (0..<order).contains { !items[row, $0].isNaN } }
    }
    standardDeviations = covariance.diagonal.map { $0.squareRoot() }
  }

  /// `nil` when an item is constant.
  var correlation: Matrix? {
    guard standardDeviations.allSatisfy({ $0 > 0 }) else { return nil }
    let scale = Matrix.diagonal(standardDeviations.map { 1 / $0 })
    return scale * covariance * scale
  }

  /// The correlation of an item with the sum of the others: with C the covariance matrix,
  /// `(C1 - C_ii) / sqrt(C_ii (1'C1 - 2 (C1)_i + C_ii))`; `nil` when either is constant.
  func itemRestCorrelation(_ item: Int) -> Double? {
    let variance = covariance[item, item]
    let withTotal = covariance.column(item).reduce(0, +)
    let restVariance = covariance.elements.reduce(0, +) - 2 * withTotal + variance
    guard variance > 0, restVariance > 0 else { return nil }
    return (withTotal - variance) / (variance * restVariance).squareRoot()
  }
}
