import PathAnalysis

/// Table 1 as text, Markdown, LaTeX, HTML, CSV or JSON.
public enum DescriptionReport {
  /// How the sample came about in the first line; then what was described, a table for each group, and the notes.
  ///
  /// - Parameter width: columns of the page, at least 80; wider tables are continued below.
  public static func text(_ results: DescriptionResults, width: Int = 100, colour: Bool = false) -> String {
    let width = max(width, TextReport.leastWidth)
    var opening = TextReport.labelled("Sample", results.account.text, width: width)
    opening += TextReport.labelled("Data", results.dataName, width: width)
    opening += TextReport.labelled("Model", results.modelName, width: width)
    if let title = results.title { opening += [.blank] + WrappedText.lines(title, width: width).map { TextLine($0, .heading) } }
    let sections =
      [opening] + tables(results).map { $0.lines(width: width) } + [
        TextReport.notes(results.messages.filter { $0.severity != .error }, width: width)
      ]
    return TextLine.joined(Array(sections.filter { !$0.isEmpty }.joined(separator: [TextLine.blank])), colour: colour)
  }

  /// The tables with the account of the sample, for the formats that are typeset.
  public static func document(_ results: DescriptionResults) -> TableDocument {
    let warnings = results.messages.filter { $0.severity == .warning }.map { TableText("Warning: \(TextReport.text(of: $0))") }
    let comments = results.messages.filter { $0.id == "data-comment" }.map { TableText(TextReport.text(of: $0)) }
    return TableDocument(
      title: results.title, opening: [TableText("\(results.dataName): \(results.account.text).")] + comments,
      tables: tables(results), closing: warnings)
  }
}
