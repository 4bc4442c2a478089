import PathAnalysis

extension JSONReport {
  /// Members for what was asked for.
  static func diagnostics(_ results: DiagnosticsResults) -> [(key: String, value: JSONValue)] {
    var members: [(key: String, value: JSONValue)] = []
    if let indices = results.modificationIndices { members.append(("modification.indices", .array(indices.map(modification)))) }
    if let total = results.totalScoreTest {
      members.append(("score.tests", .array(results.scoreTests.map(test))))
      members.append(("score.test", test(total)))
    }
    if !results.additionTests.isEmpty { members.append(("score.tests.added", .array(results.additionTests.map(test)))) }
    if !results.waldTests.isEmpty { members.append(("wald.tests", .array(results.waldTests.map(test)))) }
    return members
  }

  private static func modification(_ row: ModificationIndexResult) -> JSONValue {
    .object([
      ("lhs", .string(row.lhs)), ("op", .string(row.op)), ("rhs", .string(row.rhs)), ("group", .integer(row.group)),
      ("level", .integer(row.level)),
      ("mi", .number(row.index)), ("pvalue", .number(row.pValue)), ("epc", .number(row.expectedChange)),
      ("sepc.lv", .number(row.standardizedLatent)), ("sepc.all", .number(row.standardizedAll)),
      ("sepc.nox", .number(row.standardizedEndogenous)),
    ])
  }

  private static func test(_ row: ParameterTestResult) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("restriction", .string(row.restriction)), ("chisq", .number(row.chiSquare)), ("df", .integer(row.degreesOfFreedom)),
      ("pvalue", .number(row.pValue)),
    ]
    if let change = row.expectedChange { members.append(("epc", .number(change))) }
    return .object(members)
  }
}
