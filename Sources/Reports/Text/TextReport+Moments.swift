import PathAnalysis

extension TextReport {
  static func rSquared(_ part: ResultsPart, of results: Results, width: Int) -> [TextLine] {
    let rows = results.rSquared.filter { $0.group == part.group && $0.level == part.level }
    guard !rows.isEmpty else { return [] }
    let hasAdjusted = rows.contains { $0.adjusted != nil }
    var table = TextTable("Outcome", headers: hasAdjusted ? ["R²", "adjusted R²"] : ["R²"])
    table.rows = rows.map { row in
      let values = hasAdjusted ? [row.rSquared, row.adjusted] : [row.rSquared]
      return .cells(results.labels[row.variable] ?? row.variable, values.map { boundedCell($0) })
    }
    return [TextLine("Explained variance", .heading)] + table.lines(width: width)
  }

  static func residuals(_ part: ResultsPart, of results: Results, width: Int) -> [TextLine] {
    let rows = results.residuals.filter { $0.group == part.group }
    guard part.level == 1, !rows.isEmpty else { return [] }
    var table = TextTable("Pair, or variable for a mean", headers: ["raw", "correlation", "normalized", "standardized"])
    table.rows = rows.map { row in
      let names = [row.a, row.b].filter { !$0.isEmpty }.map { results.labels[$0] ?? $0 }
      return .cells(
        names.joined(separator: " <-> "),
        [
          APANumber.coefficient(row.raw).map { .number($0) } ?? .word("-"), boundedCell(row.correlation),
          APANumber.coefficient(row.normalized).map { .number($0) } ?? .word("-"),
          APANumber.coefficient(row.standardized).map { .number($0) } ?? .word("-"),
        ])
    }
    return [TextLine("Residuals (observed minus implied)", .heading)] + table.lines(width: width)
  }

  static func implied(_ part: ResultsPart, of results: Results, width: Int) -> [TextLine] {
    let rows = results.implied.filter { $0.group == part.group }
    guard part.level == 1, !rows.isEmpty else { return [] }
    var table = TextTable("Pair, or variable for a mean", headers: ["implied"])
    table.rows = rows.map { row in
      let names = [row.a, row.b].filter { !$0.isEmpty }.map { results.labels[$0] ?? $0 }
      return .cells(names.joined(separator: " <-> "), [APANumber.coefficient(row.value).map { .number($0) } ?? .word("-")])
    }
    return [TextLine("Implied covariances and means", .heading)] + table.lines(width: width)
  }

  private static func boundedCell(_ value: Double?) -> TextTable.Cell {
    APANumber.bounded(value).map { .number($0) } ?? .word("-")
  }
}
