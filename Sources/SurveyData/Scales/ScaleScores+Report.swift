extension ScaleScores {
  private static let customaryAlpha = 0.7

  /// What scoring did, in words: `engagement: mean of 9 items (2 reversed), alpha .93 [.92, .94], 278 scored, 3 without
  /// (fewer than 7 of 9 answered)`, with a warning for an item that runs against the others and for a low alpha.
  public var report: StepReport {
    let reliability = reliability()
    var text = "\(scale.name): \(scale.score.rawValue) of \(itemCount) items"
    if reversedCount > 0 { text += " (\(reversedCount) reversed)" }
    if let alpha = reliability.alpha {
      text += ", alpha \(twoDecimals(alpha.value)) [\(twoDecimals(alpha.interval.lower)), \(twoDecimals(alpha.interval.upper))]"
      if reliability.sampleSize < scoredCount { text += " from \(reliability.sampleSize) complete rows" }
    }
    text += ", \(scoredCount) scored"
    let without = scores.count - scoredCount
    if without > 0 {
      text += ", \(without) without (fewer than \(scale.leastAnswered ?? itemCount) of \(itemCount) answered)"
    }
    if filledCount > 0 {
      text += ", \(filledCount) \(filledCount == 1 ? "answer" : "answers") filled with the person's mean"
    }
    return StepReport(
      place: scale.place, text: text, rowsBefore: scores.count, rowsAfter: scores.count, valuesChanged: scoredCount,
      warnings: warnings(reliability))
  }

  private func warnings(_ reliability: ScaleReliability) -> [String] {
    var warnings: [String] = []
    if scale.fillsWithPersonMean, (scale.leastAnswered ?? itemCount) == itemCount {
      warnings.append(
        "`fill: person-mean` of scale `\(scale.name)` fills nothing: all items are needed, unless `at-least` says fewer")
    }
    for item in reliability.items {
      if item.standardDeviation == 0 {
        warnings.append("`\(item.name)` of scale `\(scale.name)` has the same answer in every row")
      } else if let correlation = item.itemRestCorrelation, correlation < 0 {
        warnings.append(
          "`\(item.name)` correlates \(twoDecimals(correlation)) with the rest of scale `\(scale.name)`: "
            + (item.isReversed ? "it is reversed; was it to be?" : "was it to be reversed?"))
      }
    }
    guard let alpha = reliability.alpha else {
      return warnings + ["alpha of scale `\(scale.name)` does not exist: its items do not vary in two rows or more"]
    }
    if alpha.value < Self.customaryAlpha {
      warnings.append("alpha of scale `\(scale.name)` is \(twoDecimals(alpha.value)), below the customary .70")
    }
    return warnings
  }
}

/// A number that cannot exceed one, as `.93` and `-.12`; others as `-1.20`.
func twoDecimals(_ value: Double) -> String {
  guard value.isFinite, value.magnitude < 1e6 else { return String(value) }
  let hundredths = Int((value.magnitude * 100).rounded())
  let sign = value < 0 && hundredths > 0 ? "-" : ""
  let decimals = hundredths % 100
  return sign + (hundredths < 100 ? "" : String(hundredths / 100)) + (decimals < 10 ? ".0" : ".") + String(decimals)
}
