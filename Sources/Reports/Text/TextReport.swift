import PathAnalysis

/// The results as a researcher reads them: what was fitted to whom, fit in a paper's line, paths, variances, effects, R²,
/// what was added or dropped, and the choices behind the numbers.
public enum TextReport {
  /// The least width that holds an estimate, its error, p and interval in one line.
  public static let leastWidth = 80

  /// - Parameters:
  ///   - width: columns of the page, at least `leastWidth`.
  ///   - colour: whether headings, errors and warnings are marked with a terminal's colours.
  public static func render(_ results: Results, width: Int = 100, colour: Bool = false) -> String {
    let width = max(width, leastWidth)
    var sections = [opening(results, width: width)]
    let parts = ResultsPart.all(of: results)
    for part in parts {
      sections.append(intraclassCorrelations(part, of: results, width: width))
      if let heading = part.heading { sections.append([TextLine(heading, .heading)]) }
      sections += parameterSections(part, of: results, width: width)
      if parts.count == 1 { sections.append(definedParameters(results, width: width)) }
      sections.append(effects(part, of: results, width: width))
      sections.append(rSquared(part, of: results, width: width))
      sections.append(residuals(part, of: results, width: width))
      sections.append(implied(part, of: results, width: width))
    }
    if parts.count > 1 { sections.append(definedParameters(results, width: width)) }
    sections += diagnostics(results, width: width)
    sections.append(legend(results, width: width))
    sections.append(notes(results.messages.filter { $0.severity != .error }, width: width))
    sections.append(conventions(results, width: width))
    let lines = sections.filter { !$0.isEmpty }.joined(separator: [TextLine.blank])
    return TextLine.joined(Array(lines), colour: colour)
  }

  /// Text under a word that names it, the text's lines one below the other.
  static func labelled(_ label: String, _ text: String, width: Int, style: TextLine.Style = .plain) -> [TextLine] {
    let margin = 8
    return WrappedText.lines(
      text, width: width, first: label.filled(to: margin), rest: String(repeating: " ", count: margin)
    ).map { TextLine($0, style) }
  }
}
