/// A table as LaTeX, with the rules of booktabs.
public enum LaTeXTable {
  /// A `table` to be read by `\input`; it needs booktabs, graphicx where it is so wide that it must be scaled to the line, and
  /// rotating where even then it would be too small.
  public static func render(_ table: Table) -> String {
    let isWide = table.columns.count > widest
    let isTurned = table.columns.count > widestUpright
    let environment = isTurned ? "sidewaystable" : "table"
    let packages = ["booktabs"] + (isWide ? ["graphicx"] : []) + (isTurned ? ["rotating"] : [])
    var lines = ["% needs \\usepackage{\(packages.joined(separator: ","))}"]
    lines += ["\\begin{\(environment)}\(isTurned ? "" : "[htbp]")", "\\centering"]
    // A numbered table is numbered by LaTeX.
    lines.append("\\caption{\(table.title.rendered(escaped, italic: escaped))}")
    if isWide { lines.append("\\resizebox{\\linewidth}{!}{%") }
    lines += tabular(table)
    if isWide { lines.append("}") }
    if !table.notes.isEmpty {
      lines.append("\\par\\medskip")
      lines.append("\\begin{minipage}{\\linewidth}\\footnotesize")
      lines.append(table.notes.map(words).joined(separator: "\\par\n"))
      lines.append("\\end{minipage}")
    }
    lines.append("\\end{\(environment)}")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The most columns that fit a line of text as they are.
  private static let widest = 9
  /// The most columns that are legible on a page held upright.
  private static let widestUpright = 14

  private static func tabular(_ table: Table) -> [String] {
    let hasMarks = table.columns.indices.map(table.hasMarks)
    // What follows a number takes no room, so that numbers end at one line; the gap to the next column makes up for it.
    let columns = hasMarks.map { $0 ? "r@{\\hspace{2.2em}}" : "r" }
    var lines = ["\\begin{tabular}{l\(columns.joined())}", "\\toprule"]
    lines.append(([words(table.nameHeader)] + table.columns.map { words($0.header) }).joined(separator: " & ") + " \\\\")
    lines.append("\\midrule")
    let decimals = table.decimals
    for row in table.rows {
      switch row {
      case .heading(let heading):
        lines.append("\\multicolumn{\(table.columns.count + 1)}{l}{\(words(heading))} \\\\")
      case .cells(let name, let cells):
        let texts = table.columns.indices.map { $0 < cells.count ? text(cells[$0], decimals: decimals[$0]) : "" }
        lines.append(([words(name)] + texts).joined(separator: " & ") + " \\\\")
      }
    }
    return lines + ["\\bottomrule", "\\end{tabular}"]
  }

  /// Words as LaTeX prints them letter by letter, whatever engine and font encoding.
  public static func escaped(_ text: String) -> String {
    text.withoutControls.map { replacements[$0] ?? String($0) }.joined()
  }

  private static let replacements: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "_": "\\_", "%": "\\%",
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "<": "$<$", ">": "$>$", "|": "\\textbar{}", "\"": "''",
    "`": "\\textasciigrave{}", "[": "{[}", "]": "{]}", "*": "{*}", "α": "$\\alpha$", "β": "$\\beta$", "χ": "$\\chi$",
    "ω": "$\\omega$", "²": "\\textsuperscript{2}", "−": "$-$", "≥": "$\\geq$", "≤": "$\\leq$", "×": "$\\times$",
    "–": "--", "—": "---", "…": "\\ldots{}", "→": "$\\rightarrow$", "↔": "$\\leftrightarrow$",
  ]

  static func words(_ text: TableText) -> String {
    text.rendered({ escaped($0.withMinusBeforeNumbers) }) { "\\textit{\(escaped($0))}" }
  }

  private static func text(_ cell: Table.Cell, decimals: Int) -> String {
    switch cell {
    case .empty: return ""
    case .number(let text, let before, let after):
      let filling = Table.filling(text, to: decimals)
      let room = (filling.point ? "." : "") + String(repeating: "0", count: filling.digits)
      let space = room.isEmpty ? "" : "\\phantom{\(room)}"
      let mark = after.isEmpty ? "" : after.first == "*" ? "\\rlap{\\textsuperscript{\(after)}}" : "\\rlap{\(escaped(after))}"
      return escaped(before) + number(text) + space + mark
    case .interval(let lower, let upper): return "{[}\(number(lower)), \(number(upper))]"
    case .words(let text): return words(text)
    }
  }

  private static func number(_ text: String) -> String {
    text.map { $0 == "-" ? "$-$" : replacements[$0] ?? String($0) }.joined()
  }
}
