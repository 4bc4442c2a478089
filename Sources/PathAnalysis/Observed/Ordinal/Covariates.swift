import LinearAlgebra

/// The covariates in standard units, in which regressions are well conditioned.
struct Covariates: Sendable {
  /// n x px, columns of mean 0 and mean square 1.
  var standardized: Matrix
  var means: [Double]
  var scales: [Double]

  var count: Int { means.count }

  /// - Throws: `notFinite`, `collinear`.
  init(_ values: Matrix, names: [String]) throws(OrdinalProblem) {
    let n = Double(values.rowCount)
    var elements: [Double] = []
    (means, scales) = ([], [])
    for j in 0..<values.columnCount {
      let column = values.column(j)
      if let row = column.firstIndex(where: { !$0.isFinite }) { throw .notFinite(variable: names[j], row: row) }
      let mean = column.reduce(0, +) / n
      let deviations = column.map { $0 - mean }
      let scale = (deviations.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
      guard scale > 1e-13 * abs(mean), scale > 0 else { throw .collinear(covariate: names[j]) }
      elements += deviations.map { $0 / scale }
      means.append(mean)
      scales.append(scale)
    }
    standardized = Matrix(rowCount: values.rowCount, columnCount: values.columnCount, columnMajor: elements)
    let factorization = QRFactorization(standardized)
    let rank = factorization.rank(tolerance: 1e-10)
    if rank < values.columnCount { throw .collinear(covariate: names[factorization.pivots[rank]]) }
  }

  /// Slopes in the units of the covariates.
  func unstandardized(_ slopes: [Double]) -> [Double] {
    zip(slopes, scales).map { $0 / $1 }
  }

  /// Σ mean · slope, with slopes in the units of the covariates: how far an intercept at x = 0 lies below that at the means.
  func shift(_ slopes: [Double]) -> Double {
    zip(means, slopes).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
