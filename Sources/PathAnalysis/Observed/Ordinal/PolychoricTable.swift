import Probability

/// The polychoric correlation of two ordinal variables without covariates, from their contingency table.
///
/// log L = Σ n(i,j) log p(i,j), where p(i,j) is what the bivariate normal distribution has between the thresholds
/// (Olsson 1979, two-step).
struct PolychoricTable: Sendable {
  private var table: ContingencyTable
  private var rowThresholds: [Double]
  private var columnThresholds: [Double]
  private var rowMargins: [Double]
  private var columnMargins: [Double]

  init(_ table: ContingencyTable, rowThresholds: [Double], columnThresholds: [Double]) {
    self.table = table
    self.rowThresholds = rowThresholds
    self.columnThresholds = columnThresholds
    rowMargins = rowThresholds.map(Normal.cumulative)
    columnMargins = columnThresholds.map(Normal.cumulative)
  }

  /// The correlation; `nil` at ±1.
  func correlation() -> Double? {
    CorrelationSearch.maximum(from: startingCorrelation) { correlation in
      let probabilities = probabilities(correlation)
      let slopes = slopes(correlation)
      let curvatures = differences { h, k in BivariateNormal.densitySlope(h, k, correlation: correlation) }
      var (first, second) = (0.0, 0.0)
      for cell in table.counts.indices where table.counts[cell] != 0 {
        let relative = slopes[cell] / probabilities[cell]
        first += table.counts[cell] * relative
        second += table.counts[cell] * (curvatures[cell] / probabilities[cell] - relative * relative)
      }
      return (first, second)
    }
  }

  /// The probabilities of the cells and the derivatives of their logarithms with respect to the correlation, column by column.
  struct Cells: Sendable {
    var correlation: Double
    var probabilities: [Double]
    var scores: [Double]
  }

  func cells(at correlation: Double) -> Cells {
    let probabilities = probabilities(correlation)
    return Cells(
      correlation: correlation, probabilities: probabilities, scores: zip(slopes(correlation), probabilities).map { $0 / $1 })
  }

  /// Σ n(i,j) s(i,j) ∂ log p(i,j) / ∂τ for the thresholds τ of the rows and of the columns, where s are the scores.
  func thresholdDerivatives(_ cells: Cells, counts: ContingencyTable) -> (rows: [Double], columns: [Double]) {
    let correlation = cells.correlation
    let weights = counts.counts.indices.map { cell in
      counts.counts[cell] == 0 ? 0 : counts.counts[cell] * cells.scores[cell] / cells.probabilities[cell]
    }
    let (m, n) = (table.rowCount, table.columnCount)
    var rows = [Double](repeating: 0, count: m - 1)
    for i in rows.indices {
      var below = 0.0
      for j in 0..<n {
        let k = j < n - 1 ? columnThresholds[j] : .infinity
        let upTo = BivariateNormal.slope(rowThresholds[i], k, correlation: correlation)
        rows[i] += (weights[i + j * m] - weights[i + 1 + j * m]) * (upTo - below)
        below = upTo
      }
    }
    var columns = [Double](repeating: 0, count: n - 1)
    for j in columns.indices {
      var below = 0.0
      for i in 0..<m {
        let h = i < m - 1 ? rowThresholds[i] : .infinity
        let upTo = BivariateNormal.slope(columnThresholds[j], h, correlation: correlation)
        columns[j] += (weights[i + j * m] - weights[i + (j + 1) * m]) * (upTo - below)
        below = upTo
      }
    }
    return (rows, columns)
  }

  /// Cov(i, j) / (Σ φ(row thresholds) Σ φ(column thresholds)), the first term of the tetrachoric series solved for r.
  private var startingCorrelation: Double {
    let total = table.counts.reduce(0, +)
    var (rowSum, columnSum, productSum) = (0.0, 0.0, 0.0)
    for j in 0..<table.columnCount {
      for i in 0..<table.rowCount {
        let share = table.counts[i + j * table.rowCount] / total
        rowSum += share * Double(i)
        columnSum += share * Double(j)
        productSum += share * Double(i) * Double(j)
      }
    }
    let densities = rowThresholds.map(Normal.density).reduce(0, +) * columnThresholds.map(Normal.density).reduce(0, +)
    return (productSum - rowSum * columnSum) / densities
  }

  private func probabilities(_ correlation: Double) -> [Double] {
    let inner = BivariateNormal.cumulative(first: rowThresholds, second: columnThresholds, correlation: correlation)
    let (m, n) = (table.rowCount, table.columnCount)
    var result = [Double](repeating: 0, count: m * n)
    for j in 0..<n {
      for i in 0..<m {
        var value = j < n - 1 ? (i < m - 1 ? inner[i + j * (m - 1)] : columnMargins[j]) : i < m - 1 ? rowMargins[i] : 1
        if i > 0 { value -= j < n - 1 ? inner[i - 1 + j * (m - 1)] : rowMargins[i - 1] }
        if j > 0 { value -= i < m - 1 ? inner[i + (j - 1) * (m - 1)] : columnMargins[j - 1] }
        if i > 0, j > 0 { value += inner[i - 1 + (j - 1) * (m - 1)] }
        let isNeeded = value < 1e-6 && table.counts[i + j * m] != 0
        result[i + j * m] = isNeeded ? smallProbability(i, j, correlation) : max(value, .leastNormalMagnitude)
      }
    }
    return result
  }

  /// The probability of a cell where the difference of cumulative probabilities has lost digits.
  private func smallProbability(_ i: Int, _ j: Int, _ correlation: Double) -> Double {
    let rowBounds = [-.infinity] + rowThresholds + [.infinity]
    let columnBounds = [-.infinity] + columnThresholds + [.infinity]
    let value = BivariateNormal.smallProbability(
      rowBounds[i]...rowBounds[i + 1], columnBounds[j]...columnBounds[j + 1], correlation: correlation)
    return max(value, .leastNormalMagnitude)
  }

  private func slopes(_ correlation: Double) -> [Double] {
    differences { h, k in BivariateNormal.density(h, k, correlation: correlation) }
  }

  /// Differences over the cells of a function that is 0 where an argument is infinite.
  private func differences(_ function: (Double, Double) -> Double) -> [Double] {
    let (m, n) = (table.rowCount, table.columnCount)
    var result = [Double](repeating: 0, count: m * n)
    for (j, k) in columnThresholds.enumerated() {
      for (i, h) in rowThresholds.enumerated() {
        let value = function(h, k)
        result[i + j * m] += value
        result[i + 1 + j * m] -= value
        result[i + (j + 1) * m] -= value
        result[i + 1 + (j + 1) * m] += value
      }
    }
    return result
  }
}
