/// What can be wrong with the values of a variable.
extension DataError {
  static func unknownVariable(_ name: String, among names: [String]) -> DataError {
    DataError("unknown-variable", "there is no variable `\(name)` in the data", advice: nameAdvice(for: name, among: names))
  }

  static func notANumber(_ text: String, variable: String, line: Int?, column: Int) -> DataError {
    let bytes = Array(text.utf8)
    let hasComma = NumberParser(decimalMark: .comma).number(in: bytes, start: 0, end: bytes.count) != nil
    return DataError(
      "bad-number", "\"\(excerpt(text))\" is not a number, so `\(variable)` cannot be analysed", line: line, column: column,
      advice: hasComma
        ? "write all decimals the same way: with a point, or all with a comma (`--decimal-comma`)"
        : "correct the cell, leave it empty if it is missing, or name the text that stands for missing")
  }

  static func infinite(_ variable: String, line: Int?, column: Int) -> DataError {
    DataError(
      "infinite-value", "`\(variable)` is infinite here", line: line, column: column,
      advice: "write a missing value as NA or leave the cell empty")
  }

  static func noCompleteCases(_ missing: [(name: String, count: Int)], rowCount: Int) -> DataError {
    let worst = missing.max { $0.count < $1.count }
    let detail = worst.map { ": `\($0.name)` is missing in \($0.count) of \(rowCount) rows" } ?? ""
    return DataError(
      "no-complete-cases", "no row has a value for every variable of the model" + detail,
      advice: "leave out the variable, or use an estimator for incomplete data")
  }
}
