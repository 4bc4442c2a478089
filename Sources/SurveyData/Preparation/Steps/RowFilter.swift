/// An inclusion rule: the rows stay in which its condition holds. Rows whose condition is missing go, and are counted apart.
public struct RowFilter: PreparationStep, Hashable {
  public let condition: DataExpression
  /// Whether other rules come before it.
  public var isFirst = true

  public var place: PreparationPlace { condition.place }

  /// - Parameters:
  ///   - text: the condition, as in `married == 1 or children == 1`.
  ///   - entry: its number from 1 in a list of several.
  ///
  /// Throws what is wrong with the expression, and `where-needs-rows` where it looks at other rows.
  public init(_ text: String, entry: String? = nil) throws(DataError) {
    condition = try DataExpression(text, at: PreparationPlace(key: "where", entry: entry))
    isFirst = entry == nil || entry == "1"
    if let (function, characters) = condition.acrossRows {
      throw DataError(
        "where-needs-rows", "`\(function.rawValue)` depends on other rows, and `where` decides which rows there are",
        advice: "ask for values of the row itself", step: condition.place(at: characters))
    }
  }

  /// Of each row: 1, 0 or missing (NaN).
  func values(over rows: TableInPreparation) throws(DataError) -> (values: [Double], notes: [String]) {
    var evaluation = ExpressionEvaluation(condition, over: rows)
    let values = try evaluation.condition()
    return (values, evaluation.notes)
  }

  func apply(to rows: inout TableInPreparation) throws(DataError) -> StepTally {
    let (tally, kept) = try tally(over: rows)
    rows.keep(kept)
    return tally
  }

  /// What the rule does to the rows, and the rows (from 0) that it keeps.
  func tally(over rows: TableInPreparation) throws(DataError) -> (tally: StepTally, kept: [Int]) {
    let (values, notes) = try values(over: rows)
    let kept = values.indices.filter { values[$0] == 1 }
    var tally = StepTally(rowsBefore: values.count, rowsAfter: kept.count)
    tally.notes = notes
    try tally.countMissing(of: condition, in: values.indices.filter { values[$0].isNaN }, rows)
    return (tally, kept)
  }

  func report(_ tally: StepTally) -> StepReport {
    let excluded = tally.rowsBefore - tally.rowsAfter
    var text = "\(tally.rowsBefore) \(isFirst ? "read" : "left"), \(excluded) excluded by `\(label)`"
    if tally.missingCount > 0 {
      let inputs = tally.missingInputs.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
      text += ", \(tally.missingCount) of them for missing values" + (inputs.isEmpty ? "" : " (\(inputs))")
    }
    text += ", \(tally.rowsAfter) remain"
    if !tally.notes.isEmpty { text += "; " + tally.notes.joined(separator: ", ") }
    return tally.report(at: place, text)
  }

  private var label: String { place.entry == nil ? "where" : excerpt(condition.text) }
}
