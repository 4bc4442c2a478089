import LinearAlgebra

/// What is known of the observed variables of one group: rows, or moments alone.
public struct Sample: Sendable {
  public var label: String
  public var variables: [String]
  /// n x p complete cases; `nil` when moments were given.
  public var rows: Matrix?
  /// Which rows of the data (from 0) `rows` are, where they come from a table.
  public var rowNumbers: [Int]?
  public var sampleSize: Int
  /// p x p, divisor n - 1 (of a given matrix: as given).
  public var covariance: Matrix
  /// Length p; `nil` when moments were given without means.
  public var means: [Double]?

  public init(
    label: String = "", variables: [String], rows: Matrix? = nil, sampleSize: Int, covariance: Matrix, means: [Double]?
  ) {
    self.label = label
    self.variables = variables
    self.rows = rows
    self.sampleSize = sampleSize
    self.covariance = covariance
    self.means = means
  }
}
