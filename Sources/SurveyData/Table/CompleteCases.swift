import LinearAlgebra

/// The rows without a missing value in any of the analysed variables.
public struct ListwiseResult: Sendable {
  /// The analysed values: a row a case, a column a variable, in the order asked for.
  public var rows: CaseRows
  public var rowsRead: Int
  public var rowsUsed: Int
  /// How many values each variable lacks over all rows read, in the order asked for.
  public var missingByVariable: [(name: String, count: Int)]
  /// The rows of the table (from 0) that were kept, ascending.
  public var keptRows: RowSelection
  /// Rows dropped because a required variable is missing, and rows without any value.
  public var droppedForRequired = 0
  public var droppedAsEmpty = 0

  /// The counts of both; rows are the first's.
  public func adding(_ other: ListwiseResult) -> ListwiseResult {
    var sum = self
    sum.rowsRead += other.rowsRead
    sum.rowsUsed += other.rowsUsed
    sum.droppedForRequired += other.droppedForRequired
    sum.droppedAsEmpty += other.droppedAsEmpty
    for (index, part) in other.missingByVariable.enumerated() where sum.missingByVariable.indices.contains(index) {
      sum.missingByVariable[index].count += part.count
    }
    return sum
  }
}

extension DataTable {
  /// Listwise deletion over `variables` (conventions.md section 1).
  ///
  /// Throws `unknown-variable`, `bad-number` (a column of text, with its first offending cell), `infinite-value` or
  /// `no-complete-cases`.
  public func completeCases(of variables: [String]) throws(DataError) -> ListwiseResult {
    try cases(of: variables, required: Set(variables), where: { _ in true })
  }

  /// The rows that have a value for every required variable and for at least one of all, and that fulfil a condition; other values
  /// may be missing (NaN).
  ///
  /// - Parameter needsOthers: whether a required variable is not enough: one of the others must have a value.
  ///
  /// Throws as ``completeCases(of:)`` does.
  public func cases(
    of variables: [String], required: Set<String>, needsOthers: Bool = false, where isUsable: (Int) -> Bool
  ) throws(DataError) -> ListwiseResult {
    var columns: [Numbers] = []
    for variable in variables { columns.append(try finiteNumbers(of: variable)) }
    var isKept = (0..<rowCount).map(isUsable)
    var hasRequired = [Bool](repeating: true, count: rowCount)
    var hasValue = [Bool](repeating: variables.isEmpty, count: rowCount)
    var missing: [(name: String, count: Int)] = []
    for (variable, values) in zip(variables, columns) {
      var count = 0
      let isRequired = required.contains(variable)
      values.forEachStretch { first, numbers in
        for (place, number) in numbers.enumerated() {
          if number.isNaN {
            count += 1
            if isRequired { hasRequired[first + place] = false }
          } else if !(needsOthers && isRequired) {
            hasValue[first + place] = true
          }
        }
      }
      missing.append((variable, count))
    }
    var (empty, lacking) = (0, 0)
    for row in isKept.indices where isKept[row] {
      if !hasValue[row] { empty += 1 } else if !hasRequired[row] { lacking += 1 }
      isKept[row] = hasValue[row] && hasRequired[row]
    }
    let kept = RowSelection(of: rowCount) { isKept[$0] }
    if kept.isEmpty, rowCount > 0 { throw DataError.noCompleteCases(missing, rowCount: rowCount) }
    if kept.count < rowCount { columns = columns.map { $0.selecting(kept) } }
    var result = ListwiseResult(
      rows: CaseRows(columns, rowCount: kept.count), rowsRead: rowCount, rowsUsed: kept.count, missingByVariable: missing,
      keptRows: kept)
    (result.droppedForRequired, result.droppedAsEmpty) = (lacking, empty)
    return result
  }

  /// The values of a variable that a model uses: numbers, none of them infinite, NaN for missing.
  ///
  /// Throws `unknown-variable`, `bad-number` or `infinite-value`.
  public func numbers(of variable: String) throws(DataError) -> [Double] { try finiteNumbers(of: variable).array }

  /// The same as they are held.
  func finiteNumbers(of variable: String) throws(DataError) -> Numbers {
    guard !variable.isEmpty, let index = columns.firstIndex(where: { $0.name == variable }) else {
      throw DataError.unknownVariable(variable, among: names)
    }
    guard case .numbers(let values) = columns[index].storage else { throw notNumbers(columnIndex: index) }
    if let row = values.firstInfinite {
      throw DataError.infinite(variable, line: line(ofRow: row), column: index + 1)
    }
    return values
  }

  private func notNumbers(columnIndex: Int) -> DataError {
    let column = columns[columnIndex]
    guard case .text(let texts) = column.storage,
      let row = column.firstTextRow ?? texts.firstIndex(where: { $0 != nil }), texts.indices.contains(row)
    else { return DataError("bad-number", "`\(column.name)` holds no numbers", column: columnIndex + 1) }
    let text = texts[row] ?? ""
    if column.information.format == .text {
      return DataError(
        "bad-number", "`\(column.name)` is a variable of text in the file (\"\(excerpt(text))\"), so it cannot be analysed",
        line: line(ofRow: row), column: columnIndex + 1, advice: "turn it into numbers where it was made, or leave it out")
    }
    return .notANumber(text, variable: column.name, line: line(ofRow: row), column: columnIndex + 1)
  }
}
