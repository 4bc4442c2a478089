import PathAnalysis

extension TextReport {
  /// What was fitted to whom, whether it can be trusted, and how well it fits.
  static func opening(_ results: Results, width: Int) -> [TextLine] {
    var lines: [TextLine] = []
    if !results.converged {
      let alarm = "NOT CONVERGED: the numbers below are not a solution. Do not report them."
      lines += [TextLine(alarm, .error), .blank]
    }
    if let title = results.title { lines += WrappedText.lines(title, width: width).map { TextLine($0, .heading) } + [.blank] }
    lines += errors(results.messages, width: width)
    lines += labelled("Model", results.modelName, width: width)
    lines += labelled("Data", data(results), width: width)
    if results.groups.count > 1 {
      let groups = results.groups.map { "\($0.label) (n = \(PrintedNumber.count($0.sampleSize)))" }
      lines += labelled("Groups", groups.joined(separator: ", "), width: width)
    }
    if let missing = results.missing { lines += labelled("Missing", words(missing), width: width) }
    if !results.auxiliary.isEmpty {
      lines += labelled("Aux", results.auxiliary.joined(separator: ", ") + " (help with missing values only)", width: width)
    }
    return lines + fit(results, width: width)
  }

  /// `ml, 7 patterns; least covered: x2 with x5, 61% of cases`.
  private static func words(_ missing: MissingDataResult) -> String {
    let count = missing.patterns.count
    let text = "\(missing.treatment), \(count) \(count == 1 ? "pattern" : "patterns")"
    guard let least = missing.coverage.min(by: { $0.share < $1.share }), least.share < 1 else { return text }
    let variables = least.a == least.b ? least.a : "\(least.b) with \(least.a)"
    return "\(text); least covered: \(variables), \(Int((100 * least.share).rounded()))% of cases"
  }

  static func errors(_ messages: [Message], width: Int) -> [TextLine] {
    let errors = messages.filter { $0.severity == .error }
    guard !errors.isEmpty else { return [] }
    return errors.flatMap { message in
      WrappedText.lines(text(of: message), width: width, first: "ERROR  ", rest: "       ").map { TextLine($0, .error) }
    } + [.blank]
  }

  private static func data(_ results: Results) -> String {
    let clusters = results.groups.compactMap(\.clusterCount)
    let inClusters = clusters.isEmpty ? "" : " in \(PrintedNumber.count(clusters.reduce(0, +))) clusters"
    let cases = "n = \(PrintedNumber.count(results.sampleSize))\(inClusters)"
    guard results.rowsRead != results.sampleSize else { return "\(results.dataName), \(cases)" }
    return "\(results.dataName), \(cases) of \(PrintedNumber.count(results.rowsRead)) rows read"
  }
}
