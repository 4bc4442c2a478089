extension Diagnostic: Error {}

extension Diagnostic {
  /// The finding as text: place, severity, message and id; the source line with a caret; what to do.
  ///
  /// ```
  /// fssb.model:3:8: error: `b1` is not a label of this model [undefined-label]
  ///   3 | ind := b1*a1
  ///     |        ^~
  ///   = did you mean `b`?
  /// ```
  /// A range that spans lines is marked up to the end of its first one. Of a long line, the part around the place is shown.
  ///
  /// - Parameter showsLine: false leaves out the source line with its caret.
  public func rendered(in source: SourceText, showsLine: Bool = true) -> String {
    var text = source.name
    var excerpt = ""
    if let range {
      let (line, column) = source.position(of: range.start)
      text += ":\(line):\(column)"
      if showsLine { excerpt = Self.excerpt(of: source, line: line, column: column, range: range) }
    }
    text += ": \(severity.rawValue): \(Self.shown(message)) [\(id)]" + excerpt
    if let advice {
      text +=
        "\n  = " + advice.split(separator: "\n", omittingEmptySubsequences: false).map(Self.shown).joined(separator: "\n    ")
    }
    return text
  }

  private static let widestExcerpt = 160
  private static let contextBefore = 60

  private static func excerpt(of source: SourceText, line: Int, column: Int, range: SourceRange) -> String {
    let lineRange = source.lineRange(line)
    let characters = source.line(line).map(shown)
    let place = column - 1
    let markEnd = min(max(range.end, range.start), lineRange.end)
    let markLength = max(1, source.text(in: SourceRange(start: range.start, end: markEnd)).count)
    var first = 0
    var last = characters.count
    if characters.count > widestExcerpt {
      first = max(0, min(place - contextBefore, characters.count - widestExcerpt))
      last = min(characters.count, first + widestExcerpt)
    }
    let before = first > 0 ? "…" : ""
    let after = last < characters.count ? "…" : ""
    let indent =
      before.map { _ in " " }.joined() + characters[first..<max(first, min(place, last))].map { $0 == "\t" ? "\t" : " " }.joined()
    let tildes = String(repeating: "~", count: max(0, min(markLength, max(last, place + 1) - place) - 1))
    let gutter = String(repeating: " ", count: String(line).count)
    return "\n  \(line) | \(before)\(String(characters[first..<last]))\(after)\n  \(gutter) | \(indent)^\(tildes)"
  }

  private static func shown(_ text: some StringProtocol) -> String { String(text.map(shown)) }

  /// Control characters of a user's file must not reach a terminal.
  private static func shown(_ character: Character) -> Character {
    guard character != "\t" else { return character }
    return character.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "\u{FFFD}" : character
  }
}
