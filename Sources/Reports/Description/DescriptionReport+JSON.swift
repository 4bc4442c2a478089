import SurveyData

extension DescriptionReport {
  /// Schema `sewall.describe/1`: the account of the sample, and rows of `variables`, `correlations`, `normality`, and of scales
  /// `reliability` and `htmt`, each with the number of its group from 1; and `teams`, where there are teams.
  public static func json(_ results: DescriptionResults, version: String) -> String {
    let groups = results.groups.enumerated().map { (number: $0 + 1, group: $1) }
    var members: [(key: String, value: JSONValue)] = [
      ("schema", .string("sewall.describe/1")),
      ("program", .string("sewall \(version)")),
      ("model", .string(results.modelName)),
      ("data", .string(results.dataName)),
      ("n", .integer(results.account.analysed)),
      ("sample", sample(results.account)),
      ("groups", .array(groups.map { group($0.group) })),
      ("skewness", .string(results.shape.rawValue)),
      ("missing", .string(results.keepsIncomplete ? "available" : "listwise")),
      ("variables", .array(groups.flatMap { variables($0.group, $0.number, results) })),
      ("correlations", .array(groups.flatMap { correlations($0.group, $0.number, results.intervalLevel ?? 0.95) })),
      ("normality", .array(groups.compactMap { normality($0.group, $0.number) })),
      (
        "reliability",
        .array(groups.flatMap { place in place.group.items.map { ReliabilityReport.scales($0, place.number) } ?? [] })
      ),
      ("htmt", .array(groups.flatMap { place in place.group.items.map { ReliabilityReport.ratios($0, place.number) } ?? [] })),
    ]
    if let teams = results.teams { members.append(("teams", TeamsReport.json(teams))) }
    members.append(("messages", JSONReport.messages(results.messages)))
    return JSONValue.object(members).rendered()
  }

  private static func sample(_ account: SampleAccount) -> JSONValue {
    .object([
      ("read", account.read.map { .integer($0) } ?? .null),
      ("steps", .array(account.steps.map { .object([("n", .integer($0.count)), ("text", .string($0.words))]) })),
      ("analysed", .integer(account.analysed)), ("text", .string(account.text)),
    ])
  }

  private static func group(_ group: DescriptionResults.Group) -> JSONValue {
    .object([("label", .string(group.description.label)), ("n", .integer(group.description.sampleSize))])
  }

  private static func variables(
    _ group: DescriptionResults.Group, _ number: Int, _ results: DescriptionResults
  ) -> [JSONValue] {
    zip(group.description.variables, group.description.statistics).map { variable, statistics in
      let reliability = group.reliabilities[variable]
      return .object([
        ("group", .integer(number)), ("variable", .string(variable)), ("label", .string(results.label(variable))),
        ("n", .integer(statistics.count)), ("missing", .integer(statistics.missingCount)), ("mean", .number(statistics.mean)),
        ("sd", .number(statistics.standardDeviation)), ("median", .number(statistics.median)),
        ("min", .number(statistics.minimum)), ("max", .number(statistics.maximum)), ("skew", .number(statistics.skewness)),
        ("skew.se", .number(statistics.skewnessError)), ("kurtosis", .number(statistics.kurtosis)),
        ("kurtosis.se", .number(statistics.kurtosisError)), ("reliability", .number(reliability?.value)),
        ("reliability.kind", .string(reliability?.kind.rawValue)),
      ])
    }
  }

  private static func correlations(_ group: DescriptionResults.Group, _ number: Int, _ level: Double) -> [JSONValue] {
    let description = group.description
    return description.variables.indices.flatMap { row in
      (0..<row).map { column in
        let correlation = description.correlations[row, column]
        let interval = correlation?.interval(level: level)
        return .object([
          ("group", .integer(number)), ("a", .string(description.variables[row])),
          ("b", .string(description.variables[column])), ("n", correlation.map { .integer($0.count) } ?? .null),
          ("r", .number(correlation?.coefficient)), ("t", .number(correlation?.statistic)),
          ("df", correlation.map { .integer($0.degreesOfFreedom) } ?? .null), ("pvalue", .number(correlation?.probability)),
          ("ci.lower", .number(interval?.lowerBound)), ("ci.upper", .number(interval?.upperBound)),
        ])
      }
    }
  }

  private static func normality(_ group: DescriptionResults.Group, _ number: Int) -> JSONValue? {
    guard let test = group.description.normality else { return nil }
    return .object([
      ("group", .integer(number)), ("n", .integer(test.count)), ("variables", .integer(test.variableCount)),
      ("skewness", .number(test.skewness)), ("skewness.chisq", .number(test.skewnessStatistic)),
      ("skewness.df", .number(test.skewnessDegreesOfFreedom)), ("skewness.pvalue", .number(test.skewnessProbability)),
      ("skewness.chisq.small", .number(test.correctedSkewnessStatistic)),
      ("skewness.pvalue.small", .number(test.correctedSkewnessProbability)), ("kurtosis", .number(test.kurtosis)),
      ("kurtosis.z", .number(test.kurtosisStatistic)), ("kurtosis.pvalue", .number(test.kurtosisProbability)),
    ])
  }
}
