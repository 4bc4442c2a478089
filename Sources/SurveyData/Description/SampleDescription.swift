import LinearAlgebra

/// The numbers of a Table 1: of one group's cases, or of moments.
///
/// ```swift
/// let description = SampleDescription(variables: ["conflict", "engagement"], columns: [conflict, engagement])
/// description.statistics[0].mean
/// description.correlations[1, 0]?.probability
/// ```
public struct SampleDescription: Sendable, Hashable {
  /// The group's label; empty where there is one group.
  public var label: String
  public var sampleSize: Int
  public var variables: [String]
  /// One a variable.
  public var statistics: [DescriptiveStatistics]
  public var correlations: CorrelationMatrix
  /// Of the cases without a missing value among the tested variables; `nil` where there are no cases, or too few.
  public var normality: MardiaTest?

  /// Describes columns of equal length, a case in the same row of each, NaN for missing; correlations are over the cases at hand
  /// for each pair.
  ///
  /// - Parameters:
  ///   - tested: the places among `variables` of those that Mardia's test is made of; by default all.
  ///   - shape: the definition of skewness and kurtosis; with `psych`, Mardia's are psych's too.
  public init(
    label: String = "", variables: [String], columns: [[Double]], tested: [Int]? = nil, shape: ShapeDefinition = .spss
  ) {
    self.label = label
    self.variables = variables
    sampleSize = columns.first?.count ?? 0
    statistics = columns.map { DescriptiveStatistics($0, shape: shape) }
    correlations = CorrelationMatrix(columns: columns)
    let chosen = (tested ?? Array(columns.indices)).map { columns[$0] }
    let complete = (0..<sampleSize).filter { row in chosen.allSatisfy { !$0[row].isNaN } }
    let rows = Matrix(
      rowCount: complete.count, columnCount: chosen.count,
      columnMajor: chosen.flatMap { column in complete.map { column[$0] } })
    normality = MardiaTest(rows, divisor: shape == .psych ? .countMinusOne : .count)
  }

  /// Describes moments: means, where given, and a covariance matrix in the order of `variables`.
  public init(label: String = "", variables: [String], sampleSize: Int, covariance: Matrix, means: [Double]?) {
    self.label = label
    self.variables = variables
    self.sampleSize = sampleSize
    statistics = variables.indices.map {
      DescriptiveStatistics(
        count: sampleSize, mean: means?[$0], standardDeviation: covariance[$0, $0].squareRoot())
    }
    correlations = CorrelationMatrix(covariance: covariance, count: sampleSize)
  }
}
