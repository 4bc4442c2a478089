import LinearAlgebra
import Probability

/// An ordinal variable after the first stage.
///
/// A case in category k has lower < y* - βx ≤ upper with upper = τ(k) - βx and lower = τ(k-1) - βx, infinite at the ends.
struct OrdinalMargin: Sendable {
  var categories: Categories
  /// Ascending, one fewer than categories, at the means of the covariates.
  var thresholds: [Double]
  /// Of the standardized covariates.
  var slopes: [Double]
  /// Length n.
  var upper: [Double]
  /// Length n.
  var lower: [Double]
  /// n x (thresholds and slopes): what each case adds to the estimates, scores times the inverse of their cross-products.
  var influence: Matrix

  var parameterCount: Int { thresholds.count + slopes.count }

  /// Thresholds from cumulative proportions, τ(k) = Φ⁻¹(F(k)), to which a case adds (1(y ≤ k) - F(k)) / (n φ(τ(k))).
  /// - Throws: `oneCategory`.
  init(_ categories: Categories, variable: String) throws(OrdinalProblem) {
    guard categories.counts.count > 1 else { throw .oneCategory(variable: variable) }
    let n = Double(categories.codes.count)
    self.categories = categories
    (thresholds, slopes) = ([], [])
    var elements: [Double] = []
    elements.reserveCapacity(categories.codes.count * (categories.counts.count - 1))
    var below = 0.0
    for (category, count) in categories.counts.dropLast().enumerated() {
      below += count
      let proportion = below / n
      let threshold = Normal.quantile(proportion)
      let density = Normal.density(threshold)
      let (inside, outside) = ((1 - proportion) / (n * density), -proportion / (n * density))
      for code in categories.codes { elements.append(code <= category ? inside : outside) }
      thresholds.append(threshold)
    }
    influence = Matrix(rowCount: categories.codes.count, columnCount: thresholds.count, columnMajor: elements)
    let bounds = [-.infinity] + thresholds + [.infinity]
    lower = categories.codes.map { bounds[$0] }
    upper = categories.codes.map { bounds[$0 + 1] }
  }
}

extension OrdinalMargin {
  /// Thresholds and slopes by ordered probit regression.
  /// - Throws: `oneCategory`, `noProbitRegression`, `noSamplingVariance`.
  init(_ categories: Categories, covariates: Covariates?, variable: String) throws(OrdinalProblem) {
    try self.init(categories, variable: variable)
    guard let covariates else { return }
    let regression = try ProbitRegression(categories, covariates: covariates, start: thresholds, variable: variable)
    guard let influence = regression.scores.timesInverseCrossProducts else {
      throw .noSamplingVariance(variables: [variable])
    }
    thresholds = regression.thresholds
    slopes = regression.slopes
    (lower, upper) = regression.bounds
    self.influence = influence
  }

  /// Sums over cases of derivatives with respect to thresholds, then slopes, given those with respect to the cases' bounds.
  func parameterDerivatives(upper: [Double], lower: [Double], covariates: Covariates?) -> [Double] {
    var sums = [Double](repeating: 0, count: thresholds.count)
    for (row, code) in categories.codes.enumerated() {
      if code < thresholds.count { sums[code] += upper[row] }
      if code > 0 { sums[code - 1] += lower[row] }
    }
    guard let covariates else { return sums }
    return sums + covariates.standardized.transposedTimes(zip(upper, lower).map { -$0 - $1 })
  }

  /// A value within each case's range, outer ones 0.5 beyond their bound; standardized, for a first guess of correlations.
  var middles: [Double] {
    let values = zip(lower, upper).map { lower, upper in (max(lower, upper - 1) + min(upper, lower + 1)) / 2 }
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
    return values.map { ($0 - mean) / deviation }
  }
}
