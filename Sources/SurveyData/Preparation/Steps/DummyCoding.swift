/// A 0/1 variable for each category of a variable but the reference; missing stays missing.
///
/// Of numbers, `education` with 1, 2, 3 and reference 2 gives `education_1` and `education_3`, whether or not the file labels its
/// values; of texts, `team` with `A`, `B b`, `Ü` gives `team_A`, `team_B_b`, `team_Ü`.
public struct DummyCoding: PreparationStep, Hashable {
  static let largestCategoryCount = 50
  private static let rareCount = 5

  public let variable: String
  /// A value, a text or a value label.
  public let reference: String

  public var place: PreparationPlace { PreparationPlace(key: "dummies", entry: variable) }

  public init(_ variable: String, reference: String) {
    self.variable = variable
    self.reference = reference
  }

  private struct Category {
    var text: String
    var label: String?
    var rows: [Int] = []

    var labelText: String { label.map { " (\(excerpt($0)))" } ?? "" }

    /// `2 (middle)`.
    var title: String { excerpt(text) + labelText }
  }

  /// Throws `unknown-variable`, `too-many-categories`, `one-category`, `unknown-reference` or `name-taken`.
  func apply(to rows: inout TableInPreparation) throws(DataError) -> StepTally {
    guard let column = rows[variable] else {
      var unknown = VariableRange.unknown(variable, among: rows.names)
      unknown.step = place
      throw unknown
    }
    let categories = try categories(of: column)
    let reference = try reference(among: categories)
    var tally = StepTally(rowsBefore: rows.rowCount, rowsAfter: rows.rowCount)
    let isMissing = (0..<rows.rowCount).map { column.isMissing(row: $0) }
    tally.missingCount = isMissing.count { $0 }
    tally.parts = [StepTally.Part(name: categories[reference].title, count: categories[reference].rows.count)]
    var names = Set<String>()
    for (index, category) in categories.enumerated() where index != reference {
      var values = isMissing.map { $0 ? Double.nan : 0 }
      for row in category.rows { values[row] = 1 }
      var name = "\(variable)_\(Self.namePart(category.text))"
      if !names.insert(name).inserted {
        name += "_\(index + 1)"
        names.insert(name)
      }
      var dummy = Column(name, values)
      dummy.information.label = "\(column.information.label ?? variable): \(category.label ?? category.text)"
      try rows.append(dummy, at: place)
      tally.parts.append(StepTally.Part(name: name + category.labelText, count: category.rows.count))
      tally.valuesChanged += rows.rowCount - tally.missingCount
    }
    return tally
  }

  func report(_ tally: StepTally) -> StepReport {
    let made = tally.parts.dropFirst().map { "\($0.name): \($0.count)" }.joined(separator: ", ")
    let base = tally.parts.first.map { "\($0.name): \($0.count)" } ?? ""
    var text = "\(excerpt(variable)) coded 0/1 (\(made); reference \(base))"
    if tally.missingCount > 0 { text += ", \(tally.missingCount) missing" }
    let warnings = tally.parts.indices.compactMap { index -> String? in
      let (name, count) = (tally.parts[index].name, tally.parts[index].count)
      guard count < Self.rareCount else { return nil }
      return "only \(count) \(count == 1 ? "row has" : "rows have") " + (index == 0 ? "\(excerpt(variable)) \(name)" : name)
    }
    return tally.report(at: place, text, warnings: warnings)
  }

  // MARK: Categories

  /// Numbers ascending, texts in alphabetical order.
  private func categories(of column: Column) throws(DataError) -> [Category] {
    var found: [Category]
    switch column.storage {
    case .numbers(let values):
      var rows: [Double: [Int]] = [:]
      for (row, value) in values.enumerated() where !value.isNaN {
        rows[value, default: []].append(row)
        if rows.count > Self.largestCategoryCount { throw tooMany }
      }
      let labels = column.information.valueLabels
      found = rows.keys.sorted().map { value in
        Category(text: shortest(value), label: labels.first { $0.value == value }?.label, rows: rows[value] ?? [])
      }
    case .text(let texts):
      var rows: [String: [Int]] = [:]
      for (row, text) in texts.enumerated() {
        guard let text else { continue }
        rows[text, default: []].append(row)
        if rows.count > Self.largestCategoryCount { throw tooMany }
      }
      found = rows.keys.sorted().map { Category(text: $0, label: nil, rows: rows[$0] ?? []) }
    }
    guard found.count > 1 else {
      throw error("one-category", "`\(excerpt(variable))` has \(found.isEmpty ? "no value" : "one value") in the rows kept")
    }
    found.indices.forEach { found[$0].rows.sort() }
    return found
  }

  private func shortest(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? String(value) }

  private var tooMany: DataError {
    error(
      "too-many-categories", "`\(excerpt(variable))` has more than \(Self.largestCategoryCount) different values",
      advice: "join categories with `recode` first, or use it as a number")
  }

  private func reference(among categories: [Category]) throws(DataError) -> Int {
    let bytes = Array(reference.utf8)
    let number = NumberParser(decimalMark: .point).number(in: bytes, start: 0, end: bytes.count)
    if let index = categories.firstIndex(where: { $0.text == reference || $0.label == reference }) { return index }
    if let number, let index = categories.firstIndex(where: { Double($0.text) == number }) { return index }
    throw error(
      "unknown-reference", "no row has \(excerpt(variable)) \"\(excerpt(reference))\", the reference",
      advice: "there are: \(categories.prefix(20).map(\.title).joined(separator: ", "))")
  }

  private func error(_ id: String, _ message: String, advice: String? = nil) -> DataError {
    DataError(id, message, advice: advice, step: place)
  }

  /// Letters, digits and `_` of a category's text; `minus` for a sign.
  private static func namePart(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars {
      let isKept = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "."
      if isKept {
        name.unicodeScalars.append(scalar)
      } else if scalar == "-", name.isEmpty {
        name += "minus"
      } else if name.last != "_" {
        name += "_"
      }
    }
    while name.count > 1, name.last == "_" { name.removeLast() }
    return name
  }
}
