/// A table of numbers beside names: decimal points one below the other, names broken where they are too long.
struct TextTable {
  enum Cell {
    case empty
    /// A number as printed, aligned at its decimal point.
    case number(String)
    /// Both limits of an interval, each aligned at its decimal point.
    case interval(String, String)
    /// A word, aligned at the right.
    case word(String)
    /// Stars, aligned at the left.
    case mark(String)
  }

  enum Row {
    /// A name and a cell for each header.
    case cells(String, [Cell])
    /// A line of its own over the rows that belong together.
    case heading(String)
  }

  var nameHeader: String
  var headers: [String]
  var rows: [Row]

  init(_ nameHeader: String, headers: [String], rows: [Row] = []) {
    self.nameHeader = nameHeader
    self.headers = headers
    self.rows = rows
  }

  /// The table's lines, indented by two, none wider than `width` as long as the numbers alone leave room for a name.
  func lines(width: Int) -> [TextLine] {
    let names = longestName
    var columns = self.columns(aligningPoints: true)
    let gap = 2
    var numbers = columns.reduce(0) { $0 + $1.width + gap }
    if width - Self.indent - numbers < min(names, Self.leastNameWidth) {
      columns = self.columns(aligningPoints: false)
      numbers = columns.reduce(0) { $0 + $1.width + gap }
    }
    let room = width - Self.indent - numbers
    let layout = Layout(
      columns: columns, nameWidth: max(0, min(names, room)), nameIndent: nameIndent,
      isStacked: room < min(names, Self.leastNameWidth),
      width: width)
    return layout.lines(self)
  }

  /// Whether every name fits beside its numbers without being broken.
  func holdsNamesUnbroken(width: Int) -> Bool { longestName <= width - Self.indent - numbersWidth }

  /// What the numbers take with the gaps before them.
  var numbersWidth: Int { columns(aligningPoints: true).reduce(0) { $0 + $1.width + 2 } }

  static let indent = 2
  /// Names are broken down to this width; with less room they stand on a line of their own above the numbers.
  static let leastNameWidth = 18

  private var longestName: Int {
    let indent = nameIndent
    return rows.reduce(nameHeader.displayWidth) {
      if case .cells(let name, _) = $1 { max($0, name.displayWidth + indent) } else { $0 }
    }
  }

  /// Rows under a heading stand in from it.
  private var nameIndent: Int {
    rows.contains { if case .heading = $0 { true } else { false } } ? 2 : 0
  }

  private func columns(aligningPoints: Bool) -> [TextColumn] {
    headers.indices.map { index in
      var column = TextColumn(header: headers[index], alignsPoints: aligningPoints)
      for case .cells(_, let cells) in rows where index < cells.count { column.add(cells[index]) }
      return column
    }
  }
}
