/// Text broken at spaces into lines no wider than a width; a word that is wider is cut. A no-break space breaks no line.
enum WrappedText {
  static let noBreakSpace: Character = "\u{a0}"

  /// The phrase in one line, wherever it is wrapped.
  static func unbroken(_ phrase: String) -> String { String(phrase.map { $0 == " " ? noBreakSpace : $0 }) }

  /// - Parameters:
  ///   - first: what the first line begins with.
  ///   - rest: what every other line begins with.
  static func lines(_ text: String, width: Int, first: String = "", rest: String = "") -> [String] {
    var lines: [String] = []
    var line = first
    var isFresh = true
    func breakLine() {
      lines.append(line)
      line = rest
      isFresh = true
    }
    for word in text.split(whereSeparator: { $0.isWhitespace && $0 != noBreakSpace }) {
      if !isFresh && line.displayWidth + 1 + word.displayWidth > width { breakLine() }
      if !isFresh { line += " " }
      isFresh = false
      for character in word {
        if line.displayWidth + String(character).displayWidth > width && line.displayWidth > rest.displayWidth { breakLine() }
        line.append(character)
        isFresh = false
      }
    }
    lines.append(line)
    return lines
  }
}
