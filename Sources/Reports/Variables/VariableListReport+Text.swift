import PathAnalysis
import SurveyData

extension VariableListReport {
  /// The counts of each variable in a table, then labels and values of those that have them, then notes.
  public static func text(_ list: VariableList, width: Int = 100, colour: Bool = false) -> String {
    let width = max(width, TextReport.leastWidth)
    let count = list.variables.count
    let counts =
      "\(PrintedNumber.count(list.rowCount)) \(list.rowCount == 1 ? "row" : "rows") of \(PrintedNumber.count(count)) "
      + (count == 1 ? "variable" : "variables")
    let sections = [
      TextReport.labelled("Data", "\(list.dataName), \(counts)", width: width),
      [TextLine("Variables", .heading)] + table(list).lines(width: width),
      labels(list, width: width),
      TextReport.notes(list.messages.filter { $0.severity != .error }, width: width),
    ]
    return TextLine.joined(Array(sections.filter { !$0.isEmpty }.joined(separator: [TextLine.blank])), colour: colour)
  }

  /// Columns that would be empty are left out.
  private static func table(_ list: VariableList) -> TextTable {
    let hasDeclared = list.variables.contains { $0.declaredCount > 0 }
    let hasNumbers = list.variables.contains { $0.minimum != nil }
    var table = TextTable(
      "Name",
      headers: ["kind", "n", "missing"] + (hasDeclared ? ["declared"] : []) + ["distinct"] + (hasNumbers ? ["min", "max"] : []))
    table.rows = list.variables.map { variable in
      var cells: [TextTable.Cell] = [
        .mark(variable.kind.rawValue), .word(PrintedNumber.count(variable.valueCount)),
        .word(PrintedNumber.count(variable.missingCount)),
      ]
      if hasDeclared { cells.append(variable.declaredCount > 0 ? .word(PrintedNumber.count(variable.declaredCount)) : .empty) }
      cells.append(
        .word(variable.distinctCount.map(PrintedNumber.count) ?? "> \(PrintedNumber.count(VariableSummary.mostCounted))"))
      if hasNumbers {
        cells += [variable.minimum, variable.maximum].map { limit in
          limit.flatMap { VariableInformation.day(of: $0, variable.information.format) }.map { .word($0) } ?? number(limit)
        }
      }
      return .cells(variable.name, cells)
    }
    return table
  }

  /// At most nine characters, where that is enough to tell it from its neighbours in a list.
  private static func number(_ value: Double?) -> TextTable.Cell {
    guard let value else { return .empty }
    let exact = VariableInformation.text(of: value)
    if exact.utf8.count <= 9 || value == value.rounded() && exact.utf8.count <= 15 { return .number(exact) }
    let isOrdinary = abs(value) >= 0.001 && abs(value) < 1e6
    return .number(isOrdinary ? PrintedNumber.fixed(value, decimals: 3) : PrintedNumber.scientific(value, decimals: 2))
  }

  private static func shortened(_ text: String) -> String { text.count > 60 ? text.prefix(59) + "…" : text }

  private static func labels(_ list: VariableList, width: Int) -> [TextLine] {
    let described = list.variables.filter {
      $0.information.label != nil || $0.origin != nil || !$0.values.isEmpty || !$0.declared.isEmpty
    }
    guard !described.isEmpty else { return [] }
    let margin = min(20, described.reduce(0) { max($0, $1.name.displayWidth) }) + 4
    return [TextLine("Labels and values (with their frequencies)", .heading)]
      + described.flatMap { variable in
        var lines = variable.information.label.map { [$0] } ?? []
        if let origin = variable.origin { lines.append("in \(origin)") }
        let values = variable.values.map { WrappedText.unbroken("\(shortened($0.named)) (\(PrintedNumber.count($0.count)))") }
        if !values.isEmpty { lines.append(values.joined(separator: ", ")) }
        let declared = variable.declared.map { WrappedText.unbroken("\($0.key) (\(PrintedNumber.count($0.value)))") }
        if !declared.isEmpty { lines.append("declared missing: \(declared.joined(separator: ", "))") }
        let rest = String(repeating: " ", count: margin)
        let name = ("  " + variable.name).filled(to: margin)
        let fits = name.displayWidth <= margin
        return (fits ? [] : [TextLine("  " + variable.name)])
          + lines.enumerated().flatMap { index, text in
            WrappedText.lines(text, width: width, first: index == 0 && fits ? name : rest, rest: rest).map { TextLine($0) }
          }
      }
  }
}
