import PathAnalysis

extension TextReport {
  /// Modification indices, score tests and Wald tests, each a section where it was asked for.
  static func diagnostics(_ results: Results, width: Int) -> [[TextLine]] {
    let found = results.diagnostics
    var equalities = found.scoreTests
    if let total = found.totalScoreTest { equalities.append(total) }
    return [
      modificationIndices(results, width: width),
      tests("Score tests of equalities (fall of χ² when released)", equalities, change: "change", width: width),
      tests("Score tests of additions (fall of χ² when freed)", found.additionTests, width: width),
      tests("Wald tests", found.waldTests, width: width),
    ]
  }

  /// Indices below this would not be significant at .05; the report of the filtered list leaves them out.
  private static let leastIndex = 3.84

  private static func modificationIndices(_ results: Results, width: Int) -> [TextLine] {
    guard let indices = results.diagnostics.modificationIndices else { return [] }
    let title = TextLine("Modification indices (fall of χ² and change of the parameter when it is freed)", .heading)
    let listsAll = results.diagnostics.listsAllModifications
    let shown = listsAll ? indices : indices.filter { $0.index >= leastIndex }
    var lines = [title]
    if shown.isEmpty {
      lines += WrappedText.lines("None reaches \(leastIndex).", width: width, first: "  ", rest: "  ").map { TextLine($0) }
    } else {
      var table = TextTable("Relation", headers: ["index", "p", "change", "std. change"])
      table.rows = shown.map { row in
        .cells(
          name(of: row, results),
          [
            statistic(row.index), cell(APANumber.probability(row.pValue)), cell(APANumber.coefficient(row.expectedChange)),
            cell(APANumber.standardized(row.standardizedAll)),
          ])
      }
      lines += table.lines(width: width)
    }
    if !listsAll {
      let hidden = indices.count - shown.count
      let words =
        "\(hidden) below \(leastIndex) are not shown; arrows that make an exogenous variable an outcome or close a loop are left out. "
        + "--all shows both. An index says where the model does not fit, not what is true."
      lines += WrappedText.lines(words, width: width, first: "  ", rest: "  ").map { TextLine($0) }
    }
    return lines
  }

  private static func name(of row: ModificationIndexResult, _ results: Results) -> String {
    let (lhs, rhs) = (results.labels[row.lhs] ?? row.lhs, results.labels[row.rhs] ?? row.rhs)
    let relation =
      switch row.op {
      case "~": "\(rhs) -> \(lhs)"
      case "=~": "\(lhs) =~ \(rhs)"
      case "~~": row.lhs == row.rhs ? "variance of \(lhs)" : "\(lhs) <-> \(rhs)"
      default: "intercept of \(lhs)"
      }
    var places: [String] = []
    if results.groups.count > 1, results.groups.indices.contains(row.group - 1) {
      let label = results.groups[row.group - 1].label
      places.append(label.isEmpty ? "group \(row.group)" : label)
    }
    if results.variables.contains(where: { $0.level > 1 }) { places.append(row.level == 1 ? "within" : "between") }
    return places.isEmpty ? relation : "\(relation) (\(places.joined(separator: ", ")))"
  }

  private static func tests(
    _ title: String, _ tests: [ParameterTestResult], change: String? = nil, width: Int
  ) -> [TextLine] {
    guard !tests.isEmpty else { return [] }
    var table = TextTable("Restriction", headers: ["χ²", "df", "p"] + (change.map { [$0] } ?? []))
    table.rows = tests.map { test in
      var cells = [
        statistic(test.chiSquare), TextTable.Cell.word(String(test.degreesOfFreedom)), cell(APANumber.probability(test.pValue)),
      ]
      if change != nil { cells.append(test.expectedChange.map { cell(APANumber.coefficient($0)) } ?? .empty) }
      return .cells(test.restriction, cells)
    }
    return [TextLine(title, .heading)] + table.lines(width: width)
  }

  private static func statistic(_ value: Double?) -> TextTable.Cell { cell(APANumber.statistic(value)) }

  private static func cell(_ text: String?) -> TextTable.Cell { text.map { .number($0) } ?? .word("-") }
}
