/// A group of rows of a table.
public struct RowGroup: Sendable, Hashable {
  /// The grouping variable's value as text.
  public var label: String
  /// Rows from 0, ascending.
  public var rows: RowSelection

  public init(label: String, rows: RowSelection) {
    self.label = label
    self.rows = rows
  }
}

extension DataTable {
  /// The rows of each value of a variable, in order of first appearance (conventions.md section 1); rows without a value are left out.
  ///
  /// Throws `unknown-variable`.
  public func groups(by variable: String) throws(DataError) -> [RowGroup] {
    guard let column = self[variable] else {
      throw DataError(
        "unknown-variable", "there is no variable `\(variable)` in the data", advice: nameAdvice(for: variable, among: names))
    }
    let groups =
      switch column.storage {
      case .numbers(let values): Self.rows(ofEach: values.lazy.map { $0.isNaN ? nil : $0 })
      case .text(let texts): Self.rows(ofEach: texts)
      }
    return groups.map { rows in
      RowGroup(label: column.text(ofRow: Int(rows[0])) ?? "", rows: RowSelection(listed: rows))
    }
  }

  /// The rows of each value, in order of first appearance; never empty.
  private static func rows<Value: Hashable>(ofEach values: some Sequence<Value?>) -> [[UInt32]] {
    var groups: [[UInt32]] = []
    var place: [Value: Int] = [:]
    for (row, value) in values.enumerated() {
      guard let value else { continue }
      if let known = place[value] {
        groups[known].append(UInt32(row))
      } else {
        place[value] = groups.count
        groups.append([UInt32(row)])
      }
    }
    return groups
  }

  /// A variable's values as text, `nil` where they are missing.
  ///
  /// Throws `unknown-variable`.
  public func labels(of variable: String) throws(DataError) -> [String?] {
    guard let column = self[variable] else {
      throw DataError(
        "unknown-variable", "there is no variable `\(variable)` in the data", advice: nameAdvice(for: variable, among: names))
    }
    return (0..<rowCount).map { column.text(ofRow: $0) }
  }

  /// The table of some of its rows.
  public func selecting(_ rows: some Collection<Int>) -> DataTable {
    let columns = columns.map { column in
      var selected = column
      switch column.storage {
      case .numbers(let values): selected.storage = .numbers(values.selecting(rows))
      case .text(let texts):
        selected.storage = .text(texts.selecting(rows))
        selected.firstTextRow = column.firstTextRow.flatMap { first in rows.enumerated().first { $1 == first }?.offset }
      }
      return selected
    }
    var selected = DataTable(
      columns: columns, rowLines: rowLines.isEmpty ? [] : rows.map { rowLines[$0] }, comments: comments)
    selected.countsRows = countsRows
    return selected
  }
}

extension Column {
  /// The value of a row as text, or `nil` where it is missing. Whole numbers have no decimals.
  func text(ofRow row: Int) -> String? {
    switch storage {
    case .text(let texts): texts[row]
    case .numbers(let values):
      values[row].isNaN
        ? nil : values[row] == values[row].rounded() && abs(values[row]) < 1e15 ? String(Int(values[row])) : String(values[row])
    }
  }
}
