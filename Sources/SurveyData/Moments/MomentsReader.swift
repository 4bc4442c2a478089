import LinearAlgebra

/// Reads covariances, correlations, standard deviations and means, as papers print them, from delimited text.
public enum MomentsReader {
  /// A symmetric matrix over named variables.
  ///
  /// The text has the header `variable,a,b,…` and one row a variable; the full matrix or one triangle (the other blank, `NA` or
  /// absent), rows and columns in any order. The result is in the header's order. Two halves may differ by rounding
  /// (1e-9 of the two standard deviations); their mean is taken.
  ///
  /// Throws `not-symmetric`, `missing-covariance`, `missing-row`, `duplicate-name`, `unknown-variable`, `bad-number`,
  /// `infinite-value`, `negative-variance`, `no-variables`, `ragged-row`, and what `DelimitedReader` throws.
  public static func covariance(
    _ bytes: [UInt8], options: TextOptions = TextOptions()
  ) throws(DataError) -> (variables: [String], matrix: Matrix) {
    let text = try MomentsText(bytes, options: options)
    let variables = Array(text.header.dropFirst())
    guard !variables.isEmpty else {
      throw DataError(
        "no-variables", "the header names no variables", line: text.headerLine, advice: "it reads `variable,a,b,…`")
    }
    let entries = try readEntries(text, variables: variables)
    return (variables, try symmetric(entries, variables: variables))
  }

  /// A value for each variable, in the order of the rows: the header is `variable,sd` or `variable,mean`, as `kind` says.
  ///
  /// Throws `wrong-header`, `duplicate-name`, `missing-value`, `bad-number`, `infinite-value`, `negative-deviation`,
  /// `ragged-row`, and what `DelimitedReader` throws.
  public static func column(
    _ bytes: [UInt8], kind: String, options: TextOptions = TextOptions()
  ) throws(DataError) -> [(variable: String, value: Double)] {
    let text = try MomentsText(bytes, options: options)
    let isKind = text.header.count == 2 && [kind, kind + "s"].contains(text.header[1].lowercased())
    guard isKind else {
      throw DataError(
        "wrong-header", "the header is `\(excerpt(text.header.joined(separator: ",")))`", line: text.headerLine,
        advice: "it should read `variable,\(kind)`")
    }
    var values: [(variable: String, value: Double)] = []
    var seen: Set<String> = []
    for row in text.rows {
      guard seen.insert(row.name).inserted else { throw duplicateRow(row) }
      guard let value = row.values.first, !value.isNaN else {
        throw DataError("missing-value", "`\(excerpt(row.name))` has no \(kind)", line: row.line, column: 2)
      }
      if kind == "sd", value < 0 {
        throw DataError(
          "negative-deviation", "the standard deviation of `\(excerpt(row.name))` is negative: \(value)", line: row.line,
          column: 2)
      }
      values.append((row.name, value))
    }
    return values
  }

  private static func readEntries(_ text: MomentsText, variables: [String]) throws(DataError) -> Matrix {
    var position: [String: Int] = [:]
    for (index, name) in variables.enumerated() { position[name] = index }
    var entries = Matrix(rowCount: variables.count, columnCount: variables.count, repeating: .nan)
    var hasRow = [Bool](repeating: false, count: variables.count)
    for row in text.rows {
      guard let i = position[row.name] else {
        throw DataError(
          "unknown-variable", "the row `\(excerpt(row.name))` is not among the columns", line: row.line, column: 1,
          advice: nameAdvice(for: row.name, among: variables))
      }
      if hasRow[i] { throw duplicateRow(row) }
      hasRow[i] = true
      for (j, value) in row.values.enumerated() { entries[i, j] = value }
      if entries[i, i] < 0 {
        throw DataError(
          "negative-variance", "the variance of `\(excerpt(row.name))` is negative: \(entries[i, i])", line: row.line,
          column: i + 2)
      }
    }
    if let absent = hasRow.firstIndex(of: false) {
      throw DataError(
        "missing-row", "there is no row for `\(excerpt(variables[absent]))`", advice: "every column needs a row of the same name")
    }
    return entries
  }

  private static func symmetric(_ entries: Matrix, variables: [String]) throws(DataError) -> Matrix {
    var result = entries
    for i in variables.indices {
      for j in 0...i {
        let lower = entries[i, j]
        let upper = entries[j, i]
        if lower.isNaN && upper.isNaN {
          throw DataError(
            "missing-covariance",
            i == j
              ? "`\(excerpt(variables[i]))` has no variance"
              : "the pair `\(excerpt(variables[j]))` and `\(excerpt(variables[i]))` has no value",
            advice: "one triangle with the diagonal, or the full matrix, must be filled in")
        }
        let scale = (abs(entries[i, i]) * abs(entries[j, j])).squareRoot()
        if abs(lower - upper) > 1e-9 * scale {
          throw DataError(
            "not-symmetric",
            "`\(excerpt(variables[i]))` with `\(excerpt(variables[j]))` is \(lower), but `\(excerpt(variables[j]))` with `\(excerpt(variables[i]))` is \(upper)",
            advice: "give both the same value, or leave one triangle blank")
        }
        let value = lower.isNaN ? upper : upper.isNaN ? lower : lower == upper ? lower : lower / 2 + upper / 2
        result[i, j] = value
        result[j, i] = value
      }
    }
    return result
  }

  private static func duplicateRow(_ row: MomentsText.Row) -> DataError {
    DataError("duplicate-name", "`\(excerpt(row.name))` has two rows", line: row.line, column: 1, advice: "leave one out")
  }
}
