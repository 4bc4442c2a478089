extension PreparedTable {
  /// Adds a scale's score as a variable.
  ///
  /// Throws as ``Scale/scored(in:)`` does.
  mutating func score(_ scale: Scale) throws(DataError) {
    let scores = try scale.scored(in: table)
    table.columns.append(scores.column)
    scales.append(scores)
  }

  /// The reliability of every scale that was scored.
  public func scaleReliabilities(level: Double = 0.95, missing: MissingAnswers = .listwise) -> [ScaleReliability] {
    scales.map { $0.reliability(level: level, missing: missing) }
  }
}
