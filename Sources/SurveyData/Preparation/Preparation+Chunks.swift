extension Preparation {
  /// Whether every step looks at one row at a time, so that a file may be prepared in chunks: no scales (their statistics are of
  /// all rows), no teams, no dummies, no centred products, and no `center`, `standardize`, `groupmean` or `lag`.
  public var isRowwise: Bool {
    scales.isEmpty && screening == nil && teams == nil && dummies.isEmpty && products.allSatisfy { !$0.isCentered }
      && computations.allSatisfy(\.expression.isRowwise) && filters.allSatisfy(\.condition.isRowwise)
  }

  /// The prepared rows of a chunk of the file, and a tally of each step.
  ///
  /// Tallies of chunks add up (``StepTally/add(_:)``), and ``reports(of:)`` of the sums says what the whole preparation did. Meant
  /// for a preparation that ``isRowwise``; scales and teams are left out. A chunk may lose all its rows.
  ///
  /// - Parameter firstCase: the number of the chunk's first row in the file, from 1.
  ///
  /// Throws as ``apply(to:)`` does.
  public func apply(toChunk chunk: DataTable, firstCase: Int) throws(DataError) -> (table: DataTable, tallies: [StepTally]) {
    var rows = TableInPreparation(chunk, firstCase: firstCase)
    var tallies: [StepTally] = []
    for step in firstSteps { tallies.append(try step.apply(to: &rows)) }
    let (kept, filterTallies) = try filtered(rows)
    rows.keep(kept)
    tallies += filterTallies
    try refuseMentionsOfLater(than: rows.names)
    for step in laterSteps { tallies.append(try step.apply(to: &rows)) }
    return (rows.table, tallies)
  }

  /// A report of every step from the sum of its tallies, in the order done.
  public func reports(of tallies: [StepTally]) -> [StepReport] { zip(steps, tallies).map { $0.report($1) } }

  /// The variables of the file that the preparation reads, each once.
  ///
  /// - Parameter names: the file's variables.
  ///
  /// Throws `unknown-variable` or `bad-range` for a range whose ends are not there; single names are looked up when it is applied.
  public func neededVariables(among names: [String]) throws(DataError) -> [String] {
    var made = Set<String>()
    var needed: [String] = []
    var seen = Set<String>()
    func need(_ variables: [String]) {
      for variable in variables where !made.contains(variable) && seen.insert(variable).inserted { needed.append(variable) }
    }
    for codes in missingCodes { need(try VariableRange.expand([codes.variables], among: names, at: codes.place)) }
    for recoding in recodings {
      need([recoding.variable])
      if let newName = recoding.newName { made.insert(newName) }
    }
    for scale in scales {
      need(try VariableRange.expand(scale.items, among: names, at: scale.place))
      made.insert(scale.name)
    }
    if let screening { need(try VariableRange.expand(screening.items, among: names, at: Screening.place)) }
    for computation in computations {
      need(try computation.expression.variables(among: names + made.sorted()))
      made.insert(computation.name)
    }
    for filter in filters { need(try filter.condition.variables(among: names + made.sorted())) }
    need(dummies.map(\.variable))
    for product in products {
      need(product.factors)
      made.insert(product.name)
    }
    if let teams {
      need(
        [teams.variable]
          + (try VariableRange.expand((teams.rated ?? []) + teams.added, among: names + made.sorted(), at: teams.place)))
    }
    return needed
  }
}
