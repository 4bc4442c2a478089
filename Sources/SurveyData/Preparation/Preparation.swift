/// What is done to the rows between the file and the sample, in a fixed order whatever the order in the model file.
///
/// 1. `recode`: answers replaced; 2. `where`: rows kept; 3. `scales`: scores of items, and `screening`; 4. `compute`: new
/// variables, in the order written; 5. `dummies`: 0/1 variables of categories; 6. `products` of variables; 7. `aggregate`: rows
/// of the same team become one. What `where` mentions and `scales` or `compute` make from a row alone is known to `where`.
/// Reading and missing codes come before all of it, those of single variables as a first step.
///
/// ```swift
/// var preparation = Preparation()
/// preparation.filters = [try RowFilter("married == 1 or children == 1")]
/// preparation.computations = [try Computation("tenure_c", "center(tenure)")]
/// let prepared = try preparation.apply(to: table)
/// prepared.reports[0].text  // "320 read, 42 excluded by `where`, 278 remain"
/// ```
public struct Preparation: Sendable {
  public var missingCodes: [MissingCodes] = []
  public var recodings: [Recoding] = []
  public var filters: [RowFilter] = []
  /// Scales to be scored, in the order written.
  public var scales: [Scale] = []
  /// Signs of careless answers, looked for once scales are scored.
  public var screening: Screening?
  public var computations: [Computation] = []
  public var dummies: [DummyCoding] = []
  public var products: [ProductTerm] = []
  /// Agreement within teams, and team means or rows for them.
  public var teams: TeamStep?

  public init() {}

  /// Whether nothing is to be done.
  public var isEmpty: Bool { steps.isEmpty && scales.isEmpty && screening == nil && teams == nil }

  /// All steps but scales, screening and teams, in the order done.
  var steps: [any PreparationStep] { firstSteps + filters + laterSteps }

  /// What comes before `where`.
  var firstSteps: [any PreparationStep] { missingCodes + recodings }

  /// What follows the scales.
  var laterSteps: [any PreparationStep] { computations + dummies + products }

  /// The prepared table, and what each step did.
  ///
  /// Throws a `DataError` with the step's place; `no-rows` where `where` leaves none.
  public func apply(to table: DataTable) throws(DataError) -> PreparedTable {
    var rows = TableInPreparation(table)
    var prepared = PreparedTable(table: table)
    for step in firstSteps { prepared.reports.append(step.report(try step.apply(to: &rows))) }
    let (kept, tallies) = try filtered(rows)
    rows.keep(kept)
    prepared.reports += zip(filters, tallies).map { $0.report($1) }
    if rows.rowCount == 0, table.rowCount > 0 { throw noRows(tallies) }
    prepared.table = rows.table
    for scale in scales { try prepared.score(scale) }
    rows.adopt(prepared.table)
    if let screening { rows.keep(try prepared.screen(screening)) }
    prepared.reports += prepared.scales.map(\.report)
    try refuseMentionsOfLater(than: rows.names)
    for step in laterSteps { prepared.reports.append(step.report(try step.apply(to: &rows))) }
    prepared.table = rows.table
    if let teams { try prepared.arrange(teams) }
    return prepared
  }

  private func noRows(_ tallies: [StepTally]) -> DataError {
    let emptied = tallies.firstIndex { $0.rowsBefore > 0 && $0.rowsAfter == 0 } ?? 0
    let tally = tallies.indices.contains(emptied) ? tallies[emptied] : StepTally()
    let missing = tally.missingCount > 0 ? ", in \(tally.missingCount) of them because it is missing" : ""
    return DataError(
      "no-rows", "`where` excludes all of the \(tally.rowsBefore) rows\(missing)", advice: "compare its values with the data's",
      step: filters.indices.contains(emptied) ? filters[emptied].place : nil)
  }
}
