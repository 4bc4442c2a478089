import LinearAlgebra
import SurveyData

/// What each case adds to the moments: its deviations from the means (with a mean structure), then the products of every two of them.
struct CaseProducts: Sendable {
  private let deviations: CaseDeviations
  private let weights: [Double]?
  private let hasMeans: Bool
  private let fixedExogenous: [Int]
  /// Slopes of all variables on the fixed exogenous ones, one column a variable.
  private var slopes: Matrix?

  /// - Parameters:
  ///   - rows: n x p.
  ///   - fixedExogenous: variables whose moments are constants: what the regression on them predicts is taken away.
  init(_ rows: CaseRows, means: [Double]?, weights: [Double]? = nil, hasMeans: Bool, fixedExogenous: [Int] = []) {
    self.weights = weights
    self.hasMeans = hasMeans
    self.fixedExogenous = fixedExogenous
    let n = Double(rows.rowCount)
    deviations = CaseDeviations(rows: rows, centre: means ?? rows.columnSums.map { $0 / n })
    guard !fixedExogenous.isEmpty else { return }
    var cross = Matrix(rowCount: rows.columnCount, columnCount: rows.columnCount)
    for range in rows.blocks {
      let block = deviations.block(range)
      cross += block.transposedTimes(block)
    }
    slopes = (try? CholeskyFactorization(cross.principal(fixedExogenous)))?.solve(
      cross.submatrix(rows: fixedExogenous, columns: Array(0..<rows.columnCount)))
  }

  /// Covariance of the products over cases, (p +) p(p + 1)/2 of them, divisor n.
  var covariance: Matrix {
    let rows = deviations.rows
    let n = Double(rows.rowCount)
    var means: [Double] = []
    for range in rows.blocks {
      let values = values(range)
      if means.isEmpty { means = [Double](repeating: 0, count: values.columnCount) }
      for j in means.indices {
        for (i, row) in range.enumerated() { means[j] += values[i, j] * (weights?[row] ?? 1) }
      }
    }
    for j in means.indices { means[j] /= n }
    var sum = Matrix(rowCount: means.count, columnCount: means.count)
    for range in rows.blocks {
      var values = values(range)
      for j in means.indices {
        for (i, row) in range.enumerated() { values[i, j] = (values[i, j] - means[j]) * (weights?[row].squareRoot() ?? 1) }
      }
      sum += values.transposedTimes(values)
    }
    return (1 / n) * sum
  }

  /// A block of the cases' deviations (with a mean structure) and products.
  private func values(_ range: Range<Int>) -> Matrix {
    let block = deviations.block(range)
    let fitted = slopes.map { block.submatrix(rows: Array(0..<range.count), columns: fixedExogenous) * $0 }
    let means = fitted.map { block - $0 } ?? block
    let products = fitted.map { block.pairProducts - $0.pairProducts } ?? block.pairProducts
    guard hasMeans else { return products }
    return Matrix(
      rowCount: range.count, columnCount: means.columnCount + products.columnCount,
      columnMajor: means.elements + products.elements)
  }
}

extension CaseRows {
  /// The sum of each variable's values.
  var columnSums: [Double] {
    var sums = [Double](repeating: 0, count: columnCount)
    for range in blocks {
      let block = block(range)
      for j in sums.indices { for i in 0..<range.count { sums[j] += block[i, j] } }
    }
    return sums
  }
}
