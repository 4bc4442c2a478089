import LinearAlgebra

/// From the standardized units in which a margin is estimated to those of the variable and the covariates.
extension Margin {
  /// Thresholds or mean, and slopes.
  func coefficients(_ covariates: Covariates?) -> (thresholds: [Double], mean: Double?, slopes: [Double]) {
    switch self {
    case .ordinal(let margin):
      let slopes = covariates?.unstandardized(margin.slopes) ?? []
      let shift = covariates?.shift(slopes) ?? 0
      return (margin.thresholds.map { $0 + shift }, nil, slopes)
    case .continuous(let margin):
      let slopes = covariates?.unstandardized(margin.slopes.map { $0 * margin.standardDeviation }) ?? []
      return ([], margin.mean - (covariates?.shift(slopes) ?? 0), slopes)
    }
  }

  /// Columns of `influence`, in units.
  struct Influence: Sendable {
    /// Of the thresholds, or of minus the mean.
    var levels: Matrix
    var slopes: Matrix
    /// Of a continuous variable.
    var variance: [Double]?
  }

  func influenceInUnits(_ covariates: Covariates?) -> Influence {
    let slopeCount = covariates?.count ?? 0
    let levelCount: Int
    var hasVariance = false
    switch self {
    case .ordinal(let margin): levelCount = margin.thresholds.count
    case .continuous: (levelCount, hasVariance) = (1, true)
    }
    // One matrix takes (levels, slopes) to their units: levels are moved by Σ mean · slope, a mean's sign is changed.
    let unit = standardDeviation
    var transformation = Matrix(rowCount: influence.columnCount, columnCount: levelCount + slopeCount)
    for level in 0..<levelCount { transformation[level, level] = hasVariance ? -unit : 1 }
    if let covariates {
      for slope in 0..<slopeCount {
        let factor = unit / covariates.scales[slope]
        transformation[levelCount + slope, levelCount + slope] = factor
        for level in 0..<levelCount { transformation[levelCount + slope, level] = factor * covariates.means[slope] }
      }
    }
    let isUnchanged = !hasVariance && slopeCount == 0
    let columns = isUnchanged ? influence : influence * transformation
    return Influence(
      levels: columns.columns(0..<levelCount), slopes: columns.columns(levelCount..<levelCount + slopeCount),
      variance: hasVariance ? influence.column(influence.columnCount - 1).map { $0 * unit * unit } : nil)
  }

  /// The weights of `influence` in what a case adds to a covariance r σ₁ σ₂ through this variable's parameters:
  /// -σ₁σ₂ derivative / information, and for the variance also σ₁σ₂ r/2, since the covariance grows with σ.
  func weights(_ derivatives: [Double], over information: Double, plus half: Double, times unit: Double) -> [Double] {
    var result = derivatives.map { -unit * $0 / information }
    if case .continuous = self, let last = result.indices.last { result[last] += unit * half }
    return result
  }
}

extension Matrix {
  /// The columns of a range.
  func columns(_ range: Range<Int>) -> Matrix {
    Matrix(
      rowCount: rowCount, columnCount: range.count,
      columnMajor: Array(elements[range.lowerBound * rowCount..<range.upperBound * rowCount]))
  }
}
