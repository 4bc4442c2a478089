import LinearAlgebra

/// The moments that a discrepancy function compares with the implied ones.
public struct ObservedMoments: Sendable {
  /// p x p, with the divisor of the likelihood.
  public var covariance: Matrix
  /// Length p, or `nil` without means.
  public var means: [Double]?
  public var sampleSize: Int
  /// Thresholds of ordinal variables, by variable.
  var thresholds: [Int: [Double]] = [:]

  public init(covariance: Matrix, means: [Double]?, sampleSize: Int) {
    self.covariance = covariance
    self.means = means
    self.sampleSize = sampleSize
  }

  /// The moments of the model's variables; with `rescales` a covariance with divisor n - 1 is multiplied by (n - 1)/n
  /// (conventions.md section 1).
  init(_ sample: Sample, order variables: [String], rescales: Bool) {
    let position = Dictionary(uniqueKeysWithValues: sample.variables.enumerated().map { ($1, $0) })
    let indices = variables.compactMap { position[$0] }
    let n = Double(sample.sampleSize)
    let selected = sample.covariance.principal(indices)
    covariance = rescales ? ((n - 1) / n) * selected : selected
    means = sample.means.map { means in indices.map { means[$0] } }
    sampleSize = sample.sampleSize
  }

  /// Means (on request), then the lower triangle of the covariance: in the order of ``MomentElement/continuous(variableCount:hasMeans:)``.
  func momentVector(hasMeans: Bool) -> [Double] { (hasMeans ? means ?? [] : []) + covariance.halfVector }
}
