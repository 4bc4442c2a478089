import LinearAlgebra
import SurveyData

/// Incomplete cases, grouped by which variables are observed.
///
/// The normal likelihood of incomplete data needs of each group no more than its size, means and covariance, so that an iteration
/// costs one factorization per pattern, not per case.
///
///     let patterns = MissingPatterns(rows: Matrix(rows: [[1, 2], [3, .nan], [2, 5]]))
///     patterns.patterns.map(\.observed)  // [[0, 1], [0]]
struct MissingPatterns: Sendable {
  /// The cases of which the same variables are observed.
  struct Pattern: Sendable {
    /// Variables from 0, ascending; never empty.
    var observed: [Int]
    /// Rows of the data, ascending.
    var caseIndices: [Int]
    /// Of the observed variables.
    var means: [Double]
    /// Of the observed variables, about `means`, with divisor n; zero for one case.
    var covariance: Matrix

    var sampleSize: Int { caseIndices.count }
  }

  /// The data as given, n x p, missing values NaN.
  let rows: Matrix
  /// In the order in which they first occur.
  let patterns: [Pattern]
  /// Rows on which nothing is observed, and which are left out.
  let emptyRowCount: Int

  /// - Parameter rows: n x p; NaN is a missing value.
  init(rows: Matrix) {
    self.rows = rows
    var groups: [(observed: [Int], cases: [Int])] = []
    var groupOf: [[Bool]: Int] = [:]
    var emptyRowCount = 0
    for row in 0..<rows.rowCount {
      let present = (0..<rows.columnCount).map { !rows[row, $0].isNaN }
      if let group = groupOf[present] {
        groups[group].cases.append(row)
        continue
      }
      let observed = present.indices.filter { present[$0] }
      if observed.isEmpty {
        emptyRowCount += 1
        continue
      }
      groupOf[present] = groups.count
      groups.append((observed, [row]))
    }
    self.emptyRowCount = emptyRowCount
    patterns = groups.map { group in
      let moments = MomentSums.of(rows.submatrix(rows: group.cases, columns: group.observed))
      return Pattern(
        observed: group.observed, caseIndices: group.cases, means: moments.means,
        covariance: (1 / Double(group.cases.count)) * moments.crossProducts)
    }
  }

  var variableCount: Int { rows.columnCount }

  /// The cases used: those of which something is observed.
  var rowCount: Int { rows.rowCount - emptyRowCount }

  /// The rows of the data that are used, ascending.
  var usedRows: [Int] { patterns.flatMap(\.caseIndices).sorted() }

  /// p x p: the share of the cases used on which both variables are observed; on the diagonal, on which the variable is.
  var coverage: Matrix {
    let counts = pairCounts
    return rowCount > 0 ? (1 / Double(rowCount)) * counts : counts
  }

  /// The pairs j < i of variables that are never observed together, of variables that are observed at all.
  ///
  /// The data say nothing about their partial association: their covariance is not identified.
  var pairsNeverTogether: [(Int, Int)] {
    let counts = pairCounts
    let seen = (0..<variableCount).filter { counts[$0, $0] > 0 }
    return seen.flatMap { j in seen.filter { $0 > j && counts[$0, j] == 0 }.map { (j, $0) } }
  }

  /// p x p: the number of cases on which both are observed.
  var pairCounts: Matrix {
    var counts = Matrix(rowCount: variableCount, columnCount: variableCount)
    for pattern in patterns {
      let ones = [Double](repeating: 1, count: pattern.observed.count)
      counts.add(Double(pattern.sampleSize), timesProductOf: ones, ones, at: pattern.observed)
    }
    return counts
  }
}
