/// The cases of two ordinal variables counted by their categories.
struct ContingencyTable: Sendable, Equatable {
  var rowCount: Int
  var columnCount: Int
  /// Column by column.
  var counts: [Double]

  init(rowCount: Int, columnCount: Int, counts: [Double]) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.counts = counts
  }

  init(_ rows: Categories, _ columns: Categories) {
    rowCount = rows.values.count
    columnCount = columns.values.count
    counts = [Double](repeating: 0, count: rowCount * columnCount)
    for (i, j) in zip(rows.codes, columns.codes) { counts[i + j * rowCount] += 1 }
  }

  var emptyCellCount: Int { counts.count { $0 == 0 } }

  /// A 2 x 2 table whose one empty cell is given half a case and whose margins are kept; `nil` if it is not such a table.
  ///
  /// lavaan's zero.add = c(0.5, 0), zero.keep.margins = TRUE.
  var withoutEmptyCell: ContingencyTable? {
    guard rowCount == 2, columnCount == 2, emptyCellCount == 1, let empty = counts.firstIndex(of: 0) else { return nil }
    var result = self
    let sign = empty == 0 || empty == 3 ? 0.5 : -0.5
    for (cell, change) in [sign, -sign, -sign, sign].enumerated() { result.counts[cell] += change }
    return result
  }
}
