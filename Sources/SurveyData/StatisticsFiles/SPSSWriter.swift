/// Writes a table as SPSS's system file (`.sav`), with labels of variables and values, through ReadStat.
public enum SPSSWriter {
  /// The bytes of the file.
  ///
  /// Comments of the table become the file's documents. Missing values become system-missing or empty texts; seconds since 1582-10-14 are formatted as dates. Labels longer than SPSS
  /// takes (256 bytes, 120 for values) are cut.
  ///
  /// Throws `no-readstat` where sewall was built without it, `bad-name` for a name that SPSS does not take, `infinite-value`,
  /// `text-too-long`, `no-rows`, or `unwritable-table`.
  public static func write(_ table: DataTable) throws(DataError) -> [UInt8] {
    guard table.rowCount > 0 else { throw DataError("no-rows", "there are no rows to write") }
    try checkNames(table)
    #if READSTAT
      return try ReadStatWriter.write(table)
    #else
      throw DataError(
        "no-readstat", "sewall was built without ReadStat, which writes files of SPSS",
        advice: "\(StatisticsReader.installation), or write CSV")
    #endif
  }

  /// Words of SPSS's language, and names that differ in case alone, which ReadStat lets pass.
  private static func checkNames(_ table: DataTable) throws(DataError) {
    var earlier: [String: String] = [:]
    for (index, name) in table.names.enumerated() {
      if reservedWords.contains(name.uppercased()) {
        throw DataError(
          "bad-name", "`\(name)` is a word of SPSS's language and no variable's name there", column: index + 1,
          advice: "rename it, or write CSV")
      }
      if let other = earlier.updateValue(name, forKey: name.lowercased()) {
        throw DataError(
          "bad-name", "`\(excerpt(other))` and `\(excerpt(name))` are the same name in SPSS, which does not tell case apart",
          column: index + 1, advice: "rename one of them, or write CSV")
      }
    }
  }

  private static let reservedWords: Set<String> = [
    "ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH",
  ]

  /// The longest text of a variable, in bytes.
  static let longestText = 32_767

  /// A comment in lines as SPSS's documents have them: at most 80 bytes, broken between words where there are any.
  static func noteLines(_ comment: String) -> [String] {
    var lines: [String] = []
    for word in comment.split(whereSeparator: \.isWhitespace) {
      let longer = lines.last.map { "\($0) \(word)" }
      if let longer, longer.utf8.count <= 80 {
        lines[lines.count - 1] = longer
      } else {
        lines.append(cut(String(word), toBytes: 80))
      }
    }
    return lines
  }

  /// A text cut to at most `count` bytes between characters.
  static func cut(_ text: String, toBytes count: Int) -> String {
    guard text.utf8.count > count else { return text }
    var kept = ""
    var length = 0
    for character in text {
      length += character.utf8.count
      if length > count { break }
      kept.append(character)
    }
    return kept
  }
}
