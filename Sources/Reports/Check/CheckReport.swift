import PathAnalysis

/// The result of `sewall check` as text or as JSON.
public enum CheckReport {
  /// Schema `sewall.check/1`: `parameters` with `lhs op rhs group level label free value origin`, the counts, and the messages.
  public static func json(_ results: CheckResults, version: String) -> String {
    JSONValue.object([
      ("schema", .string("sewall.check/1")),
      ("program", .string("sewall \(version)")),
      ("parameters", .array(results.rows.map(parameter))),
      ("npar", .integer(results.freeCount)),
      ("moments", results.momentsCount.map { .integer($0) } ?? .null),
      ("df", results.degreesOfFreedom.map { .integer($0) } ?? .null),
      ("identification", .string(results.identification)),
      ("added.by.default", .array(results.addedByDefault.map { .string($0) })),
      ("messages", JSONReport.messages(results.messages)),
    ]).rendered()
  }

  private static func parameter(_ row: CheckResults.Row) -> JSONValue {
    .object([
      ("lhs", .string(row.lhs)), ("op", .string(row.op)), ("rhs", .string(row.rhs)), ("group", .integer(row.group)),
      ("level", .integer(row.level)), ("label", .string(row.label)), ("free", .bool(row.isFree)),
      ("value", .number(row.value)), ("origin", .string(row.origin.rawValue)),
    ])
  }
}
