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

  /// How much of each variable's variance lies between clusters, of one group; printed where the part within them begins.
  static func intraclassCorrelations(_ part: ResultsPart, of results: Results, width: Int) -> [TextLine] {
    let rows = results.intraclassCorrelations.filter { $0.group == part.group }
    guard part.level == 1, !rows.isEmpty else { return [] }
    var table = TextTable("Variable", headers: ["ICC"])
    table.rows = rows.map { .cells(results.labels[$0.variable] ?? $0.variable, [boundedCell($0.correlation)]) }
    return [TextLine("Share of variance between clusters", .heading)] + table.lines(width: width)
  }

  static func residuals(_ part: ResultsPart, of results: Results, width: Int) -> [TextLine] {
    let rows = results.residuals.filter { $0.group == part.group && $0.level == part.level }
    guard !rows.isEmpty else { return [] }
    // Two levels have no standard errors of residuals.
    let hasRatios = rows.contains { $0.normalized != nil }
    var table = TextTable(
      "Pair or variable", headers: ["raw", "correlation"] + (hasRatios ? ["normalized z", "standardized z"] : []))
    table.rows = rows.map { row in
      // What rounding left of a residual that is zero by the model: 5.6e-17 would look like a finding.
      let isZero = (row.correlation ?? 1).magnitude < 1e-9
      let ratios = hasRatios ? [statisticCell(row.normalized), statisticCell(row.standardized)] : []
      return .cells(
        name(row.a, row.b, results.labels), [coefficientCell(isZero ? 0 : row.raw), boundedCell(row.correlation)] + ratios)
    }
    return [TextLine("Residuals (observed minus implied)", .heading)] + table.lines(width: width)
  }

  static func implied(_ part: ResultsPart, of results: Results, width: Int) -> [TextLine] {
    let rows = results.implied.filter { $0.group == part.group && $0.level == part.level }
    guard !rows.isEmpty else { return [] }
    var table = TextTable("Pair or variable", headers: ["implied"])
    table.rows = rows.map { .cells(name($0.a, $0.b, results.labels), [coefficientCell($0.value)]) }
    return [TextLine("Implied covariances and means", .heading)] + table.lines(width: width)
  }

  /// `a <-> b` for a covariance, `variance of a`, or `mean of a` where `b` is empty.
  private static func name(_ a: String, _ b: String, _ labels: [String: String]) -> String {
    let first = labels[a] ?? a
    if b.isEmpty { return "mean of \(first)" }
    return a == b ? "variance of \(first)" : "\(first) <-> \(labels[b] ?? b)"
  }

  private static func coefficientCell(_ value: Double?) -> TextTable.Cell {
    APANumber.coefficient(value).map { .number($0) } ?? .word("-")
  }

  private static func statisticCell(_ value: Double?) -> TextTable.Cell {
    APANumber.statistic(value).map { .number($0) } ?? .word("-")
  }

  private static func boundedCell(_ value: Double?) -> TextTable.Cell {
    APANumber.bounded(value).map { .number($0) } ?? .word("-")
  }
}
