import LinearAlgebra

/// What is known of the observed variables of one group: rows, or moments alone.
public struct Sample: Sendable {
  public var label: String
  public var variables: [String]
  /// n x p cases, missing values NaN; `nil` when moments were given.
  public var rows: Matrix?
  /// Which rows of the data (from 0) `rows` are, where they come from a table.
  public var rowNumbers: [Int]?
  public var sampleSize: Int
  /// p x p, divisor n - 1 (of a given matrix: as given). Of incomplete rows: over the cases at hand for each pair.
  public var covariance: Matrix
  /// Length p; `nil` when moments were given without means.
  public var means: [Double]?
  /// Sampling weights with mean 1, one a row.
  public var weights: [Double]?
  /// The cluster of each row, numbered from 0 in order of appearance.
  public var clusters: [Int]?

  public init(
    label: String = "", variables: [String], rows: Matrix? = nil, sampleSize: Int, covariance: Matrix, means: [Double]?,
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

  /// Whether a value is missing.
  public var isIncomplete: Bool { rows?.elements.contains { $0.isNaN } ?? false }
}
