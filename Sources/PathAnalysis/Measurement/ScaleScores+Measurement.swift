import SurveyData

extension ScaleScores {
  /// Alpha and the items' statistics, with what the scale's one-factor model adds: omega, average variance extracted and
  /// standardised loadings, all `nil` where that model has no solution (two items, too few rows).
  public func measurement(level: Double = 0.95, missing: MissingAnswers = .listwise) -> ScaleReliability {
    var reliability = reliability(level: level, missing: missing)
    guard let model = OneFactorModel(items: items) else { return reliability }
    reliability.omega = model.omega(level: level)
    reliability.averageVarianceExtracted = model.averageVarianceExtracted
    for (item, loading) in model.standardizedLoadings.enumerated() where reliability.items.indices.contains(item) {
      reliability.items[item].standardizedLoading = loading
    }
    return reliability
  }
}

extension PreparedTable {
  /// The reliability of every scale that was scored, omega and average variance extracted included.
  public func measurement(level: Double = 0.95, missing: MissingAnswers = .listwise) -> [ScaleReliability] {
    scales.map { $0.measurement(level: level, missing: missing) }
  }
}
