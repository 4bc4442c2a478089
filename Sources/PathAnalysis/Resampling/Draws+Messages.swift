extension Draws {
  /// What a reader of the intervals must know about the draws behind them.
  func messages(_ model: PathModel) -> [Message] {
    interruption + failureCount + inadmissible(model) + undefined(model)
  }

  private var interruption: [Message] {
    guard isInterrupted else { return [] }
    return [
      Message(
        .warning, "interrupted",
        "The bootstrap was interrupted after \(completed) of \(requested) draws: the intervals rest on those.")
    ]
  }

  private var failureCount: [Message] {
    guard !failures.isEmpty else { return [] }
    let causes = failures.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
    return [
      Message(
        .warning, "failed-draws",
        "\(completed - used) of \(completed) draws gave no estimates and were dropped (\(causes.joined(separator: ", "))).")
    ]
  }

  /// Kept, since dropping them would bias the rest (conventions.md section 12).
  private func inadmissible(_ model: PathModel) -> [Message] {
    let variances = model.table.rows.filter { $0.relation == .covariance && $0.lhs == $0.rhs }.compactMap(\.parameterIndex)
    let count = negativeCount(of: variances.map { layout.parameters.lowerBound + $0 })
    guard count > 0 else { return [] }
    return [
      Message(
        .warning, "inadmissible-draws", "\(count) of \(used) draws have a negative variance; they are among those used.")
    ]
  }

  private func undefined(_ model: PathModel) -> [Message] {
    let definitions = zip(model.table.definitions.map(\.name), layout.definitions)
    var named = definitions.map { (name: $0, count: undefinedCount(of: $1)) }
    let standardized = layout.standardizedEffects.map { undefinedCount(of: $0) }.max() ?? 0
    named.append((name: "standardised effects", count: standardized))
    return named.filter { $0.count > 0 && $0.count < used }.map { name, count in
      Message(
        .warning, "undefined-draws",
        "\(name): not defined in \(count) of \(used) draws. The interval rests on the others alone and is cut off where they end."
      )
    }
  }
}
