import PathAnalysis

extension CheckReport {
  /// The counts, what was added by default, and the parameter table, as a user reads them before fitting.
  public static func text(_ results: CheckResults, width: Int = 100, colour: Bool = false) -> String {
    let width = max(width, TextReport.leastWidth)
    let sections =
      [opening(results, width: width)] + tables(results, width: width) + [
        TextReport.notes(results.messages.filter { $0.severity != .error }, width: width)
      ]
    let lines = sections.filter { !$0.isEmpty }.joined(separator: [TextLine.blank])
    return TextLine.joined(Array(lines), colour: colour)
  }

  private static func opening(_ results: CheckResults, width: Int) -> [TextLine] {
    var lines: [TextLine] = []
    if let title = results.title { lines += WrappedText.lines(title, width: width).map { TextLine($0, .heading) } + [.blank] }
    lines += TextReport.errors(results.messages, width: width)
    lines += TextReport.labelled("Model", results.modelName, width: width)
    lines += TextReport.labelled("Data", results.dataName ?? "none given", width: width)
    lines += TextReport.labelled("Counts", counts(results), width: width)
    if !results.identification.isEmpty { lines += TextReport.labelled("", results.identification, width: width) }
    let added =
      results.addedByDefault.isEmpty ? "nothing" : results.addedByDefault.map(WrappedText.unbroken).joined(separator: ", ")
    return lines + TextReport.labelled("Added", "by default: \(added)", width: width)
  }

  private static func counts(_ results: CheckResults) -> String {
    var phrases = [counted(results.freeCount, "free parameter")]
    if let count = results.momentsCount { phrases.append(counted(count, "sample moment")) }
    phrases.append(
      results.degreesOfFreedom.map { $0 == 1 ? "1 degree of freedom" : "\($0) degrees of freedom" }
        ?? "degrees of freedom: not known without data")
    return phrases.joined(separator: ", ")
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  /// One table a group; levels are told apart by headings.
  private static func tables(_ results: CheckResults, width: Int) -> [[TextLine]] {
    let groups = Set(results.rows.map(\.group)).sorted()
    return groups.map { group in
      let rows = results.rows.filter { $0.group == group }
      let levels = Set(rows.map(\.level)).sorted()
      var table = TextTable("Parameter", headers: ["", "value", "origin"])
      for level in levels {
        if levels.count > 1 { table.rows.append(.heading(level == 1 ? "Within level" : "Between level")) }
        table.rows += rows.filter { $0.level == level }.map { .cells(name(of: $0), cells($0)) }
      }
      var title = "Parameters"
      if groups.count > 1 {
        let label = results.groups.indices.contains(group - 1) ? results.groups[group - 1] : ""
        title += ", group \(label.isEmpty ? String(group) : label)"
      }
      return [TextLine(title, .heading)] + table.lines(width: width)
    }
  }

  private static func name(of row: CheckResults.Row) -> String {
    let words = row.op == "~1" ? "\(row.lhs) ~ 1" : "\(row.lhs) \(row.op) \(row.rhs)"
    return row.label.isEmpty || row.label.hasPrefix(".") || row.op == ":=" ? words : "\(words)  (\(row.label))"
  }

  private static func cells(_ row: CheckResults.Row) -> [TextTable.Cell] {
    let status = row.op == ":=" ? "defined" : !row.isFree ? "fixed" : row.value == nil ? "free" : "free, start"
    let origin = row.origin == .user ? "model" : row.origin.rawValue
    return [.mark(status), APANumber.coefficient(row.value).map { .number($0) } ?? .empty, .mark(row.op == ":=" ? "" : origin)]
  }
}
