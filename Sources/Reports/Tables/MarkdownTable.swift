/// A table as Markdown: a pipe table, as Pandoc, Quarto and GitHub read it.
public enum MarkdownTable {
  /// The number in bold, the title in italics, the table, and the notes as paragraphs.
  public static func render(_ table: Table) -> String {
    var paragraphs: [String] = []
    if !table.number.isEmpty { paragraphs.append("**\(escaped(table.number))**") }
    if !table.title.runs.isEmpty { paragraphs.append("*\(table.title.rendered(escaped, italic: escaped))*") }
    var lines = [row([words(table.nameHeader)] + table.columns.map { words($0.header) })]
    lines.append(row([":--"] + table.columns.map { _ in "--:" }))
    lines += table.rows.map { line in
      switch line {
      case .heading(let heading): row(["**\(heading.rendered(escaped, italic: escaped))**"] + table.columns.map { _ in "" })
      case .cells(let name, let cells):
        row([words(name)] + table.columns.indices.map { $0 < cells.count ? text(cells[$0]) : "" })
      }
    }
    paragraphs.append(lines.joined(separator: "\n"))
    paragraphs += table.notes.map(words)
    return paragraphs.joined(separator: "\n\n") + "\n"
  }

  /// Words as Markdown shows them letter by letter.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.withoutControls {
      if "\\`*_[]<>|$~^@&#".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }

  static func words(_ text: TableText) -> String { text.rendered({ escaped($0.withMinusBeforeNumbers) }) { "*\(escaped($0))*" } }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  private static func text(_ cell: Table.Cell) -> String {
    switch cell {
    case .empty: ""
    case .number(let text, let before, let after): escaped(before + text.withTrueMinus + after)
    case .interval(let lower, let upper): escaped("[\(lower.withTrueMinus), \(upper.withTrueMinus)]")
    case .words(let text): words(text)
    }
  }
}

extension String {
  /// A number's hyphens as minus signs, for what is typeset.
  var withTrueMinus: String { String(map { $0 == "-" ? "\u{2212}" : $0 }) }

  /// Words with a minus sign for each hyphen that stands between a space and a digit: `z = -0.80`.
  var withMinusBeforeNumbers: String {
    let characters = Array(self)
    return String(
      characters.indices.map { index in
        let isMinus =
          characters[index] == "-" && index > 0 && characters[index - 1].isWhitespace && index + 1 < characters.count
          && (characters[index + 1].isNumber || characters[index + 1] == ".")
        return isMinus ? "\u{2212}" : characters[index]
      })
  }
}
