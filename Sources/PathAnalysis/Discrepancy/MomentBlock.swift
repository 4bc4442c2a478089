import LinearAlgebra

/// Observed moments of some cases, and how they follow from the variables of a group's RAM matrices.
///
/// A group of complete cases is one block. Incomplete data have a block for each pattern of observed variables; two-level data one for
/// the deviations within clusters and one for the means of clusters of each size. The likelihood is the sum over the blocks.
struct MomentBlock: Sendable {
  /// A row of the moments as a combination of RAM variables: one variable, or (means of clusters of size s) the within part plus
  /// `sqrt(s)` times the between part.
  struct Combination: Sendable, Equatable {
    var variables: [Int]
    var weights: [Double]
    /// Of the variables' means: a cluster's mean deviates by the within part, but has the within mean `sqrt(s)` times.
    var meanWeights: [Double]

    init(_ variable: Int) {
      self.init([variable], weights: [1])
    }

    init(_ variables: [Int], weights: [Double], meanWeights: [Double]? = nil) {
      self.variables = variables
      self.weights = weights
      self.meanWeights = meanWeights ?? weights
    }
  }

  /// Which of the groups' RAM matrices.
  var group: Int
  var rows: [Combination]
  /// p x p, divisor as the likelihood has it.
  var covariance: Matrix
  /// Length p; `nil` where means are not modelled.
  var means: [Double]?
  /// Share in the discrepancy, `n_b / N`.
  var weight: Double
  /// What F is measured from: `ln|S| + p` for the likelihood ratio against a saturated block; 0 for patterns and cluster sizes, whose
  /// saturated model is common to them.
  var origin: Double

  /// The rows of a matrix over RAM variables, combined: F M.
  func combine(_ matrix: Matrix) -> Matrix { combine(matrix, rows.map(\.weights)) }

  /// The same as means combine.
  func combineMeans(_ matrix: Matrix) -> Matrix { combine(matrix, rows.map(\.meanWeights)) }

  /// Means of the rows.
  func combineMeans(_ means: [Double]) -> [Double] {
    rows.map { row in zip(row.variables, row.meanWeights).reduce(0) { $0 + $1.1 * means[$1.0] } }
  }

  /// Whether means combine otherwise than deviations.
  var hasOwnMeanWeights: Bool { means != nil && rows.contains { $0.meanWeights != $0.weights } }

  private func combine(_ matrix: Matrix, _ weights: [[Double]]) -> Matrix {
    // Each row one variable: nothing to combine.
    if weights.allSatisfy({ $0 == [1] }) {
      return matrix.submatrix(rows: rows.map { $0.variables[0] }, columns: Array(0..<matrix.columnCount))
    }
    var result = Matrix(rowCount: rows.count, columnCount: matrix.columnCount)
    for column in 0..<matrix.columnCount {
      for (i, row) in rows.enumerated() {
        var sum = 0.0
        for (variable, weight) in zip(row.variables, weights[i]) { sum += weight * matrix[variable, column] }
        result[i, column] = sum
      }
    }
    return result
  }

  /// `Sigma^-1 (Sigma - S - d d') Sigma^-1`, given Sigma^-1 and the residuals d of the means.
  func slope(_ precision: Matrix, _ residuals: [Double]) -> Matrix {
    var moments = covariance
    if means != nil { moments.add(1, timesProductOf: residuals, residuals, at: Array(residuals.indices)) }
    return (precision - precision * moments * precision).symmetrized
  }

  /// The columns of a matrix over RAM variables, combined: M F'.
  func combineColumns(_ matrix: Matrix) -> Matrix {
    var result = Matrix(rowCount: matrix.rowCount, columnCount: rows.count)
    for (j, row) in rows.enumerated() {
      for (variable, weight) in zip(row.variables, row.weights) {
        for i in 0..<matrix.rowCount { result[i, j] += weight * matrix[i, variable] }
      }
    }
    return result
  }
}

extension MomentBlock {
  /// The block of a group of complete cases.
  ///
  /// - Throws: `notPositiveDefinite` when the observed covariance is not.
  init(
    complete observed: ObservedMoments, of matrices: RAMMatrices, group: Int, weight: Double
  ) throws(FactorizationError) {
    let p = matrices.observedCount
    self.group = group
    rows = (0..<p).map { Combination($0) }
    covariance = observed.covariance
    means = matrices.intercepts.isEmpty ? nil : observed.means
    self.weight = weight
    origin = try CholeskyFactorization(observed.covariance).logDeterminant + Double(p)
  }
}
