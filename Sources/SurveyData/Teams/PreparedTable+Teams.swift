extension PreparedTable {
  /// Reports the agreement of teams, and leaves out, adds to or aggregates their rows.
  ///
  /// Throws errors at the step's entries: `too-few-teams`, `unknown-variable`, `bad-number`, `infinite-value`, `answer-range`,
  /// `out-of-range`, `null-distribution`, `name-taken`, `repeated-variable`.
  mutating func arrange(_ step: TeamStep) throws(DataError) {
    let rowsBefore = table.rowCount
    var membership = try TeamMembership(step, in: table)
    let sizes = membership.sizes
    var results = TeamResults(
      variable: step.variable, null: step.null, smallestTeam: step.smallestTeam, teamCount: sizes.count,
      memberCount: sizes.reduce(0, +), sizes: (sizes.min() ?? 0)...(sizes.max() ?? 0), teamsLeftOut: membership.small.count,
      rowsOfTeamsLeftOut: membership.small.reduce(0) { $0 + $1.rows.count }, rowsWithoutTeam: membership.rowsWithoutTeam,
      isAggregated: step.aggregates,
      addedVariables: try step.addedNames(in: table).map(TeamStep.meanVariable), variables: [])
    if step.excludesRows, results.memberCount < rowsBefore {
      let rows = membership.rows
      table = table.selecting(rows)
      scales = scales.map { $0.selecting(rows) }
      membership.renumber()
    }
    results.variables = try step.agreement(of: membership, in: table, scales: scales)
    table = try step.addingMeans(table, membership)
    teams = results
    reports.append(
      StepReport(place: step.place, text: results.text(step), rowsBefore: rowsBefore, rowsAfter: table.rowCount))
    if step.aggregates { try aggregate(step, membership) }
    for variable in results.variables {
      reports.append(
        StepReport(
          place: step.place, text: variable.text(results.null), rowsBefore: table.rowCount, rowsAfter: table.rowCount,
          warnings: variable.warnings))
    }
  }

  private mutating func aggregate(_ step: TeamStep, _ membership: TeamMembership) throws(DataError) {
    let rowsBefore = table.rowCount
    let textLeftOut: [String]
    (table, textLeftOut) = try step.aggregated(table, membership)
    reports.append(
      StepReport(
        place: PreparationPlace(key: "teams", entry: "aggregate"),
        text: TeamResults.aggregation(teams: table.rowCount, rows: rowsBefore, textLeftOut: textLeftOut), rowsBefore: rowsBefore,
        rowsAfter: table.rowCount))
  }
}
