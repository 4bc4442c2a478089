import LinearAlgebra
import SurveyData

/// Incomplete cases, grouped by which variables are observed.
///
/// The normal likelihood of incomplete data needs of each group no more than its size, means and covariance, so that an iteration
/// costs one factorization per pattern, not per case.
///
///     let patterns = MissingPatterns(rows: CaseRows(Matrix(rows: [[1, 2], [3, .nan], [2, 5]])))
///     patterns.patterns.map(\.observed)  // [[0, 1], [0]]
struct MissingPatterns: Sendable {
  /// The cases of which the same variables are observed.
  struct Pattern: Sendable {
    /// Variables from 0, ascending; never empty.
    var observed: [Int]
    var sampleSize: Int
    /// Of the observed variables.
    var means: [Double]
    /// Of the observed variables, about `means`, with divisor n; zero for one case.
    var covariance: Matrix
  }

  /// The data as given, n x p, missing values NaN.
  let rows: CaseRows
  /// In the order in which they first occur.
  let patterns: [Pattern]
  /// Rows on which nothing is observed, and which are left out.
  let emptyRowCount: Int
  private let numbering: PatternNumbering

  /// - Parameter rows: n x p; NaN is a missing value.
  init(rows: CaseRows) {
    self.rows = rows
    var numbering = PatternNumbering(variableCount: rows.columnCount)
    var sums: [MomentSums] = []
    for range in rows.blocks {
      let block = rows.block(range)
      for (number, cases) in numbering.cases(of: block).enumerated() {
        let observed = numbering.observed[number]
        if number == sums.count { sums.append(MomentSums(variableCount: observed.count)) }
        sums[number] = sums[number].merged(with: MomentSums.of(block.submatrix(rows: cases, columns: observed)))
      }
    }
    self.numbering = numbering
    emptyRowCount = rows.rowCount - sums.reduce(0) { $0 + $1.count }
    patterns = zip(numbering.observed, sums).map { observed, sums in
      Pattern(
        observed: observed, sampleSize: sums.count, means: sums.means,
        covariance: (1 / Double(sums.count)) * sums.crossProducts)
    }
  }

  /// For each pattern the rows of a block of the data that have it, ascending.
  func cases(of block: Matrix) -> [[Int]] {
    // All its patterns are known: the copy stays as it is.
    var numbering = numbering
    return numbering.cases(of: block)
  }

  var variableCount: Int { rows.columnCount }

  /// The cases used: those of which something is observed.
  var rowCount: Int { rows.rowCount - emptyRowCount }

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
