import LinearAlgebra
import SurveyData

/// Means and covariances of cases with sampling weights or missing values: each over the cases that have the
/// variable, or both.
struct AvailableMoments: Sendable {
  let means: [Double]
  /// p x p with divisor n - 1; weighted: the weighted mean product times n/(n - 1).
  let covariance: Matrix

  /// - Parameter weights: with mean 1.
  init(_ rows: Matrix, weights: [Double]?) {
    let (n, p) = (rows.rowCount, rows.columnCount)
    let isComplete = !rows.elements.contains { $0.isNaN }
    if isComplete && weights == nil {
      let sums = MomentSums.of(rows)
      (means, covariance) = (sums.means, n > 1 ? sums.covariance : sums.crossProducts)
      return
    }
    let weights = weights ?? [Double](repeating: 1, count: n)
    func weightedMean(_ value: (Int) -> Double) -> (mean: Double, count: Double) {
      var (sum, total, count) = (0.0, 0.0, 0.0)
      for row in 0..<n {
        let x = value(row)
        guard !x.isNaN else { continue }
        sum += weights[row] * x
        total += weights[row]
        count += 1
      }
      return (total > 0 ? sum / total : 0, count)
    }
    let centre = (0..<p).map { j in
      let first = weightedMean { rows[$0, j] }.mean
      return first + weightedMean { rows[$0, j] - first }.mean
    }
    var covariance = Matrix(rowCount: p, columnCount: p)
    for j in 0..<p {
      for i in j..<p {
        let deviation = { (row: Int, k: Int) in rows[row, k] - centre[k] }
        let (product, count) = weightedMean { deviation($0, i) * deviation($0, j) }
        // The cases that have both variables have means of their own.
        let ofI = weightedMean { rows[$0, j].isNaN ? .nan : deviation($0, i) }.mean
        let ofJ = weightedMean { rows[$0, i].isNaN ? .nan : deviation($0, j) }.mean
        covariance[i, j] = count > 1 ? (product - ofI * ofJ) * count / (count - 1) : 0
        covariance[j, i] = covariance[i, j]
      }
    }
    (means, self.covariance) = (centre, covariance)
  }
}
