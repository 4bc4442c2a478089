import LinearAlgebra
import SurveyData

/// Means and covariances of cases with sampling weights or missing values: each over the cases that have the
/// variable, or both.
struct AvailableMoments: Sendable {
  let means: [Double]
  /// p x p with divisor n - 1; weighted: the weighted mean product times n/(n - 1).
  let covariance: Matrix

  /// - Parameter weights: with mean 1.
  init(_ rows: CaseRows, weights: [Double]?) {
    if weights == nil, !rows.hasMissing {
      let sums = MomentSums.of(rows)
      (means, covariance) = (sums.means, rows.rowCount > 1 ? sums.covariance : sums.crossProducts)
      return
    }
    let p = rows.columnCount
    let first = Self.means(of: rows, weights, from: [Double](repeating: 0, count: p))
    let remainder = Self.means(of: rows, weights, from: first)
    let centre = zip(first, remainder).map { $0 + $1 }
    var pairs = [PairSums](repeating: PairSums(), count: p * (p + 1) / 2)
    for range in rows.blocks {
      let block = rows.block(range)
      var place = 0
      for j in 0..<p {
        for i in j..<p {
          for (row, number) in range.enumerated() {
            pairs[place].add(block[row, i] - centre[i], block[row, j] - centre[j], weight: weights?[number] ?? 1)
          }
          place += 1
        }
      }
    }
    means = centre
    covariance = Matrix(halfVector: pairs.map(\.covariance), order: p)
  }

  /// The weighted means of the deviations from some numbers, each over the cases that have the variable.
  private static func means(of rows: CaseRows, _ weights: [Double]?, from centre: [Double]) -> [Double] {
    var sums = centre.map { _ in 0.0 }
    var totals = sums
    for range in rows.blocks {
      let block = rows.block(range)
      for j in centre.indices {
        for (row, number) in range.enumerated() {
          let value = block[row, j] - centre[j]
          guard !value.isNaN else { continue }
          let weight = weights?[number] ?? 1
          sums[j] += weight * value
          totals[j] += weight
        }
      }
    }
    return zip(sums, totals).map { $1 > 0 ? $0 / $1 : 0 }
  }
}

/// Weighted sums over the cases that have both of two variables.
private struct PairSums {
  private var (product, a, b, weight, count) = (0.0, 0.0, 0.0, 0.0, 0.0)

  mutating func add(_ x: Double, _ y: Double, weight own: Double) {
    guard !x.isNaN, !y.isNaN else { return }
    product += own * (x * y)
    a += own * x
    b += own * y
    weight += own
    count += 1
  }

  /// The cases that have both variables have means of their own. Divisor n - 1.
  var covariance: Double {
    guard count > 1, weight > 0 else { return 0 }
    return (product / weight - a / weight * (b / weight)) * count / (count - 1)
  }
}
