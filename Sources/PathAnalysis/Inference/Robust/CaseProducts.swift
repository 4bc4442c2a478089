import LinearAlgebra

/// What each case adds to the moments: its deviations from the means (with a mean structure), then the products of every two of them.
struct CaseProducts: Sendable {
  /// n x (p +) p(p + 1)/2.
  let values: Matrix
  private let weights: [Double]?

  /// - Parameters:
  ///   - rows: n x p.
  ///   - fixedExogenous: variables whose moments are constants: what the regression on them predicts is taken away.
  init(_ rows: Matrix, means: [Double]?, weights: [Double]? = nil, hasMeans: Bool, fixedExogenous: [Int] = []) {
    let (n, p) = (rows.rowCount, rows.columnCount)
    self.weights = weights
    var deviations = rows
    let centre = means ?? (0..<p).map { column in rows.column(column).reduce(0, +) / Double(n) }
    for j in 0..<p { for i in 0..<n { deviations[i, j] -= centre[j] } }
    var fitted: Matrix?
    if !fixedExogenous.isEmpty, let weightsOfX = Self.regressions(deviations, on: fixedExogenous) {
      fitted = deviations.submatrix(rows: Array(0..<n), columns: fixedExogenous) * weightsOfX
    }
    let meanCount = hasMeans ? p : 0
    var values = Matrix(rowCount: n, columnCount: meanCount + p * (p + 1) / 2)
    var column = 0
    if hasMeans {
      for j in 0..<p {
        for i in 0..<n { values[i, j] = deviations[i, j] - (fitted?[i, j] ?? 0) }
      }
      column = p
    }
    for j in 0..<p {
      for k in j..<p {
        for i in 0..<n {
          values[i, column] = deviations[i, j] * deviations[i, k]
          if let fitted { values[i, column] -= fitted[i, j] * fitted[i, k] }
        }
        column += 1
      }
    }
    self.values = values
  }

  /// Slopes of all variables on some, one column a variable.
  private static func regressions(_ deviations: Matrix, on predictors: [Int]) -> Matrix? {
    let cross = deviations.transposedTimes(deviations)
    let all = Array(0..<deviations.columnCount)
    return (try? CholeskyFactorization(cross.principal(predictors)))?.solve(cross.submatrix(rows: predictors, columns: all))
  }

  /// Covariance of the values over cases, divisor n.
  var covariance: Matrix {
    let n = Double(values.rowCount)
    var centered = values
    for j in 0..<values.columnCount {
      var mean = 0.0
      for i in 0..<values.rowCount { mean += values[i, j] * (weights?[i] ?? 1) }
      mean /= n
      for i in 0..<values.rowCount { centered[i, j] = (values[i, j] - mean) * (weights?[i].squareRoot() ?? 1) }
    }
    return (1 / n) * centered.transposedTimes(centered)
  }
}
