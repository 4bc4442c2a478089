extension TeamStep {
  /// The table of teams: each variable the mean of its members' values, `team_size` the number of members.
  ///
  /// Missing values are left out of the mean. Text stays where it is the same for all members of every team; other text is left out.
  ///
  /// Throws `name-taken` where `team_size` is there already.
  func aggregated(
    _ table: DataTable, _ membership: TeamMembership
  ) throws(DataError) -> (table: DataTable, textLeftOut: [String]) {
    if table[Self.sizeVariable] != nil {
      throw error(
        "name-taken", "there already is a variable `\(Self.sizeVariable)`", entry: "aggregate", advice: "give it another name")
    }
    var columns: [Column] = []
    var textLeftOut: [String] = []
    for column in table.columns {
      if column.name == variable || column.isConstant(in: membership.teams) {
        columns.append(column.firstValue(ofEach: membership.teams))
      } else if case .numbers(let values) = column.storage {
        columns.append(column.replacing(membership.teams.map { team in Self.mean(of: values, team.rows) }))
      } else {
        textLeftOut.append(column.name)
      }
    }
    var sizes = Column(Self.sizeVariable, membership.teams.map { Double($0.rows.count) })
    sizes.information.label = "Members"
    return (DataTable(columns: columns + [sizes], comments: table.comments), textLeftOut)
  }

  /// The table with team means as new variables of the members; rows of teams that do not count have none.
  ///
  /// Throws `name-taken`, `unknown-variable`, `bad-number` or `infinite-value`.
  func addingMeans(_ table: DataTable, _ membership: TeamMembership) throws(DataError) -> DataTable {
    var result = table
    for name in try addedNames(in: table) {
      let new = Self.meanVariable(of: name)
      if result[new] != nil {
        throw error("name-taken", "there already is a variable `\(new)`", entry: "add", advice: "give it another name")
      }
      let values: Numbers
      do {
        values = try table.finiteNumbers(of: name)
      } catch {
        throw placed(error, entry: "add")
      }
      var means = [Double](repeating: .nan, count: values.count)
      for team in membership.teams {
        let mean = Self.mean(of: values, team.rows)
        for row in team.rows { means[row] = mean }
      }
      var column = Column(new, means)
      column.information.label = table[name]?.information.label.map { "\($0) (team mean)" }
      result.columns.append(column)
    }
    return result
  }

  private static func mean(of values: Numbers, _ rows: RowSelection) -> Double {
    rows.map { values[$0] }.filter { !$0.isNaN }.mean
  }
}

extension Column {
  /// Whether the members of each team have the same value, missing ones left out.
  fileprivate func isConstant(in teams: [RowGroup]) -> Bool {
    teams.allSatisfy { team in
      switch storage {
      case .numbers(let values): Set(team.rows.map { values[$0] }.filter { !$0.isNaN }).count < 2
      case .text(let texts): Set(team.rows.compactMap { texts[$0] }).count < 2
      }
    }
  }

  /// Each team's first value that is not missing.
  fileprivate func firstValue(ofEach teams: [RowGroup]) -> Column {
    var column = self
    switch storage {
    case .numbers(let values):
      column.storage = .numbers(Numbers(teams.map { team in team.rows.map { values[$0] }.first { !$0.isNaN } ?? .nan }))
    case .text(let texts):
      column.storage = .text(Texts(teams.map { team in team.rows.compactMap { texts[$0] }.first }))
      column.firstTextRow = nil
    }
    column.information.declaredMissing = [:]
    return column
  }

  /// Means in place of the members' values: labels of single values no longer apply.
  fileprivate func replacing(_ means: [Double]) -> Column {
    var column = Column(name, means)
    column.information.label = information.label
    return column
  }
}
