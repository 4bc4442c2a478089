/// Numbers that stand for missing in some variables: `tenure: [-99, -98]`.
public struct MissingCodes: PreparationStep, Hashable {
  /// A variable or a range of them.
  public let variables: String
  public let codes: [Double]

  public var place: PreparationPlace { PreparationPlace(key: "missing-codes", entry: variables) }

  /// Throws `bad-number` for a code that is none.
  public init(_ variables: String, codes: [String]) throws(DataError) {
    self.variables = variables
    var numbers: [Double] = []
    for code in codes {
      guard let number = Recoding.number(code) else {
        throw DataError(
          "bad-number", "`missing-codes` takes numbers; `\(excerpt(code))` is none",
          advice: "`recode: {variable: {text: missing}}` takes texts",
          step: PreparationPlace(key: "missing-codes", entry: variables))
      }
      numbers.append(number)
    }
    self.codes = numbers
  }

  /// Throws `unknown-variable`, `bad-range` or `not-numbers`.
  func apply(to rows: inout TableInPreparation) throws(DataError) -> StepTally {
    var tally = StepTally(rowsBefore: rows.rowCount, rowsAfter: rows.rowCount)
    tally.parts = codes.map { StepTally.Part(name: shortNumber($0), count: 0) }
    for name in try VariableRange.expand([variables], among: rows.names, at: place) {
      guard var column = rows[name], case .numbers(let numbers) = column.storage else {
        throw DataError("not-numbers", "`\(excerpt(name))` holds texts", advice: "make them missing with `recode`", step: place)
      }
      var values = numbers.array
      for row in values.indices {
        guard let code = codes.firstIndex(of: values[row]) else { continue }
        values[row] = .nan
        tally.parts[code].count += 1
        column.information.declaredMissing[shortNumber(codes[code]), default: 0] += 1
      }
      column.storage = .numbers(Numbers(values))
      rows.replace(column)
    }
    tally.valuesChanged = tally.parts.reduce(0) { $0 + $1.count }
    return tally
  }

  func report(_ tally: StepTally) -> StepReport {
    let counts = tally.parts.map { "\($0.name): \($0.count)" }.joined(separator: ", ")
    let stand = tally.valuesChanged == 1 ? "stands" : "stand"
    return tally.report(at: place, "\(excerpt(variables)): \(tally.valuesText) \(stand) for missing (\(counts))")
  }
}
