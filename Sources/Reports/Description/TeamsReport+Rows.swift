import SurveyData

extension TeamsReport {
  /// The teams and a row for each variable; what does not exist is `null`.
  public static func json(_ teams: TeamResults) -> JSONValue {
    .object([
      ("by", .string(teams.variable)), ("teams", .integer(teams.teamCount)), ("members", .integer(teams.memberCount)),
      ("size.mean", .number(teams.meanSize)), ("size.min", .integer(teams.sizes.lowerBound)),
      ("size.max", .integer(teams.sizes.upperBound)), ("minimum", .integer(teams.smallestTeam)),
      ("teams.left.out", .integer(teams.teamsLeftOut)), ("rows.left.out", .integer(teams.rowsOfTeamsLeftOut)),
      ("rows.without.team", .integer(teams.rowsWithoutTeam)), ("aggregated", .bool(teams.isAggregated)),
      ("null", .string(teams.null.rawValue)), ("variables", .array(teams.variables.map(row))),
    ])
  }

  private static func row(_ variable: TeamVariable) -> JSONValue {
    .object(
      [("variable", .string(variable.name)), ("label", .string(variable.label)), ("items", .integer(variable.itemCount))]
        + numbers(variable).map { ($0.name, .number($0.value)) })
  }

  /// A row for each number of each variable.
  static func csv(_ teams: TeamResults) -> [[String: String]] {
    teams.variables.flatMap { variable in
      numbers(variable).map { name, value in
        [
          "section": "agreement", "variable": variable.name, "label": variable.label ?? "", "statistic": CSVReport.number(value),
          "text": name,
        ]
      }
    }
  }

  /// Every number of a variable, under a name that JSON and CSV share.
  static func numbers(_ variable: TeamVariable) -> [(name: String, value: Double?)] {
    let correlation = variable.correlation
    let agreement = variable.withinGroup
    let deviation = variable.averageDeviation
    return [
      ("answers", variable.answerCount.map(Double.init)),
      ("icc1", correlation?.single()), ("icc1.adjusted", correlation?.single(.adjusted)), ("icc2", correlation?.ofMeans),
      ("f", correlation?.f), ("df1", correlation.map { Double($0.numeratorDegreesOfFreedom) }),
      ("df2", correlation.map { Double($0.denominatorDegreesOfFreedom) }), ("pvalue", correlation?.p),
      ("size.mean", correlation?.meanTeamSize), ("size.adjusted", correlation?.adjustedTeamSize),
      ("ms.between", correlation?.meanSquareBetween), ("ms.within", correlation?.meanSquareWithin),
      ("null.variance", variable.nullVariance), ("rwg.teams", agreement.map { Double($0.teamCount) }),
      ("rwg.mean", agreement?.mean), ("rwg.median", agreement?.median), ("rwg.min", agreement?.minimum),
      ("rwg.max", agreement?.maximum), ("rwg.share.70", variable.shareOfAgreement),
      ("rwg.set.to.zero", agreement.map { _ in Double(variable.teamsSetToZero) }),
      ("rwg.star.mean", variable.withinGroupStar?.mean), ("rwg.star.median", variable.withinGroupStar?.median),
      ("ad.mean", deviation?.mean), ("ad.median", deviation?.median), ("ad.max", deviation?.maximum),
      ("ad.limit", variable.largestDeviation),
    ]
  }
}
