import LinearAlgebra

/// A continuous variable after the first stage, its regression on the covariates by least squares.
///
/// Slopes, mean and variance are in units of the residual standard deviation, σ² = Σ e²/n, so that the unit residual variance is
/// one of the parameters.
struct ContinuousMargin: Sendable {
  /// Length n, with mean square 1.
  var residuals: [Double]
  /// At the means of the covariates, in the variable's units.
  var mean: Double
  /// Of the standardized covariates, in units of σ.
  var slopes: [Double]
  /// σ, in the variable's units.
  var standardDeviation: Double
  /// n x (mean, slopes, variance): scores times the inverse of their cross-products.
  var influence: Matrix

  /// - Throws: `noVariance`, `noSamplingVariance`.
  init(_ values: [Double], covariates: Covariates?, variable: String) throws(OrdinalProblem) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    var deviations = values.map { $0 - mean }
    // A second pass removes what rounding left of the mean.
    let rest = deviations.reduce(0, +) / n
    deviations = deviations.map { $0 - rest }
    self.mean = mean + rest
    let total = (deviations.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
    guard total > 1e-13 * abs(mean), total > 0 else { throw .noVariance(variable: variable) }
    var coefficients: [Double] = []
    if let covariates {
      coefficients = QRFactorization(covariates.standardized).solveLeastSquares(deviations)
      deviations = zip(deviations, covariates.standardized.times(coefficients)).map { $0 - $1 }
    }
    let deviation = (deviations.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
    guard deviation > 1e-10 * total else { throw .noVariance(variable: variable) }
    standardDeviation = deviation
    slopes = coefficients.map { $0 / deviation }
    residuals = deviations.map { $0 / deviation }
    let scores = Self.scores(residuals, covariates)
    guard let influence = scores.timesInverseCrossProducts else { throw .noSamplingVariance(variables: [variable]) }
    self.influence = influence
  }

  /// Derivatives of -(log σ² + e²/σ²)/2 at σ² = 1: e for the mean, x e for slopes, (e² - 1)/2 for the variance.
  private static func scores(_ residuals: [Double], _ covariates: Covariates?) -> Matrix {
    var elements = residuals
    if let covariates {
      for j in 0..<covariates.count { elements += zip(covariates.standardized.column(j), residuals).map { $0 * $1 } }
    }
    elements += residuals.map { ($0 * $0 - 1) / 2 }
    return Matrix(rowCount: residuals.count, columnCount: elements.count / residuals.count, columnMajor: elements)
  }
}

extension Matrix {
  /// A (A'A)⁻¹; `nil` when the columns are dependent.
  var timesInverseCrossProducts: Matrix? {
    // Columns of very different size are no dependence.
    let scales = (0..<columnCount).map { j in column(j).reduce(0) { $0 + $1 * $1 }.squareRoot() }
    guard scales.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let inverseScales = Matrix.diagonal(scales.map { 1 / $0 })
    let scaled = self * inverseScales
    guard let factor = try? CholeskyFactorization(scaled.transposedTimes(scaled)) else { return nil }
    guard factor.lower.diagonal.allSatisfy({ $0 > 1e-7 }) else { return nil }
    return scaled * (factor.inverse() * inverseScales)
  }
}

extension ContinuousMargin {
  /// Sums over cases of derivatives with respect to mean, slopes and variance, given those with respect to the cases' mean and to
  /// the variance.
  func parameterDerivatives(mean: [Double], variance: [Double], covariates: Covariates?) -> [Double] {
    [mean.reduce(0, +)] + (covariates?.standardized.transposedTimes(mean) ?? []) + [variance.reduce(0, +)]
  }
}
