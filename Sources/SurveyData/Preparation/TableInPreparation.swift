/// The rows between the file and the sample, with what a step needs to find and to add variables.
struct TableInPreparation: Sendable {
  private(set) var table: DataTable
  /// The number of each row in the file, from 1.
  private(set) var caseNumbers: [Int]
  private var positions: [String: Int] = [:]

  /// - Parameter firstCase: the number of the first row, from 1.
  init(_ table: DataTable, firstCase: Int = 1) {
    self.table = table
    caseNumbers = Array(firstCase..<(firstCase + table.rowCount))
    for (position, column) in table.columns.enumerated() where !column.name.isEmpty && positions[column.name] == nil {
      positions[column.name] = position
    }
  }

  var rowCount: Int { table.rowCount }

  var names: [String] { table.columns.map(\.name).filter { !$0.isEmpty } }

  subscript(name: String) -> Column? { positions[name].map { table.columns[$0] } }

  /// Adds a new variable.
  ///
  /// Throws `name-taken`.
  mutating func append(_ column: Column, at place: PreparationPlace) throws(DataError) {
    guard positions[column.name] == nil else {
      throw DataError(
        "name-taken", "there is already a variable `\(excerpt(column.name))`",
        advice: "choose a new name; `recode` changes a variable's own values", step: place)
    }
    positions[column.name] = table.columns.count
    table.columns.append(column)
  }

  /// Puts a variable's new values in the place of its old ones, or adds it.
  mutating func replace(_ column: Column) {
    if let position = positions[column.name] {
      table.columns[position] = column
    } else {
      positions[column.name] = table.columns.count
      table.columns.append(column)
    }
  }

  /// Takes over a table of the same rows with more variables behind its own.
  mutating func adopt(_ larger: DataTable) {
    for (position, column) in larger.columns.enumerated().dropFirst(table.columns.count) { positions[column.name] = position }
    table = larger
  }

  /// Keeps these rows (from 0) alone.
  mutating func keep(_ rows: [Int]) {
    if rows.count == rowCount { return }
    table = table.selecting(rows)
    caseNumbers = rows.map { caseNumbers[$0] }
  }

  /// "in 3 of 278 rows, first in case 16", with the line of the file where it is known.
  func failure(_ id: String, _ what: String, rows: [Int], at place: PreparationPlace, advice: String?) -> DataError {
    let first = rows.first ?? 0
    let number = caseNumbers.indices.contains(first) ? caseNumbers[first] : first + 1
    return DataError(
      id, "\(what) in \(rows.count) of \(rowCount) rows, first in case \(number)", line: table.line(ofRow: first), advice: advice,
      step: place)
  }
}
