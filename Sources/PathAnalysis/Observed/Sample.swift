import LinearAlgebra
import SurveyData

/// What is known of the observed variables of one group: rows, or moments alone.
public struct Sample: Sendable {
  public var label: String
  public var variables: [String]
  /// n x p cases, missing values NaN; `nil` when moments were given.
  public var rows: CaseRows?
  /// Which rows of the data (from 0) `rows` are, where they come from a table.
  public var rowNumbers: RowSelection?
  public var sampleSize: Int
  /// p x p, divisor n - 1 (of a given matrix: as given). Of incomplete rows: over the cases at hand for each pair.
  public var covariance: Matrix
  /// Length p; `nil` when moments were given without means.
  public var means: [Double]?
  /// Sampling weights with mean 1, one a row.
  public var weights: [Double]?
  /// Without rows: whether the moments were computed from rows that were not kept, not copied from a table.
  public var areOfRows = false
  /// The cluster of each row, numbered from 0 in order of appearance.
  public var clusters: [Int]?

  public init(
    label: String = "", variables: [String], rows: CaseRows? = nil, sampleSize: Int, covariance: Matrix, means: [Double]?,
    weights: [Double]? = nil, clusters: [Int]? = nil
  ) {
    self.label = label
    self.variables = variables
    self.rows = rows
    self.sampleSize = sampleSize
    self.covariance = covariance
    self.means = means
    self.weights = weights
    self.clusters = clusters
  }

  /// The moments of complete rows that are not kept.
  public init(label: String = "", variables: [String], sums: MomentSums) {
    self.init(
      label: label, variables: variables, sampleSize: sums.count,
      covariance: sums.count > 1 ? sums.covariance : sums.crossProducts,
      means: sums.means)
    areOfRows = true
  }

  /// Whether moments are known as exactly as rows would give them, with divisor n - 1.
  var isOfRows: Bool { rows != nil || areOfRows }

  /// Whether a value is missing.
  public var isIncomplete: Bool { rows?.hasMissing ?? false }
}
