import PathAnalysis

extension CSVReport {
  /// Modification indices (`est` is the index, its other numbers rows of their own) and tests of restrictions.
  static func diagnostics(_ results: DiagnosticsResults) -> [[String: String]] {
    let modifications = (results.modificationIndices ?? []).flatMap(modification)
    var tests = results.scoreTests.map { test($0, kind: "score") }
    if let total = results.totalScoreTest { tests.append(test(total, kind: "score.total")) }
    tests += results.additionTests.map { test($0, kind: "score.added") }
    tests += results.waldTests.map { test($0, kind: "wald") }
    return modifications + tests.flatMap { $0 }
  }

  private static func modification(_ row: ModificationIndexResult) -> [[String: String]] {
    let numbers = [
      ("mi", Optional(row.index)), ("epc", row.expectedChange), ("sepc.lv", row.standardizedLatent),
      ("sepc.all", row.standardizedAll), ("sepc.nox", row.standardizedEndogenous),
    ]
    return numbers.map { name, value in
      [
        "section": "modification", "group": String(row.group), "level": String(row.level), "lhs": row.lhs, "op": row.op,
        "rhs": row.rhs, "name": name,
        "est": number(value), "pvalue": name == "mi" ? number(row.pValue) : "",
      ]
    }
  }

  private static func test(_ row: ParameterTestResult, kind: String) -> [[String: String]] {
    let place = ["section": "test", "kind": kind, "text": row.restriction]
    var rows = [
      place.merging(["name": "chisq", "est": number(row.chiSquare), "pvalue": number(row.pValue)]) { $1 },
      place.merging(["name": "df", "est": String(row.degreesOfFreedom)]) { $1 },
    ]
    if let change = row.expectedChange { rows.append(place.merging(["name": "epc", "est": number(change)]) { $1 }) }
    return rows
  }
}
