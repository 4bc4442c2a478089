/// An agreement index over teams.
public struct AgreementSummary: Sendable, Hashable {
  /// Teams with the index.
  public let teamCount: Int
  public let mean: Double
  public let median: Double
  public let minimum: Double
  public let maximum: Double

  /// `nil` without values.
  public init?(_ values: [Double]) {
    guard let minimum = values.min(), let maximum = values.max() else { return nil }
    teamCount = values.count
    mean = values.mean
    median = values.median
    self.minimum = minimum
    self.maximum = maximum
  }
}
