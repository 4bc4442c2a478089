import LinearAlgebra

/// A scale's answers and scores, a row for every row of the table.
public struct ScaleScores: Sendable {
  public var scale: Scale
  /// The variables that the scale's items are.
  public var itemNames: [String]
  /// The question that each item asks, where the file says it.
  public var itemLabels: [String?]
  public var isReversed: [Bool]
  /// n x k answers after reversal, missing ones NaN.
  public var items: Matrix
  /// Length n; NaN where too few items were answered.
  public var scores: [Double]

  public var itemCount: Int { itemNames.count }
  public var reversedCount: Int { isReversed.count { $0 } }
  /// Rows with a score.
  public var scoredCount: Int { scores.count { !$0.isNaN } }

  /// Answers of scored rows that count as the mean of the person's other answers.
  var filledCount: Int {
    guard scale.fillsWithPersonMean else { return 0 }
    return scores.indices.reduce(0) { count, row in
      scores[row].isNaN ? count : count + (0..<itemCount).count { items[row, $0].isNaN }
    }
  }

  /// The scores as a variable of the table.
  public var column: Column {
    var column = Column(scale.name, scores)
    column.information.label = scale.label
    return column
  }

  /// The same of some rows (from 0), as when others are excluded later.
  public func selecting(_ rows: some Collection<Int>) -> ScaleScores {
    var selected = self
    selected.items = items.submatrix(rows: Array(rows), columns: Array(0..<items.columnCount))
    selected.scores = rows.map { scores[$0] }
    return selected
  }
}
