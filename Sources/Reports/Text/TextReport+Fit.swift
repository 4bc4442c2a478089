import PathAnalysis

extension TextReport {
  /// The fit as a paper states it, a robust version where there is one, and the information criteria.
  static func fit(_ results: Results, width: Int) -> [TextLine] {
    let measures = FitMeasures(results.fitMeasures)
    var lines: [TextLine] = []
    if measures["df"] == 0 {
      lines += labelled("Fit", "The model is saturated (0 degrees of freedom): fit cannot be tested.", width: width)
    } else {
      if let text = fitLine(measures) { lines += labelled("Fit", text, width: width) }
      if let text = robustFitLine(measures) { lines += labelled("Robust", text, width: width) }
      if let p = APANumber.probabilityPhrase(measures["pvalue.bollen.stine"]) {
        lines += labelled("", "Bollen-Stine bootstrap of χ²: \(p)", width: width)
      }
    }
    let criteria = criteriaLine(measures)
    if !criteria.isEmpty { lines += labelled(lines.isEmpty ? "Fit" : "", criteria, width: width) }
    return lines
  }

  /// `χ²(6) = 18.62, p = .005, CFI = .967, TLI = .924, RMSEA = .092, 90% CI [.046, .140], SRMR = .042`
  static func fitLine(_ measures: FitMeasures) -> String? {
    guard let chiSquare = APANumber.statistic(measures["chisq"]), let df = APANumber.degrees(measures["df"]) else { return nil }
    var phrases = ["χ²(\(df)) = \(chiSquare)"]
    if let p = APANumber.probabilityPhrase(measures["pvalue"]) { phrases.append(p) }
    phrases += indices(measures, cfi: ["cfi"], tli: ["tli"], rmsea: ["rmsea"], limits: [""])
    return phrases.map(WrappedText.unbroken).joined(separator: ", ")
  }

  /// The same from the scaled test, with the robust indices where they exist.
  static func robustFitLine(_ measures: FitMeasures) -> String? {
    guard let chiSquare = APANumber.statistic(measures["chisq.scaled"]), let df = APANumber.degrees(measures["df.scaled"])
    else { return nil }
    var phrases = ["scaled χ²(\(df)) = \(chiSquare)"]
    if let p = APANumber.probabilityPhrase(measures["pvalue.scaled"]) { phrases.append(p) }
    phrases += indices(
      measures, cfi: ["cfi.robust", "cfi.scaled"], tli: ["tli.robust", "tli.scaled"], rmsea: ["rmsea.robust", "rmsea.scaled"],
      limits: [".robust", ".scaled"])
    return phrases.map(WrappedText.unbroken).joined(separator: ", ")
  }

  private static func indices(_ measures: FitMeasures, cfi: [String], tli: [String], rmsea: [String], limits: [String])
    -> [String]
  {
    var phrases: [String] = []
    if let value = APANumber.bounded(measures.first(of: cfi)) { phrases.append("CFI = \(value)") }
    if let value = APANumber.bounded(measures.first(of: tli)) { phrases.append("TLI = \(value)") }
    if let value = APANumber.bounded(measures.first(of: rmsea)) {
      phrases.append("RMSEA = \(value)")
      if let lower = APANumber.bounded(measures.first(of: limits.map { "rmsea.ci.lower" + $0 })),
        let upper = APANumber.bounded(measures.first(of: limits.map { "rmsea.ci.upper" + $0 }))
      {
        phrases.append("\(APANumber.percent(measures["rmsea.ci.level"] ?? 0.9)) CI [\(lower), \(upper)]")
      }
    }
    if let value = APANumber.bounded(measures["srmr"]) { phrases.append("SRMR = \(value)") }
    return phrases
  }

  private static func criteriaLine(_ measures: FitMeasures) -> String {
    var phrases: [String] = []
    if let value = APANumber.statistic(measures["aic"]) { phrases.append("AIC = \(value)") }
    if let value = APANumber.statistic(measures["bic"]) { phrases.append("BIC = \(value)") }
    if let value = APANumber.statistic(measures["logl"]) { phrases.append("log-likelihood = \(value)") }
    if let value = APANumber.degrees(measures["npar"]) {
      phrases.append(value == "1" ? "1 free parameter" : "\(value) free parameters")
    }
    return phrases.map(WrappedText.unbroken).joined(separator: ", ")
  }
}

/// Fit measures by name; one that does not exist and one that is not a number are both `nil`.
struct FitMeasures {
  private let values: [String: Double]

  init(_ measures: [FitMeasure]) {
    var values: [String: Double] = [:]
    for measure in measures where measure.value?.isFinite == true { values[measure.name] = measure.value }
    self.values = values
  }

  subscript(name: String) -> Double? { values[name] }

  func first(of names: [String]) -> Double? { names.lazy.compactMap { values[$0] }.first }
}
