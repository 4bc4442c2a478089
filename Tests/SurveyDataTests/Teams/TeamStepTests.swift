import Testing

@testable import SurveyData

/// What `teams` does to a table, and what it reports.
@Suite struct TeamStepTests {
  /// Four teams of 3, 2, 2 and 1 members, and a row without a team.
  static let table = DataTable(columns: [
    Column(name: "team", storage: .text(["a", "a", "b", nil, "a", "b", "c", "d", "c"])),
    Column("climate", [4, 5, 2, 3, 3, .nan, 1, 5, 2]),
    Column("size", [9, 9, 7, 1, 9, 7, 5, 2, 5]),
    Column(name: "town", storage: .text(["X", "X", "Y", "Z", nil, "Y", "Z", "X", "Z"])),
    Column(name: "name", storage: .text(["p", "q", "r", "s", "t", "u", "v", "w", "x"])),
  ])

  func prepared(_ change: (inout TeamStep) -> Void) throws -> PreparedTable {
    var preparation = Preparation()
    var step = TeamStep(by: "team")
    step.rated = ["climate"]
    change(&step)
    preparation.teams = step
    return try preparation.apply(to: Self.table)
  }

  @Test func aggregatesToMeansOfMembers() throws {
    let result = try prepared { $0.aggregates = true }
    #expect(result.table.names == ["team", "climate", "size", "town", "team_size"])
    #expect(result.table["team"]?.storage == .text(["a", "b", "c"]))
    #expect(try result.table.numbers(of: "climate") == [4, 2, 1.5])
    #expect(try result.table.numbers(of: "size") == [9, 7, 5])
    #expect(result.table["town"]?.storage == .text(["X", "Y", "Z"]))
    #expect(try result.table.numbers(of: "team_size") == [3, 2, 2])
    try #require(result.reports.count == 3)
    let (left, merged) = (result.reports[0], result.reports[1])
    #expect(left.rowsBefore == 9 && left.rowsAfter == 7 && merged.rowsBefore == 7 && merged.rowsAfter == 3)
    #expect(
      left.text == "3 teams of 2 to 3 members (mean 2.3) by `team`; 1 team with fewer than 2 members left out (1 row); "
        + "1 row without a team left out")
    #expect(
      merged.text == "7 rows are now 3 teams: each variable is the mean of the members, `team_size` their number; "
        + "text that differs within teams is left out: `name`")
    let account = SampleAccount(read: 9, reports: result.reports, analysed: 3)
    #expect(account.text == "9 read, 2 excluded by `teams`, 7 became 3 teams, 3 analysed")
  }

  @Test func reportsWithoutTouchingRows() throws {
    let result = try prepared { _ in }
    #expect(result.table == Self.table)
    let teams = try #require(result.teams)
    #expect(teams.teamCount == 3)
    #expect(teams.memberCount == 7)
    #expect(teams.teamsLeftOut == 1)
    #expect(teams.rowsWithoutTeam == 1)
    let climate = try #require(teams.variables.first)
    #expect(climate.teamsWithoutAgreement == 1)
    #expect(climate.withinGroup == nil)
    let deviation = try #require(climate.averageDeviation)
    #expect(abs(deviation.maximum - 2.0 / 3) < 1e-15)
    #expect(deviation.minimum == 0.5)
    // By hand: team means 4, 2, 1.5 of 3, 1 and 2 answers, grand mean 17/6.
    let correlation = try #require(climate.correlation)
    let between = (3 * (7.0 / 6) * (7.0 / 6) + 25.0 / 36 + 2 * (8.0 / 6) * (8.0 / 6)) / 2
    #expect(abs(correlation.meanSquareBetween - between) < 1e-12)
    #expect(abs(correlation.meanSquareWithin - 2.5 / 3) < 1e-12)
  }

  @Test func leavesOutRowsOfSmallTeamsWhenAMinimumIsGiven() throws {
    let result = try prepared {
      $0.minimum = 2
      $0.added = ["climate"]
    }
    #expect(result.table.rowCount == 7)
    #expect(try result.table.numbers(of: "climate_team") == [4, 4, 2, 4, 2, 1.5, 1.5])
    #expect(result.reports.first?.text.contains("team means added as `climate_team`") == true)
  }

  @Test func addsMeansToMembersOfTeamsThatCount() throws {
    let means = try prepared { $0.added = ["climate"] }.table.numbers(of: "climate_team")
    #expect(means.count == 9)
    #expect(means[3].isNaN && means[7].isNaN)
    #expect(means[0] == 4)
  }

  /// Agreement of a scale is that of its items after reversal; its range is the scale's.
  @Test func ratesScalesByTheirItems() throws {
    let soldiers = TeamData.soldiers
    var columns = [Column("company", soldiers.map(\.company))]
    for item in 0..<11 {
      // The third item as if it had been asked the other way round.
      columns.append(Column("lead\(item + 1)", soldiers.map { item == 2 ? 6 - $0.answers[item] : $0.answers[item] }))
    }
    var preparation = Preparation()
    preparation.scales = [
      Scale("leadership", items: (1...11).map { "lead\($0)" }, reversed: ["lead3"], range: 1...5)
    ]
    preparation.teams = TeamStep(by: "company")
    let result = try preparation.apply(to: DataTable(columns: columns))
    let variable = try #require(result.teams?.variables.first)
    #expect(variable.name == "leadership")
    #expect(variable.answerCount == 5)
    #expect(variable.nullVariance == 2)
    #expect(agree(try #require(variable.correlation).single(), TeamValues.leadershipICC1))
    for row in TeamValues.agreement {
      let team = try #require(variable.teams.first { $0.name == String(Int(row[0])) })
      #expect(agree(team.agreement.withinGroup(nullVariance: 2), row[2]))
      #expect(agree(team.agreement.averageDeviation, row[4]))
    }
    let column = TeamValues.agreement.map { $0[2] }
    #expect(agree(try #require(variable.withinGroup).mean, column.reduce(0, +) / Double(column.count)))
    #expect(agree(try #require(variable.withinGroup).median, (column.sorted()[4] + column.sorted()[5]) / 2))
    #expect(variable.shareOfAgreement == 1)
    #expect(variable.teamsSetToZero == 0)
    let warnings = result.reports.flatMap(\.warnings).joined(separator: "\n")
    #expect(warnings.contains("ICC(2) of `leadership` is .65, below .70"))
    #expect(warnings.contains("(Burke and Dunlap 2002)"))
    #expect(!warnings.contains("ICC(1)"))
    #expect(!warnings.contains("median"))
  }

  @Test func usesTheChosenNull() throws {
    let table = DataTable(columns: [Column("team", [1, 1, 2, 2]), Column("x", [1, 3, 4, 5])])
    var step = TeamStep(by: "team")
    step.rated = ["x"]
    step.range = 1...5
    step.null = .moderate
    var preparation = Preparation()
    preparation.teams = step
    let variable = try #require(try preparation.apply(to: table).teams?.variables.first)
    #expect(variable.withinGroupValues == [0, 1 - 0.5 / 0.9])
    #expect(variable.teamsSetToZero == 1)
    #expect(variable.withinGroupStar?.minimum == 1 - 2 / 0.9)
    #expect(variable.largestDeviation == 5.0 / 6)
  }

  @Test func warnsOfMeansThatStandForAnItem() throws {
    let result = try prepared { step in
      step.rated = ["climate"]
      step.range = 1...5
    }
    #expect(result.teams?.variables.first?.hasFractions == false)
    let table = DataTable(columns: [Column("team", [1, 1, 2, 2]), Column("x", [1.5, 3, 4, 5])])
    var preparation = Preparation()
    var step = TeamStep(by: "team")
    step.rated = ["x"]
    step.range = 1...5
    preparation.teams = step
    let warnings = try preparation.apply(to: table).reports.flatMap(\.warnings)
    #expect(warnings.contains { $0.contains("values between the answers") })
  }

  @Test(arguments: [
    ("unknown-variable", "by"), ("too-few-teams", "by"), ("unknown-variable", "rate"), ("unknown-variable", "add"),
    ("out-of-range", "range"), ("answer-range", "range"), ("null-distribution", "null"), ("name-taken", "add"),
    ("bad-number", "rate"), ("rated-twice", "rate"),
  ])
  func saysWhatIsWrongAndWhere(id: String, entry: String) throws {
    var table = Self.table
    var step = TeamStep(by: "team")
    step.rated = ["climate"]
    switch (id, entry) {
    case ("unknown-variable", "by"): step.variable = "squad"
    case ("too-few-teams", _): step.minimum = 3
    case ("unknown-variable", "rate"): step.rated = ["climat"]
    case ("unknown-variable", _): step.added = ["climat"]
    case ("out-of-range", _): step.range = 1...4
    case ("answer-range", _): step.range = 1.5...5
    case ("null-distribution", _): (step.null, step.range) = (.heavy, 1...20)
    case ("name-taken", _):
      step.added = ["climate"]
      table.columns[2].name = "climate_team"
    case ("rated-twice", _): step.rated = ["team"]
    default: step.rated = ["name"]
    }
    var preparation = Preparation()
    preparation.teams = step
    #expect {
      try preparation.apply(to: table)
    } throws: { error in
      guard let error = error as? DataError else { return false }
      return error.id == id && error.step == PreparationPlace(key: "teams", entry: entry)
    }
  }
}
