/// What a report says of one item of a scale, after reversal.
public struct ItemStatistics: Sendable, Hashable {
  public var name: String
  /// The question, where the file says it.
  public var label: String?
  public var isReversed: Bool
  /// Rows that the mean and the standard deviation are of.
  public var answeredCount: Int
  public var mean: Double
  /// Divisor n - 1.
  public var standardDeviation: Double
  /// With the sum of the other items; `nil` when either is constant.
  public var itemRestCorrelation: Double?
  /// Alpha of the other items; `nil` for a scale of two.
  public var alphaIfDeleted: Double?
  /// In the one-factor model of the scale; `nil` where that was not fitted.
  public var standardizedLoading: Double?
}
