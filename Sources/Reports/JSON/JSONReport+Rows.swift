import PathAnalysis

extension JSONReport {
  static func parameter(_ row: ParameterResult) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("lhs", .string(row.lhs)), ("op", .string(row.op)), ("rhs", .string(row.rhs)), ("group", .integer(row.group)),
      ("level", .integer(row.level)), ("label", .string(row.label)), ("free", .bool(row.isFree)),
      ("origin", .string(row.origin.rawValue)),
    ]
    members += estimate(row.value)
    // A Wald interval has no Monte Carlo error at all; one from draws names it.
    if row.value.lowerError != nil || row.value.upperError != nil { members += monteCarloError(row.value) }
    members += [("std.lv", .number(row.standardizedLatent)), ("std.all", .number(row.standardizedAll))]
    return .object(members)
  }

  static func effect(_ row: EffectResult) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("kind", .string(row.kind.rawValue)), ("from", .string(row.from)), ("to", .string(row.to)),
      ("via", .array(row.via.map { .string($0) })), ("group", .integer(row.group)), ("level", .integer(row.level)),
    ]
    members += estimate(row.value)
    members += monteCarloError(row.value)
    members += [
      ("std.all", .number(row.standardized.estimate)), ("std.ci.lower", .number(row.standardized.lower)),
      ("std.ci.upper", .number(row.standardized.upper)),
    ]
    return .object(members)
  }

  static func rSquared(_ row: RSquaredResult) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("variable", .string(row.variable)), ("group", .integer(row.group)), ("level", .integer(row.level)),
      ("r2", .number(row.rSquared)),
    ]
    if let adjusted = row.adjusted { members.append(("r2.adjusted", .number(adjusted))) }
    return .object(members)
  }

  static func group(_ row: GroupResult) -> JSONValue {
    .object(
      [("label", .string(row.label)), ("n", .integer(row.sampleSize))]
        + (row.clusterCount.map { [("clusters", .integer($0))] } ?? []))
  }

  static func intraclassCorrelation(_ row: IntraclassCorrelationResult) -> JSONValue {
    .object([("variable", .string(row.variable)), ("group", .integer(row.group)), ("icc", .number(row.correlation))])
  }

  /// Patterns of missing values and the coverage of each pair of variables.
  static func missing(_ missing: MissingDataResult) -> JSONValue {
    .object([
      ("treatment", .string(missing.treatment)),
      (
        "patterns",
        .array(
          missing.patterns.map {
            .object([
              ("group", .integer($0.group)), ("n", .integer($0.sampleSize)), ("missing", .array($0.missing.map { .string($0) })),
            ])
          })
      ),
      (
        "coverage",
        .array(
          missing.coverage.map {
            .object([("a", .string($0.a)), ("b", .string($0.b)), ("group", .integer($0.group)), ("share", .number($0.share))])
          })
      ),
    ])
  }

  static func interval(_ interval: IntervalDescription) -> JSONValue {
    let failed = interval.failed.sorted { $0.key < $1.key }
    var members: [(key: String, value: JSONValue)] = [
      ("type", .string(interval.type)), ("level", .number(interval.level)), ("draws", .integer(interval.draws)),
      ("used", .integer(interval.used)), ("failed", .object(failed.map { ($0.key, .integer($0.value)) })),
      ("seed", interval.seed.map { .unsigned($0) } ?? .null), ("rng", .string(interval.generator)),
    ]
    if let unit = interval.unit { members.append(("unit", .string(unit))) }
    if interval.isInterrupted { members.append(("interrupted", .bool(true))) }
    return .object(members)
  }

  static func residual(_ row: ResidualResult) -> JSONValue {
    .object([
      ("a", .string(row.a)), ("b", .string(row.b)), ("group", .integer(row.group)), ("level", .integer(row.level)),
      ("raw", .number(row.raw)),
      ("cor", .number(row.correlation)), ("normalized", .number(row.normalized)), ("standardized", .number(row.standardized)),
    ])
  }

  static func implied(_ row: ImpliedResult) -> JSONValue {
    .object([
      ("a", .string(row.a)), ("b", .string(row.b)), ("group", .integer(row.group)), ("level", .integer(row.level)),
      ("value", .number(row.value)),
    ])
  }

  private static func estimate(_ value: EstimateResult) -> [(key: String, value: JSONValue)] {
    [
      ("est", .number(value.estimate)), ("se", .number(value.standardError)), ("z", .number(value.z)),
      ("pvalue", .number(value.pValue)), ("ci.lower", .number(value.lower)), ("ci.upper", .number(value.upper)),
    ]
  }

  private static func monteCarloError(_ value: EstimateResult) -> [(key: String, value: JSONValue)] {
    [("mc.error.lower", .number(value.lowerError)), ("mc.error.upper", .number(value.upperError))]
  }
}
