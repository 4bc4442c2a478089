extension TextTable {
  /// A table's widths, settled, and its lines made with them.
  struct Layout {
    var columns: [TextColumn]
    var nameWidth: Int
    var nameIndent: Int
    /// Names stand above their numbers, because beside them there is no room.
    var isStacked: Bool
    var width: Int

    private var margin: String { String(repeating: " ", count: TextTable.indent) }

    func lines(_ table: TextTable) -> [TextLine] {
      var header = columns.map { $0.isOfMarks ? $0.header.filled(to: $0.width) : $0.header.padded(to: $0.width) }
      header.insert(isStacked ? "" : table.nameHeader.filled(to: nameWidth), at: 0)
      let first = TextLine(margin + header.joined(separator: "  "), .heading)
      let rule = TextLine(margin + String(repeating: "─", count: max(0, min(width, first.text.displayWidth) - TextTable.indent)))
      return (isStacked ? [TextLine(margin + table.nameHeader, .heading)] : []) + [first, rule] + table.rows.flatMap(lines)
    }

    private func lines(_ row: TextTable.Row) -> [TextLine] {
      switch row {
      case .heading(let text):
        return WrappedText.lines(text, width: width, first: margin, rest: margin + "  ").map { TextLine($0) }
      case .cells(let name, let cells):
        let inset = String(repeating: " ", count: nameIndent)
        let numbers = columns.indices.map { index in "  " + columns[index].text(index < cells.count ? cells[index] : .empty) }
          .joined()
        if isStacked {
          let names = WrappedText.lines(name, width: width, first: margin + inset, rest: margin + inset + "  ")
          return names.map { TextLine($0) } + [TextLine(margin + numbers)]
        }
        let names = WrappedText.lines(name, width: nameWidth, first: inset, rest: inset + "  ")
        return names.enumerated().map { position, text in
          TextLine(margin + text.filled(to: nameWidth) + (position == names.count - 1 ? numbers : ""))
        }
      }
    }
  }
}
