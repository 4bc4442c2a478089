/// What is wrong with a data file, where, and what to do about it.
///
/// The `id` is stable and free of payload (`ragged-row`), so that scripts may rely on it; the name of the file is the caller's to add.
public struct DataError: Error, Sendable, Hashable {
  public var id: String
  public var message: String
  /// Physical line of the file, from 1; a row that spans lines is named by its first.
  public var line: Int?
  /// `line` is the number of a row, in a file that has no lines.
  public var isRow = false
  /// Column of the table, from 1.
  public var column: Int?
  /// What to do about it.
  public var advice: String?
  /// The step of the preparation that it is about; `nil` when it is about the file.
  public var step: PreparationPlace?

  public init(
    _ id: String, _ message: String, line: Int? = nil, column: Int? = nil, advice: String? = nil, step: PreparationPlace? = nil
  ) {
    self.id = id
    self.message = message
    self.line = line
    self.column = column
    self.advice = advice
    self.step = step
  }

  /// The error as one about rows where the table's file has no lines.
  public func placed(in table: DataTable) -> DataError {
    var placed = self
    placed.isRow = table.countsRows
    return placed
  }
}

extension DataError: CustomStringConvertible {
  /// `line 17, column 3: "abc" is not a number (advice)`.
  public var description: String {
    var place: [String] = []
    if let line { place.append("\(isRow ? "row" : "line") \(line)") }
    if let column { place.append("column \(column)") }
    let start = place.isEmpty ? "" : place.joined(separator: ", ") + ": "
    return start + message + (advice.map { " (\($0))" } ?? "")
  }
}

/// At most 40 characters of a user's text, control characters replaced, for a message.
func excerpt(_ text: String) -> String {
  let shown = text.prefix(40).map { $0.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 } ? $0 : "\u{FFFD}" }
  return String(shown) + (shown.count < text.count ? "…" : "")
}
