/// One element of a vector of moments; variables and covariates by position.
enum MomentElement: Sendable, Equatable {
  case mean(variable: Int)
  /// Minus the mean, or minus the intercept, of a continuous variable among ordinal ones.
  case negativeMean(variable: Int)
  /// Threshold `number` (from 0) of an ordinal variable.
  case threshold(variable: Int, number: Int)
  case slope(variable: Int, covariate: Int)
  /// The variance, or residual variance, of a continuous variable.
  case variance(variable: Int)
  /// Of two variables, row > column.
  case covariance(row: Int, column: Int)

  /// Means (on request), then the lower triangle of the covariance column by column.
  static func continuous(variableCount p: Int, hasMeans: Bool) -> [MomentElement] {
    let means: [MomentElement] = hasMeans ? (0..<p).map { .mean(variable: $0) } : []
    return means
      + (0..<p).flatMap { j in
        (j..<p).map { i in i == j ? .variance(variable: i) : .covariance(row: i, column: j) }
      }
  }
}
