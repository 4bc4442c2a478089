/// A table as HTML: a `<table>` with its caption, header cells that say what they head, and notes below.
public enum HTMLTable {
  /// A `<figure>` to stand in a page.
  public static func render(_ table: Table) -> String {
    var html = "<figure class=\"table\">\n<table>\n<caption>"
    if !table.number.isEmpty { html += "<span class=\"number\">\(escaped(table.number))</span>" }
    html += "<span class=\"title\">\(table.title.rendered(escaped, italic: escaped))</span></caption>\n"
    html += "<thead>\n<tr><th scope=\"col\">\(words(table.nameHeader))</th>"
    let decimals = table.decimals
    let hasMarks = table.columns.indices.map(table.hasMarks)
    html += zip(table.columns, hasMarks).map { column, hasMarks in
      "<th scope=\"col\">\(words(column.header))\(hasMarks ? "<span class=\"mark\"></span>" : "")</th>"
    }.joined()
    html += "</tr>\n</thead>\n<tbody>\n"
    for row in table.rows {
      switch row {
      case .heading(let heading):
        html += "<tr><th scope=\"rowgroup\" colspan=\"\(table.columns.count + 1)\">\(words(heading))</th></tr>\n"
      case .cells(let name, let cells):
        html += "<tr><th scope=\"row\">\(words(name))</th>"
        for column in table.columns.indices {
          let cell = column < cells.count ? cells[column] : .empty
          html += "<td>\(text(cell, decimals: decimals[column], hasMarks: hasMarks[column]))</td>"
        }
        html += "</tr>\n"
      }
    }
    html += "</tbody>\n</table>\n"
    if !table.notes.isEmpty {
      html += "<figcaption>\n" + table.notes.map { "<p>\(words($0))</p>\n" }.joined() + "</figcaption>\n"
    }
    return html + "</figure>\n"
  }

  /// Words as HTML shows them letter by letter.
  public static func escaped(_ text: String) -> String { text.escapedForMarkup }

  static func words(_ text: TableText) -> String {
    text.rendered({ escaped($0.withMinusBeforeNumbers) }) { "<i>\(escaped($0))</i>" }
  }

  /// Numbers end at one line, since a figure space is as wide as a digit; what follows them has a box of one width.
  private static func text(_ cell: Table.Cell, decimals: Int, hasMarks: Bool) -> String {
    switch cell {
    case .empty: return ""
    case .number(let text, let before, let after):
      let filling = Table.filling(text, to: decimals)
      let space = (filling.point ? "\u{2008}" : "") + String(repeating: "\u{2007}", count: filling.digits)
      let mark = hasMarks ? "<span class=\"mark\">\(escaped(after))</span>" : ""
      return escaped(before + text.withTrueMinus) + (after.isEmpty ? space : "") + mark
    case .interval(let lower, let upper): return escaped("[\(lower.withTrueMinus), \(upper.withTrueMinus)]")
    case .words(let text): return words(text) + (hasMarks ? "<span class=\"mark\"></span>" : "")
    }
  }
}
