import SurveyData

extension DescriptionReport {
  /// What the cases are, and what stands where.
  static func note(_ results: DescriptionResults, _ group: DescriptionResults.Group) -> TableText {
    let description = group.description
    let size = " = \(PrintedNumber.count(description.sampleSize))."
    var text = TableText.of(.italic("Note."), " ", .italic(results.groups.count > 1 ? "n" : "N"), TableText(size))
    if results.keepsIncomplete, description.statistics.contains(where: { $0.count != description.sampleSize }) {
      text.append(" Correlations are of the cases that have both values\(range(description)).")
    }
    let kinds = Set(description.variables.compactMap { group.reliabilities[$0]?.kind })
    switch (kinds.contains(.alpha), kinds.contains(.given)) {
    case (true, false): text.append(" Cronbach’s alpha is in parentheses on the diagonal.")
    case (false, true): text.append(" Reliabilities, as the model file gives them, are in parentheses on the diagonal.")
    case (true, true):
      text.append(" Cronbach’s alpha, or the reliability that the model file gives, is in parentheses on the diagonal.")
    case (false, false): break
    }
    if description.statistics.contains(where: { $0.skewness != nil }) {
      text.append(" Skew and kurtosis (0 for a normal distribution) \(words(results.shape)).")
    }
    if let level = results.intervalLevel {
      text.append(" In brackets: \(APANumber.percent(level)) confidence intervals (Fisher’s ")
      text.append(.of(.italic("z"), ")."))
    }
    return text
  }

  static let starNote = TableText.of(
    "* ", .italic("p"), " < .05, ** ", .italic("p"), " < .01, *** ", .italic("p"), " < .001 (two-sided).")

  private static func words(_ shape: ShapeDefinition) -> String {
    switch shape {
    case .spss: "as in SPSS"
    case .psych: "as in R’s psych"
    case .moments: "as ratios of moments, uncorrected for sample size"
    }
  }

  /// `, 291 to 300`.
  private static func range(_ description: SampleDescription) -> String {
    let count = description.variables.count
    let sizes = (0..<count).flatMap { row in (0..<row).compactMap { description.correlations[row, $0]?.count } }
    guard let least = sizes.min(), let most = sizes.max() else { return "" }
    return least == most ? ", \(least)" : ", \(least) to \(most)"
  }

  /// Mardia's tests in a sentence.
  static func normality(_ group: DescriptionResults.Group) -> [TableText] {
    guard let test = group.description.normality, test.variableCount > 1 else { return [] }
    var text = TableText("Multivariate normality (Mardia")
    if test.count != group.description.sampleSize { text.append(", \(PrintedNumber.count(test.count)) complete cases") }
    if test.variableCount != group.description.variables.count { text.append(", the model’s \(test.variableCount) variables") }
    text.append(
      "): skewness \(statistic(test.skewness)), χ²(\(APANumber.degrees(test.skewnessDegreesOfFreedom) ?? ""))\u{a0}=\u{a0}")
    text.append("\(statistic(test.skewnessStatistic)), ")
    text.append(probability(test.skewnessProbability))
    text.append("; kurtosis \(statistic(test.kurtosis)), ")
    text.append(.of(.italic("z"), TableText("\u{a0}=\u{a0}\(statistic(test.kurtosisStatistic)), ")))
    text.append(.of(probability(test.kurtosisProbability), "."))
    return [text]
  }

  private static func statistic(_ value: Double) -> String { APANumber.statistic(value) ?? "" }

  private static func probability(_ value: Double) -> TableText {
    let words = APANumber.probability(value) ?? ""
    let isBound = words.hasPrefix("<") || words.hasPrefix(">")
    return .of(.italic("p"), TableText(WrappedText.unbroken(isBound ? " \(words)" : " = \(words)")))
  }
}
