import PathAnalysis

/// The result of `sewall compare` as text or as JSON.
public enum ComparisonReport {
  /// Schema `sewall.compare/1`: `models` in the order of their degrees of freedom, each with its `difference` from the one before.
  public static func json(_ results: ComparisonResults, version: String) -> String {
    JSONValue.object([
      ("schema", .string("sewall.compare/1")),
      ("program", .string("sewall \(version)")),
      ("n", .integer(results.sampleSize)),
      ("groups", .array(results.groups.map { .object([("label", .string($0.label)), ("n", .integer($0.sampleSize))]) })),
      ("models", .array(results.models.map(model))),
      ("messages", JSONReport.messages(results.messages)),
    ]).rendered()
  }

  private static func model(_ row: ComparedModelResult) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("model", .string(row.name)), ("converged", .bool(row.converged)), ("npar", .integer(row.freeCount)),
      ("df", .integer(row.degreesOfFreedom)), ("chisq", .number(row.chiSquare)), ("pvalue", .number(row.pValue)),
    ]
    if row.scalingFactor != nil || row.scaledChiSquare != nil {
      members += [
        ("chisq.scaled", .number(row.scaledChiSquare)), ("pvalue.scaled", .number(row.scaledPValue)),
        ("chisq.scaling.factor", .number(row.scalingFactor)),
      ]
    }
    members += [
      ("cfi", .number(row.cfi)), ("rmsea", .number(row.rmsea)), ("srmr", .number(row.srmr)), ("aic", .number(row.aic)),
      ("bic", .number(row.bic)), ("aic.weight", .number(row.aicWeight)), ("bic.weight", .number(row.bicWeight)),
      ("nesting", .string(row.nesting?.rawValue)), ("cfi.change", .number(row.cfiChange)),
      ("rmsea.change", .number(row.rmseaChange)), ("difference", row.difference.map(difference) ?? .null),
    ]
    return .object(members)
  }

  private static func difference(_ row: DifferenceResult) -> JSONValue {
    .object([
      ("against", .string(row.against)), ("method", .string(row.method.rawValue)), ("chisq", .number(row.chiSquare)),
      ("df", .number(row.degreesOfFreedom)), ("pvalue", .number(row.pValue)), ("rmsea", .number(row.rmsea)),
      ("scaling.factor", .number(row.scalingFactor)), ("shift", .number(row.shift)),
    ])
  }
}
