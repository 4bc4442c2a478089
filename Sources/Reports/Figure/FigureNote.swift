import PathAnalysis

/// The note below a figure: fit, sample, and what stars and dashes mean.
enum FigureNote {
  static func lines(_ results: Results, omittedCovariances: Int, width: Double, size: Double) -> [String] {
    var sentences = [
      "Standardised coefficients; n = \(results.sampleSize).", fit(results),
      "* p < .05, ** p < .01, *** p < .001; dashed: not significant.",
    ]
    if omittedCovariances > 0 { sentences.append("\(omittedCovariances) covariances among exogenous variables are not drawn.") }
    if !results.converged { sentences.insert("NOT CONVERGED: these are not estimates.", at: 0) }
    return wrapped(sentences.filter { !$0.isEmpty }.joined(separator: " "), width: width, size: size)
  }

  private static func fit(_ results: Results) -> String {
    func measure(_ name: String) -> Double? { results.fitMeasures.first { $0.name == name }?.value }
    guard let degrees = measure("df"), degrees > 0 else { return "The model is saturated." }
    let parts: [String?] = [
      APANumber.statistic(measure("chisq")).flatMap { value in APANumber.degrees(degrees).map { "χ²(\($0)) = \(value)" } },
      APANumber.probabilityPhrase(measure("pvalue")),
      APANumber.bounded(measure("cfi")).map { "CFI = \($0)" }, APANumber.bounded(measure("rmsea")).map { "RMSEA = \($0)" },
      APANumber.bounded(measure("srmr")).map { "SRMR = \($0)" },
    ]
    return parts.compactMap { $0 }.joined(separator: ", ") + "."
  }

  private static func wrapped(_ text: String, width: Double, size: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, TextMetrics.width(last + " " + word, size: size) <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
