import PathAnalysis
import SurveyData

/// How reliable the scales of a sample are, item by item, and how far they measure different things.
public struct ReliabilityResults: Sendable, Hashable {
  public var scales: [ScaleReliability]
  /// Of all scales; `nil` for a single one.
  public var ratios: HeterotraitMonotrait?
  public var geometricRatios: HeterotraitMonotrait?

  /// - Parameter level: of the intervals.
  public init(_ scales: [ScaleScores], level: Double = 0.95) {
    self.scales = scales.map { $0.measurement(level: level) }
    ratios = HeterotraitMonotrait(scales)
    geometricRatios = HeterotraitMonotrait(scales, mean: .geometric)
  }
}
