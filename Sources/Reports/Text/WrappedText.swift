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
    // Widths are added up as the line grows: to measure it again for every character takes most of a long list's time.
    var used = first.displayWidth
    let restWidth = rest.displayWidth
    var isFresh = true
    func breakLine() {
      lines.append(line)
      line = rest
      used = restWidth
      isFresh = true
    }
    for word in text.split(whereSeparator: { $0.isWhitespace && $0 != noBreakSpace }) {
      let wordWidth = word.displayWidth
      if !isFresh && used + 1 + wordWidth > width { breakLine() }
      if !isFresh {
        line += " "
        used += 1
      }
      isFresh = false
      if used + wordWidth <= width {
        line += word
        used += wordWidth
        continue
      }
      for character in word {
        let characterWidth = String(character).displayWidth
        if used + characterWidth > width && used > restWidth { breakLine() }
        line.append(character)
        used += characterWidth
        isFresh = false
      }
    }
    lines.append(line)
    return lines
  }
}
