/// A table of a report, before it takes a form: a name and numbers in each row, notes below.
///
/// The same value becomes text for a terminal, Markdown, LaTeX or HTML:
///
///     var table = Table(number: "Table 1", title: "Means", columns: [Table.Column(.italic("M"))])
///     table.rows = [.cells("Age", [.number("24.63")])]
///     MarkdownTable.render(table)
public struct Table: Sendable, Hashable {
  public struct Column: Sendable, Hashable {
    public var header: TableText
    /// Columns of the same part stay together where a narrow page forces the table to be continued below.
    public var part: Int

    public init(_ header: TableText, part: Int = 0) {
      self.header = header
      self.part = part
    }
  }

  public enum Cell: Sendable, Hashable {
    case empty
    /// A number as printed, aligned at its decimal point: `-.30` with `***` behind it, or `.91` within parentheses.
    case number(String, before: String = "", after: String = "")
    /// Both limits of an interval.
    case interval(String, String)
    /// Words, aligned at the right among numbers.
    case words(TableText)
  }

  public enum Row: Sendable, Hashable {
    /// A name and a cell for each column.
    case cells(TableText, [Cell])
    /// A line of its own over the rows that belong together.
    case heading(TableText)
  }

  /// `Table 1`; empty for a table without a number.
  public var number: String
  public var title: TableText
  public var nameHeader: TableText
  public var columns: [Column]
  public var rows: [Row] = []
  /// Paragraphs under the table; the first begins with `Note.`
  public var notes: [TableText] = []

  public init(number: String = "", title: TableText, nameHeader: TableText = "Variable", columns: [Column]) {
    self.number = number
    self.title = title
    self.nameHeader = nameHeader
    self.columns = columns
  }
}

extension Table {
  /// What must follow a number so that decimal points stand below each other where digits are of one width.
  struct Filling {
    /// The digits that the number lacks after its point.
    var digits: Int
    /// Whether it lacks the point too.
    var point: Bool
  }

  /// For each column, the most decimals among its numbers.
  var decimals: [Int] {
    columns.indices.map { column in
      rows.reduce(0) { most, row in
        guard case .cells(_, let cells) = row, column < cells.count, case .number(let text, _, _) = cells[column] else {
          return most
        }
        return max(most, Self.decimals(of: text))
      }
    }
  }

  /// Whether a column's numbers have anything behind them: stars, a parenthesis.
  func hasMarks(_ column: Int) -> Bool {
    rows.contains { row in
      guard case .cells(_, let cells) = row, column < cells.count, case .number(_, _, let after) = cells[column] else {
        return false
      }
      return !after.isEmpty
    }
  }

  static func filling(_ text: String, to decimals: Int) -> Filling {
    let own = Self.decimals(of: text)
    // A number with an exponent, or a dash for none, is left as it is.
    guard decimals > 0, !text.contains("e"), text.contains(where: \.isNumber) else { return Filling(digits: 0, point: false) }
    return Filling(digits: decimals - own, point: own == 0)
  }

  private static func decimals(of text: String) -> Int {
    guard let point = text.firstIndex(of: "."), !text.contains("e") else { return 0 }
    return text.distance(from: point, to: text.endIndex) - 1
  }
}
