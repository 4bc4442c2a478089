import LinearAlgebra

/// How reliable a scale is, and what each of its items contributes.
public struct ScaleReliability: Sendable, Hashable {
  public var name: String
  public var label: String?
  public var itemCount: Int
  public var reversedCount: Int
  public var missing: MissingAnswers
  /// Rows that alpha is of.
  public var sampleSize: Int
  /// `nil` when there are fewer than two rows, or the sum of the items does not vary.
  public var alpha: CronbachAlpha?
  /// Of the scale's one-factor model; `nil` where that was not fitted.
  public var omega: OmegaTotal?
  /// Mean squared standardised loading of that model.
  public var averageVarianceExtracted: Double?
  /// In the scale's order.
  public var items: [ItemStatistics]
}

/// McDonald's omega total: the share of a sum score's variance that one common factor explains.
public struct OmegaTotal: Sendable, Hashable {
  public var value: Double
  /// By the delta method; `nil` when the one-factor model has no standard errors.
  public var standardError: Double?
  public var interval: ReliabilityInterval?

  public init(value: Double, standardError: Double?, interval: ReliabilityInterval?) {
    self.value = value
    self.standardError = standardError
    self.interval = interval
  }
}

extension ScaleScores {
  /// Alpha with its interval and the items' statistics.
  ///
  /// - Parameters:
  ///   - level: of the intervals.
  ///   - missing: rows with missing answers are left out (listwise), or used for the pairs of items that they have.
  public func reliability(level: Double = 0.95, missing: MissingAnswers = .listwise) -> ScaleReliability {
    var reliability = ScaleReliability(
      name: scale.name, label: scale.label, itemCount: itemCount, reversedCount: reversedCount, missing: missing, sampleSize: 0,
      items: [])
    guard let moments = ItemMoments(items, missing) else { return reliability }
    reliability.sampleSize = moments.sampleSize
    reliability.alpha = CronbachAlpha(covariance: moments.covariance, sampleSize: moments.sampleSize, level: level)
    reliability.items = itemNames.indices.map { item in
      let others = itemNames.indices.filter { $0 != item }
      return ItemStatistics(
        name: itemNames[item], label: itemLabels[item], isReversed: isReversed[item], answeredCount: moments.counts[item],
        mean: moments.means[item], standardDeviation: moments.standardDeviations[item],
        itemRestCorrelation: moments.itemRestCorrelation(item),
        alphaIfDeleted: CronbachAlpha.value(moments.covariance.principal(others)))
    }
    return reliability
  }
}
