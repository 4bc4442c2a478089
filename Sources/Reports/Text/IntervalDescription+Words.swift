import PathAnalysis

extension IntervalDescription {
  /// The method in words: `BCa bootstrap`, `Monte Carlo`, `Wald`.
  var method: String {
    switch type {
    case "wald": "Wald"
    case "monte-carlo": "Monte Carlo"
    case "percentile": "percentile bootstrap"
    case "bc": "bias-corrected bootstrap"
    case "bca": "BCa bootstrap"
    case "basic": "basic bootstrap"
    case "normal": "normal-theory bootstrap"
    case "studentized": "studentized bootstrap"
    default: draws > 0 ? "\(type) bootstrap" : type
    }
  }

  /// `95% CI: BCa bootstrap, 5,000 draws`, for the heading of a table whose rows have such intervals.
  func heading(isFromDraws: Bool) -> String {
    let percent = APANumber.percent(level)
    guard isFromDraws else { return "\(percent) CI: Wald" }
    return draws > 0 ? "\(percent) CI: \(method), \(PrintedNumber.count(draws)) draws" : "\(percent) CI: \(method)"
  }

  /// Whether the intervals of these values come from the draws: all do in a bootstrap; beside Monte Carlo intervals of
  /// effects, parameters have Wald's, which are known by having no Monte Carlo error.
  func comeFromDraws(_ values: [EstimateResult]) -> Bool {
    switch type {
    case "wald": false
    case "monte-carlo": values.contains { $0.lowerError != nil || $0.upperError != nil }
    default: true
    }
  }

  /// Cases are what everybody draws; clusters must be said.
  private var ofWhat: String { unit == "clusters" ? " of whole clusters" : "" }

  /// Draws asked for and used, failures by cause, seed and generator, in a sentence.
  var account: String {
    if type == "none" { return "There are no confidence intervals." }
    let whose = type == "monte-carlo" ? " of effects" : ""
    var text = "\(APANumber.percent(level)) confidence intervals\(whose): \(method)"
    guard draws > 0 else { return text + "." }
    if used == draws {
      text += ", \(PrintedNumber.count(draws)) draws\(ofWhat), all used"
    } else {
      text += ", \(PrintedNumber.count(used)) of \(PrintedNumber.count(draws)) draws\(ofWhat) used"
    }
    let causes = failed.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    if !causes.isEmpty {
      let words = causes.map { "\($0.key.split(separator: "-").joined(separator: " ")) \(PrintedNumber.count($0.value))" }
      text += " (failed: \(words.joined(separator: ", ")))"
    }
    if let seed { text += ", seed \(seed)" }
    return text + ", generator \(generator)."
  }
}
