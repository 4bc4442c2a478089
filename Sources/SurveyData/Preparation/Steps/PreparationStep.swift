/// One entry of the front matter that changes rows or variables.
///
/// What a step did is counted in a ``StepTally``; tallies of parts of the rows add up, and the report is written from their sum.
protocol PreparationStep: Sendable {
  var place: PreparationPlace { get }

  /// Throws with the step's place.
  func apply(to rows: inout TableInPreparation) throws(DataError) -> StepTally

  func report(_ tally: StepTally) -> StepReport
}

/// What a step did to some rows, in numbers.
public struct StepTally: Sendable, Hashable {
  public struct Part: Sendable, Hashable {
    public var name: String
    public var count: Int
  }

  public var rowsBefore = 0
  public var rowsAfter = 0
  /// Values that the step changed or made.
  public var valuesChanged = 0
  /// Values that it made missing, or rows whose condition is missing.
  public var missingCount = 0
  /// How often each rule or category occurred.
  public var parts: [Part] = []
  /// Which variables were missing where the result is.
  public var missingInputs: [Part] = []
  public var notes: [String] = []

  public init(rowsBefore: Int = 0, rowsAfter: Int = 0) {
    self.rowsBefore = rowsBefore
    self.rowsAfter = rowsAfter
  }

  /// The same step's tally of more rows.
  public mutating func add(_ other: StepTally) {
    rowsBefore += other.rowsBefore
    rowsAfter += other.rowsAfter
    valuesChanged += other.valuesChanged
    missingCount += other.missingCount
    parts = Self.sum(parts, other.parts)
    missingInputs = Self.sum(missingInputs, other.missingInputs)
    notes += other.notes.filter { !notes.contains($0) }
  }

  private static func sum(_ first: [Part], _ second: [Part]) -> [Part] {
    var sum = first
    for part in second {
      if let known = sum.firstIndex(where: { $0.name == part.name }) {
        sum[known].count += part.count
      } else {
        sum.append(part)
      }
    }
    return sum
  }

  /// Counts which of the expression's variables are missing in the rows where its value is.
  mutating func countMissing(
    of expression: DataExpression, in missingRows: [Int], _ rows: TableInPreparation
  ) throws(DataError) {
    missingCount = missingRows.count
    if missingRows.isEmpty { return }
    for name in try expression.variables(among: rows.names) {
      guard let column = rows[name] else { continue }
      let count = missingRows.count { column.isMissing(row: $0) }
      if count > 0 { missingInputs.append(Part(name: name, count: count)) }
    }
  }

  /// "8 missing (tenure 8)".
  var missingText: String {
    let inputs = missingInputs.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    return "\(missingCount) missing" + (inputs.isEmpty ? "" : " (\(inputs))")
  }

  /// "124 values".
  var valuesText: String { valuesChanged == 1 ? "1 value" : "\(valuesChanged) values" }

  func report(at place: PreparationPlace, _ text: String, warnings: [String] = []) -> StepReport {
    StepReport(
      place: place, text: text, rowsBefore: rowsBefore, rowsAfter: rowsAfter, valuesChanged: valuesChanged, warnings: warnings)
  }
}

extension Column {
  func isMissing(row: Int) -> Bool {
    switch storage {
    case .numbers(let values): values[row].isNaN
    case .text(let texts): texts[row] == nil
    }
  }
}

extension PreparationPlace {
  /// Refuses a new variable's name that no model could use.
  ///
  /// Throws `bad-name`.
  func check(newName name: String) throws(DataError) {
    let isPart = { (byte: UInt8) in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2E || byte >= 0x80
    }
    let bytes = Array(name.utf8)
    guard let first = bytes.first, bytes.allSatisfy(isPart), !(0x30...0x39).contains(first), first != 0x2E else {
      throw DataError(
        "bad-name", "`\(excerpt(name))` cannot be a variable's name", advice: "use letters, digits, `_` and `.`, a letter first",
        step: self)
    }
  }
}
