extension DataExpression {
  /// Adds the expression's values as a new variable, and counts them.
  ///
  /// Throws what is wrong with the expression in these rows, or `name-taken`.
  func apply(
    as name: String, to rows: inout TableInPreparation, at place: PreparationPlace
  ) throws(DataError) -> StepTally {
    var evaluation = ExpressionEvaluation(self, over: rows)
    let column = Column(name: name, storage: try evaluation.storage())
    var tally = StepTally(rowsBefore: rows.rowCount, rowsAfter: rows.rowCount)
    tally.notes = evaluation.notes
    try tally.countMissing(of: self, in: (0..<rows.rowCount).filter { column.isMissing(row: $0) }, rows)
    tally.valuesChanged = rows.rowCount - tally.missingCount
    try rows.append(column, at: place)
    return tally
  }
}
