extension TeamStep {
  /// The agreement of every rated variable and scale.
  ///
  /// Throws `unknown-variable`, `bad-number`, `infinite-value`, `answer-range` or `out-of-range`.
  func agreement(
    of membership: TeamMembership, in table: DataTable, scales: [ScaleScores]
  ) throws(DataError) -> [TeamVariable] {
    var names: [String] = []
    if let rated {
      names = try VariableRange.expand(rated, among: table.names, at: PreparationPlace(key: "teams", entry: "rate"))
    } else {
      names = scales.map(\.scale.name)
      for name in try addedNames(in: table) where !names.contains(name) { names.append(name) }
    }
    var variables: [TeamVariable] = []
    for name in names {
      if name == variable {
        throw error("rated-twice", "`\(name)` tells teams apart and cannot be rated", entry: "rate", advice: "leave it out")
      }
      variables.append(try agreement(in: name, membership, table, scales.first { $0.scale.name == name }))
    }
    return variables
  }

  /// The variables whose team means are added, ranges written out.
  func addedNames(in table: DataTable) throws(DataError) -> [String] {
    try VariableRange.expand(added, among: table.names, at: PreparationPlace(key: "teams", entry: "add"))
  }

  private func agreement(
    in name: String, _ membership: TeamMembership, _ table: DataTable, _ scale: ScaleScores?
  ) throws(DataError) -> TeamVariable {
    let values: [Double]
    do {
      values = try table.numbers(of: name)
    } catch {
      throw placed(error, entry: rated == nil ? "add" : "rate")
    }
    let items = scale.map { scale in (0..<scale.itemCount).map { scale.items.column($0) } } ?? [values]
    let answerRange = try answerRange(of: name, scale, in: table)
    if let answerRange { try refuse(items, outside: answerRange, name, membership, table) }
    let answers = answerRange.map { Int($0.upperBound - $0.lowerBound) + 1 }
    let nullVariance = try nullVariance(answers: answers, of: name)
    var teams: [TeamVariable.Team] = []
    for team in membership.teams {
      let members = team.rows.filter { row in items.allSatisfy { !$0[row].isNaN } }
      guard let agreement = TeamAgreement(items: items.map { item in members.map { item[$0] } }) else { continue }
      teams.append(TeamVariable.Team(name: team.label, agreement: agreement))
    }
    var result = TeamVariable(
      name: name, label: table[name]?.information.label, itemCount: items.count, answerCount: answers,
      correlation: IntraclassCorrelation(membership.teams.map { team in team.rows.map { values[$0] }.filter { !$0.isNaN } }),
      teams: teams, teamsWithoutAgreement: membership.teams.count - teams.count, nullVariance: nullVariance)
    result.hasFractions = scale == nil && answers != nil && values.contains { !$0.isNaN && $0 != $0.rounded() }
    return result
  }

  // MARK: Answers

  /// The scale's range, the step's, or the ends of the value labels.
  private func answerRange(
    of name: String, _ scale: ScaleScores?, in table: DataTable
  ) throws(DataError) -> ClosedRange<Double>? {
    let items = scale?.itemNames ?? [name]
    let labelled = try? Scale(name, items: items).answerRange(of: items, isNeeded: true, in: table)
    guard let found = scale?.scale.range ?? range ?? labelled else { return nil }
    let ends = [found.lowerBound, found.upperBound]
    guard ends.allSatisfy({ $0 == $0.rounded() && abs($0) < 1e6 }), found.lowerBound < found.upperBound else {
      throw error(
        "answer-range", "the answers to `\(name)` are not whole numbers from a lowest to a highest one", entry: "range",
        advice: "as in `range: 1..5`")
    }
    return found
  }

  private func nullVariance(answers: Int?, of name: String) throws(DataError) -> Double? {
    guard let answers else { return nil }
    if let variance = null.variance(answers: answers) { return variance }
    throw error(
      "null-distribution",
      "the \(null.words) null distribution has no published variance for \(answers) answers, as of `\(name)`",
      entry: "null", advice: "use `null: uniform`; the others are known for 5 to 11 answers")
  }

  private func refuse(
    _ items: [[Double]], outside range: ClosedRange<Double>, _ name: String, _ membership: TeamMembership, _ table: DataTable
  ) throws(DataError) {
    for row in membership.rows {
      for item in items where !item[row].isNaN && !range.contains(item[row]) {
        let place = table.line(ofRow: row).map { "line \($0)" } ?? "row \(row + 1)"
        throw error(
          "out-of-range",
          "`\(name)` is \(plainNumber(item[row])) in \(place), outside \(plainNumber(range.lowerBound))"
            + "..\(plainNumber(range.upperBound))",
          entry: "range", advice: "name the numbers that stand for missing in `missing-codes`, or correct `range` or the answer")
      }
    }
  }
}
