/// Gathers what a reader of statistics files reports, variable by variable and then value by value, into a table.
///
/// A class, since ReadStat's callbacks reach it by its address. Nothing in it trusts the file: places are checked, counts are not
/// believed, and memory grows with the values that really come.
final class StatisticsCollector {
  /// A variable as the file declares it.
  struct Variable {
    var name: String
    var label: String?
    var isText: Bool
    var format: VariableInformation.Format
    /// The name of the set of labels of its values.
    var labelSet: String?
    /// Bytes that a value takes in the file.
    var width = 0
    /// User-missing numbers, single ones with equal limits.
    var missingRanges: [ClosedRange<Double>] = []
    var missingTexts: [ClosedRange<String>] = []
  }

  private struct Gathered {
    var variable: Variable
    var numbers: [Double] = []
    var texts: [String?] = []
    var missingNumbers: [Double: Int] = [:]
    var missingWords: [String: Int] = [:]

    var count: Int { variable.isText ? texts.count : numbers.count }
  }

  let format: StatisticsFormat
  private let options: StatisticsReader.Options
  private let byteCount: Int
  private var gathered: [Gathered] = []
  /// Where among `gathered` the file's variables are; `nil` for those that are left out.
  private var places: [Int?] = []
  /// Of all variables, in the order of the file.
  private(set) var names: [String] = []
  private var known: Set<String> = []
  private var labelSets: [String: [VariableInformation.ValueLabel]] = [:]
  /// The label of the file and its notes.
  private var comments: [String] = []
  private var expectedRows = 0
  private(set) var declaredRows: Int?
  /// Bytes of a row, with the variables that are left out.
  private(set) var rowWidth = 0
  /// Why the reading was ended by us.
  private(set) var error: DataError?

  init(format: StatisticsFormat, options: StatisticsReader.Options, byteCount: Int) {
    self.format = format
    self.options = options
    self.byteCount = byteCount
  }

  /// The counts of the file's header; false ends the reading.
  func begin(rowCount: Int, variableCount: Int) -> Bool {
    declaredRows = rowCount >= 0 ? rowCount : nil
    if variableCount == 0 {
      error = DataError("no-variables", "the file holds no variables")
      return false
    }
    // A claim that the file's size does not bear out reserves nothing.
    expectedRows = max(0, min(rowCount, byteCount / max(variableCount, 1)))
    return true
  }

  /// More notes than this are not kept.
  private static let largestNoteCount = 20

  /// Takes the file's label, or a line of its notes.
  func take(note: String) {
    let text = String(note.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    guard !text.isEmpty, !comments.contains(text), comments.count < Self.largestNoteCount else { return }
    comments.append(text)
  }

  enum Reception { case kept, leftOut, refused }

  func take(_ variable: Variable, index: Int) -> Reception {
    rowWidth &+= variable.width
    guard index == places.count else {
      error = Self.damaged(format)
      return .refused
    }
    names.append(variable.name)
    guard known.insert(variable.name).inserted else {
      error = DataError(
        "duplicate-name", "two variables are called `\(excerpt(variable.name))`", column: index + 1, advice: "rename one of them")
      return .refused
    }
    if let columns = options.columns, !columns.contains(variable.name) {
      places.append(nil)
      return .leftOut
    }
    places.append(gathered.count)
    var new = Gathered(variable: variable)
    if variable.isText { new.texts.reserveCapacity(expectedRows) } else { new.numbers.reserveCapacity(expectedRows) }
    gathered.append(new)
    return .kept
  }

  func take(label: String, of value: Double, in set: String) {
    guard !value.isNaN else { return }
    labelSets[set, default: []].append(VariableInformation.ValueLabel(value: value, label: label))
  }

  /// A number; `tag` is the letter of a tagged missing value. False ends the reading.
  func take(number: Double, tag: UInt8?, row: Int, index: Int) -> Bool {
    guard let place = place(index), !gathered[place].variable.isText, gathered[place].numbers.count == row else {
      return refuse()
    }
    if let tag {
      gathered[place].missingWords[".\(Character(Unicode.Scalar(tag)))", default: 0] += 1
      gathered[place].numbers.append(.nan)
      return true
    }
    let isDeclared =
      !number.isNaN
      && (gathered[place].variable.missingRanges.contains { $0.contains(number) } || options.missingCodes.contains(number))
    if isDeclared { gathered[place].missingNumbers[number, default: 0] += 1 }
    gathered[place].numbers.append(isDeclared ? .nan : number)
    return true
  }

  /// A text with its trailing blanks. False ends the reading.
  func take(text: String?, row: Int, index: Int) -> Bool {
    guard let place = place(index), gathered[place].variable.isText, gathered[place].texts.count == row else { return refuse() }
    var content = text ?? ""
    while content.utf8.last == .space { content.unicodeScalars.removeLast() }
    let isDeclared = gathered[place].variable.missingTexts.contains { $0.contains(content) }
    if isDeclared, !content.isEmpty { gathered[place].missingWords[content, default: 0] += 1 }
    gathered[place].texts.append(content.isEmpty || isDeclared ? nil : content)
    return true
  }

  private func place(_ index: Int) -> Int? { places.indices.contains(index) ? places[index] : nil }

  private func refuse() -> Bool {
    error = Self.damaged(format)
    return false
  }

  static func damaged(_ format: StatisticsFormat) -> DataError {
    DataError(
      "damaged-file", "the file is damaged, or not as \(format.program) writes it",
      advice: "copy or export it again; \(format.program) may still open it")
  }

  /// The table of everything taken.
  ///
  /// Throws `truncated-file`, `damaged-file` or `no-rows`.
  func table() throws(DataError) -> DataTable {
    let rowCount = gathered.first?.count ?? 0
    guard gathered.allSatisfy({ $0.count == rowCount }) else { throw Self.damaged(format) }
    if let declaredRows, !gathered.isEmpty, rowCount < declaredRows {
      throw DataError(
        "truncated-file", "the file says that it has \(declaredRows) rows, and holds \(rowCount): it is cut off or damaged",
        advice: "copy or export it again")
    }
    if rowCount == 0, !gathered.isEmpty { throw DataError("no-rows", "the file has variables but no rows") }
    var table = DataTable(columns: gathered.map(column), rowLines: Array(1...max(rowCount, 1)), comments: comments)
    table.countsRows = true
    return table
  }

  private func column(_ gathered: Gathered) -> Column {
    let variable = gathered.variable
    var column =
      variable.isText
      ? Column(name: variable.name, storage: .text(Texts(gathered.texts))) : Column(variable.name, gathered.numbers)
    column.information.label = variable.label
    column.information.format = variable.format
    if let set = variable.labelSet { column.information.valueLabels = labelSets[set] ?? [] }
    column.information.declaredMissing = gathered.missingWords
    for (value, count) in gathered.missingNumbers {
      column.information.declaredMissing[VariableInformation.text(of: value), default: 0] += count
    }
    return column
  }
}
