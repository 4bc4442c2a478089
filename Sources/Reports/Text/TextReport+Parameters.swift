import PathAnalysis

extension TextReport {
  /// Loadings, paths, thresholds, variances and intercepts of one group and level, each in a table of its own.
  static func parameterSections(_ part: ResultsPart, of results: Results, width: Int) -> [[TextLine]] {
    let rows = results.parameters.filter { $0.group == part.group && $0.level == part.level && !$0.isOnlyData }
    let exogenous = Set(results.variables.filter { $0.isExogenous && $0.level == part.level }.map(\.name))
    func table(_ title: String, _ standardized: String = "β", where belongs: (ParameterResult) -> Bool) -> [TextLine] {
      parameterTable(title, rows.filter(belongs), of: results, standardized: standardized, width: width)
    }
    let covariances = { (row: ParameterResult) in row.op == "~~" && row.lhs != row.rhs }
    let isOfExogenous = { (row: ParameterResult) in
      exogenous.contains(row.lhs) && (row.rhs.isEmpty || exogenous.contains(row.rhs))
    }
    var sections = [
      table("Factor loadings") { $0.op == "=~" },
      table("Composite weights") { $0.op == "<~" },
      table("Paths") { $0.op == "~" },
      table("Residual covariances", "r") { covariances($0) && !isOfExogenous($0) },
      table("Residual variances", "std.") { $0.op == "~~" && $0.lhs == $0.rhs && !isOfExogenous($0) },
      table("Covariances of exogenous variables", "r") { covariances($0) && isOfExogenous($0) },
      table("Variances of exogenous variables", "std.") { $0.op == "~~" && $0.lhs == $0.rhs && isOfExogenous($0) },
      table("Intercepts") { $0.op == "~1" && !isOfExogenous($0) },
      table("Means of exogenous variables", "std.") { $0.op == "~1" && isOfExogenous($0) },
      table("Thresholds", "std.") { $0.op == "|" },
      table("Scales", "std.") { $0.op == "~*~" },
    ]
    sections.removeAll(where: \.isEmpty)
    return sections
  }

  /// The `:=` rows, which belong to no group.
  static func definedParameters(_ results: Results, width: Int) -> [TextLine] {
    parameterTable("Defined parameters", results.parameters.filter { $0.op == ":=" }, of: results, width: width)
  }

  private static func parameterTable(
    _ title: String, _ rows: [ParameterResult], of results: Results, standardized: String = "β", width: Int
  ) -> [TextLine] {
    guard !rows.isEmpty else { return [] }
    let percent = APANumber.percent(results.interval.level)
    var table = TextTable(rows[0].nameHeader, headers: ["b", "SE", "p", "\(percent) CI", standardized, ""])
    table.rows = rows.map { row in
      var cells = estimateCells(row.value, isFixed: row.isFixed)
      cells.append(APANumber.standardized(row.standardizedAll).map { .number($0) } ?? .empty)
      cells.append(.mark(row.isFixed ? "" : APANumber.stars(row.value.pValue)))
      return .cells(name(of: row, labels: results.labels), cells)
    }
    let estimated = rows.filter { !$0.isFixed }.map(\.value)
    let hasIntervals = estimated.contains { $0.lower != nil }
    let method = results.interval.heading(isFromDraws: results.interval.comeFromDraws(estimated))
    return [TextLine(hasIntervals ? "\(title) (\(method))" : title, .heading)] + table.lines(width: width)
  }

  /// b, SE, p and interval; a value that does not exist is `-`.
  static func estimateCells(_ value: EstimateResult, isFixed: Bool = false) -> [TextTable.Cell] {
    let estimate: TextTable.Cell = APANumber.coefficient(value.estimate).map { .number($0) } ?? .word("-")
    if isFixed { return [estimate, .word("fixed"), .empty, .empty] }
    return [
      estimate,
      APANumber.coefficient(value.standardError).map { .number($0) } ?? .word("-"),
      APANumber.probability(value.pValue).map { .number($0) } ?? .word("-"),
      interval(value, APANumber.coefficient),
    ]
  }

  static func interval(_ value: EstimateResult, _ format: (Double?) -> String?) -> TextTable.Cell {
    guard value.lower != nil || value.upper != nil else { return .word("-") }
    return .interval(format(value.lower) ?? "-", format(value.upper) ?? "-")
  }

  private static func name(of row: ParameterResult, labels: [String: String]) -> String {
    let lhs = labels[row.lhs] ?? row.lhs
    let rhs = labels[row.rhs] ?? row.rhs
    let name =
      switch row.op {
      case "~": "\(rhs) -> \(lhs)"
      case "~~": row.lhs == row.rhs ? lhs : "\(lhs) <-> \(rhs)"
      case "~1", "~*~": lhs
      case "|": "\(lhs) | \(row.rhs)"
      case ":=": "\(row.lhs) := \(row.rhs)"
      default: "\(lhs) \(row.op) \(rhs)"
      }
    // A label that begins with a point is the program's own (`.p3.`).
    return row.label.isEmpty || row.label.hasPrefix(".") || row.op == ":=" ? name : "\(name)  (\(row.label))"
  }
}

extension ParameterResult {
  fileprivate var isFixed: Bool { !isFree && op != ":=" }

  /// A moment of the exogenous variables taken from the sample, or a zero that the preset put in: no finding of the fit.
  fileprivate var isOnlyData: Bool { isFixed && origin == .default && (op == "~~" || op == "~1" || op == "~*~") }

  fileprivate var nameHeader: String {
    switch op {
    case "=~": "Factor =~ indicator"
    case "<~": "Composite <~ indicator"
    case "~": "Predictor -> outcome"
    case ":=": "Name := formula"
    case "|": "Variable | threshold"
    case "~~" where lhs != rhs: "Pair"
    default: "Variable"
    }
  }
}
