extension Scale {
  /// The answers that could be given: `range`, or where items are to be reversed without it, the ends of their value labels.
  ///
  /// Throws `scale-range` when neither says.
  func answerRange(
    of names: [String], isNeeded: Bool, in table: DataTable
  ) throws(DataError) -> ClosedRange<Double>? {
    if let range { return range }
    guard isNeeded else { return nil }
    let ranges = Set(names.compactMap { table[$0].flatMap(labelledRange) })
    if ranges.count == 1, let range = ranges.first { return range }
    let reason =
      ranges.isEmpty
      ? "items of scale `\(name)` are to be reversed, but the lowest and highest answer are not known"
      : "items of scale `\(name)` are to be reversed, but their value labels have different ends"
    throw error("scale-range", reason, advice: "give them: `range: 1..7`")
  }

  /// From the lowest to the highest value with a label, those declared missing left out.
  private func labelledRange(_ column: Column) -> ClosedRange<Double>? {
    let missing = Set(column.information.declaredMissing.keys.compactMap(Double.init))
    let values = column.information.valueLabels.map(\.value).filter { !missing.contains($0) && $0.isFinite }
    guard let lowest = values.min(), let highest = values.max(), lowest < highest else { return nil }
    return lowest...highest
  }

  private static let mostNamed = 10

  /// Throws `out-of-range` with the items and lines of answers outside the range, the first ten of them.
  func refuseOutside(
    _ range: ClosedRange<Double>, _ names: [String], _ answers: [[Double]], in table: DataTable
  ) throws(DataError) {
    var count = 0
    var places: [String] = []
    for row in 0..<table.rowCount {
      for (item, name) in names.enumerated() where !answers[item][row].isNaN && !range.contains(answers[item][row]) {
        count += 1
        guard places.count < Self.mostNamed else { continue }
        let place = table.line(ofRow: row).map { "line \($0)" } ?? "row \(row + 1)"
        places.append("`\(name)` is \(plainNumber(answers[item][row])) in \(place)")
      }
    }
    if count == 0 { return }
    let ends = "\(plainNumber(range.lowerBound))..\(plainNumber(range.upperBound))"
    throw error(
      "out-of-range",
      (count == 1 ? "an answer lies" : "\(count) answers lie") + " outside the range \(ends) of scale `\(name)`: "
        + places.joined(separator: ", ") + (count > places.count ? ", …" : ""),
      advice: "name the numbers that stand for missing in `missing-codes`, correct them with `recode`, or correct `range`")
  }
}

/// Whole numbers without decimals.
func plainNumber(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}
