import LinearAlgebra
import Probability

/// How far a row of answers lies from the mean of all rows, in units of their covariance.
///
/// `D² = (x - mean)' S^-1 (x - mean)`, S with divisor n - 1 over the complete rows; p is the upper tail of chi-square with as many
/// degrees of freedom as items.
struct MahalanobisDistance {
  /// One a row; NaN for incomplete rows.
  var squared: [Double]
  var probabilities: [Double]

  /// `nil` when the covariance matrix cannot be inverted.
  ///
  /// - Parameter items: n x k answers, missing ones NaN.
  init?(_ items: Matrix) {
    let order = items.columnCount
    let complete = (0..<items.rowCount).filter { row in (0..<order).allSatisfy { !items[row, $0].isNaN } }
    guard order > 0, complete.count > order else { return nil }
    let rows = items.submatrix(rows: complete, columns: Array(0..<order))
    let sums = MomentSums.of(rows)
    let covariance = sums.covariance
    let deviations = covariance.diagonal.map { $0.squareRoot() }
    guard deviations.allSatisfy({ $0 > 0 }) else { return nil }
    // In standard scores, so that a pivot says how much of an item's variance the items before it leave.
    var correlation = covariance
    for j in 0..<order { for i in 0..<order { correlation[i, j] /= deviations[i] * deviations[j] } }
    guard let factor = try? CholeskyFactorization(correlation), factor.lower.diagonal.allSatisfy({ $0 > 1e-6 }) else {
      return nil
    }
    var scores = Matrix(rowCount: order, columnCount: complete.count)
    for place in complete.indices {
      for item in 0..<order { scores[item, place] = (rows[place, item] - sums.means[item]) / deviations[item] }
    }
    let solved = factor.solve(scores)
    squared = [Double](repeating: .nan, count: items.rowCount)
    probabilities = squared
    let distribution = ChiSquare(degreesOfFreedom: Double(order))
    for (place, row) in complete.enumerated() {
      squared[row] = (0..<order).reduce(0) { $0 + scores[$1, place] * solved[$1, place] }
      probabilities[row] = distribution.upperTail(squared[row])
    }
  }
}
