extension Preparation {
  /// The rows that `where` keeps, and what each of its rules did.
  ///
  /// The rules see a copy with the scales and variables that they mention; these are made again, of the rows kept, in their turn.
  func filtered(_ rows: TableInPreparation) throws(DataError) -> (kept: [Int], tallies: [StepTally]) {
    if filters.isEmpty { return (Array(0..<rows.rowCount), []) }
    var visible = rows
    try makeMentioned(in: &visible)
    var kept = Array(0..<rows.rowCount)
    var tallies: [StepTally] = []
    for filter in filters {
      let (tally, remaining) = try filter.tally(over: visible)
      visible.keep(remaining)
      kept = remaining.map { kept[$0] }
      tallies.append(tally)
    }
    return (kept, tallies)
  }

  /// Adds the scales and computed variables that the rules mention, and those that these are made of.
  ///
  /// Throws `where-needs-rows` for one that depends on other rows.
  private func makeMentioned(in rows: inout TableInPreparation) throws(DataError) {
    var wanted = try mentions(in: rows)
    var needed: [Computation] = []
    for computation in computations.reversed() {
      guard let place = wanted[computation.name] else { continue }
      if let (function, _) = computation.expression.acrossRows {
        throw DataError(
          "where-needs-rows",
          "`\(excerpt(computation.name))` is computed from other rows (`\(function.rawValue)`), and `where` decides which there are",
          advice: "ask for the variable that it is computed from", step: place)
      }
      for name in try computation.expression.variables(among: allNames(rows)) where wanted[name] == nil { wanted[name] = place }
      needed.append(computation)
    }
    for scale in scales where wanted[scale.name] != nil {
      var prepared = PreparedTable(table: rows.table)
      try prepared.score(scale)
      rows.adopt(prepared.table)
    }
    for computation in needed.reversed() { _ = try computation.apply(to: &rows) }
    for (name, place) in wanted where rows[name] == nil {
      if let later = madeAfterWhere(name) {
        throw DataError(
          "where-needs-rows", "`\(excerpt(name))` is made of the rows that `where` keeps (`\(later.key)`)",
          advice: "ask for the variable that it is made of", step: place)
      }
    }
  }

  /// The names in the rules, each with the place of its first mention.
  private func mentions(in rows: TableInPreparation) throws(DataError) -> [String: PreparationPlace] {
    let names = allNames(rows)
    var wanted: [String: PreparationPlace] = [:]
    for filter in filters {
      for (name, characters) in try filter.condition.mentions(among: names) where wanted[name] == nil {
        wanted[name] = filter.condition.place(at: characters)
      }
    }
    return wanted
  }

  private func allNames(_ rows: TableInPreparation) -> [String] {
    rows.names + scales.map(\.name) + computations.map(\.name)
  }

  func madeAfterWhere(_ name: String) -> PreparationPlace? {
    products.first { $0.name == name }?.place ?? dummies.first { name.hasPrefix($0.variable + "_") }?.place
  }
}
