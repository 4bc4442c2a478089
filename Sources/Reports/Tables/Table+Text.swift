extension Table {
  /// The table as lines for a terminal or a text file.
  ///
  /// A table too wide for the page is continued below, name by name, broken between the parts of its columns first; rows that have
  /// nothing in such a continuation are left out there.
  func lines(width: Int) -> [TextLine] {
    var lines: [TextLine] = []
    if !number.isEmpty { lines.append(TextLine(number, .heading)) }
    lines += WrappedText.lines(title.plain, width: width).map { TextLine($0, number.isEmpty ? .heading : .plain) }
    let panels = panels(width: width)
    for (position, panel) in panels.enumerated() {
      if position > 0 { lines.append(.blank) }
      lines += textTable(panel, keepsEmptyRows: panels.count == 1).lines(width: width)
    }
    for note in notes { lines += WrappedText.lines(note.plain, width: width, first: "  ", rest: "  ").map { TextLine($0) } }
    return lines
  }

  /// The columns that stand side by side, in order.
  private func panels(width: Int) -> [[Int]] {
    let all = Array(columns.indices)
    if textTable(all, keepsEmptyRows: true).holdsNamesUnbroken(width: width) { return [all] }
    var panels: [[Int]] = []
    for column in all {
      if let last = panels.last, let previous = last.last, columns[previous].part == columns[column].part,
        fits(last + [column], width: width)
      {
        panels[panels.count - 1].append(column)
      } else {
        panels.append([column])
      }
    }
    return panels
  }

  /// Whether the columns leave room for names that are broken into at most a few lines.
  private func fits(_ panel: [Int], width: Int) -> Bool {
    let table = textTable(panel, keepsEmptyRows: true)
    return table.holdsNamesUnbroken(width: width) || table.numbersWidth + TextTable.indent + Self.reasonableNameWidth <= width
  }

  private static let reasonableNameWidth = 28

  private func textTable(_ panel: [Int], keepsEmptyRows: Bool) -> TextTable {
    var table = TextTable(nameHeader.plain, headers: panel.map { columns[$0].header.plain })
    for row in rows {
      switch row {
      case .heading(let words): table.rows.append(.heading(words.plain))
      case .cells(let name, let cells):
        let shown = panel.map { $0 < cells.count ? cells[$0] : .empty }
        if !keepsEmptyRows, shown.allSatisfy({ $0 == .empty }) { continue }
        table.rows.append(.cells(name.plain, shown.map(Self.textCell)))
      }
    }
    return table
  }

  private static func textCell(_ cell: Cell) -> TextTable.Cell {
    switch cell {
    case .empty: .empty
    case .number(let text, let before, let after): .number(before + text + after)
    case .interval(let lower, let upper): .interval(lower, upper)
    case .words(let words): .word(words.plain)
    }
  }
}
