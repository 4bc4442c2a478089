import Testing

@testable import Reports

@Suite struct TableTests {
  /// Every character that some format must not print as it stands.
  static let awkward = "50% & <a_b> {c} $d$ #1 ~^\\ | * `e` \"f\" [g]"

  static let table: Table = {
    var table = Table(
      number: "Table 1", title: "Means and Correlations", columns: [Table.Column(.italic("M")), Table.Column("1", part: 1)])
    table.rows = [
      .heading("Work"),
      .cells("1. Age & <b>", [.number("24.6"), .number(".91", before: "(", after: ")")]),
      .cells("2. x_1", [.number("-0.25"), .number("-.30", after: "***")]),
      .cells("", [.empty, .interval("-.41", ".08")]),
    ]
    table.notes = [.of(.italic("Note."), " z = -0.80.")]
    return table
  }()

  private func text(_ table: Table, width: Int) -> String { TextLine.joined(table.lines(width: width), colour: false) }

  @Test func textAlignsDecimalPoints() {
    #expect(
      text(Self.table, width: 80) == """
        Table 1
        Means and Correlations
          Variable            M            1
          ──────────────────────────────────
          Work
            1. Age & <b>  24.6       (.91)
            2. x_1        -0.25      -.30***
                                 [-.41, .08]
          Note. z = -0.80.

        """)
  }

  @Test func aWideTableIsContinuedBelowWithTheRowsThatHaveSomethingThere() throws {
    var table = Table(title: "Wide", columns: (1...12).map { Table.Column(TableText(String($0)), part: $0 > 2 ? 1 : 0) })
    table.rows = (1...12).map { row in
      .cells(TableText("\(row). a variable"), (1...row).map { _ in .number("-.30", after: "***") })
    }
    for width in [80, 120] {
      let lines = text(table, width: width).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.displayWidth <= width })
      // Every number is there once.
      #expect(lines.reduce(0) { $0 + $1.split(separator: " ").count { $0 == "-.30***" } } == 78)
    }
    let narrow = text(table, width: 80).split(separator: "\n", omittingEmptySubsequences: false)
    let breaks = narrow.indices.filter { narrow[$0].isEmpty && $0 < narrow.count - 1 }
    #expect(breaks.count >= 2)
    // The first two columns are a part of their own; after it, all rows from the third on.
    #expect(narrow[try #require(breaks.first) + 3].contains("3. a variable"))
    #expect(!text(table, width: 200).contains("\n\n"))
  }

  @Test func markdownIsAPipeTable() {
    #expect(
      MarkdownTable.render(Self.table) == #"""
        **Table 1**

        *Means and Correlations*

        | Variable | *M* | 1 |
        | :-- | --: | --: |
        | **Work** |  |  |
        | 1. Age \& \<b\> | 24.6 | (.91) |
        | 2. x\_1 | −0.25 | −.30\*\*\* |
        |  |  | \[−.41, .08\] |

        *Note.* z = −0.80.

        """#)
  }

  @Test func everyRowOfMarkdownHasTheSameCells() {
    var table = Self.table
    table.rows.append(.cells(TableText(Self.awkward), [.number("1.00")]))
    let rows = MarkdownTable.render(table).split(separator: "\n").filter { $0.hasPrefix("|") }
    for row in rows {
      let bars = row.indices.filter { row[$0] == "|" && ($0 == row.startIndex || row[row.index(before: $0)] != "\\") }
      #expect(bars.count == 4)
    }
  }

  @Test func latexEscapesAndAligns() {
    let latex = LaTeXTable.render(Self.table)
    #expect(latex.hasPrefix("% needs \\usepackage{booktabs}\n\\begin{table}[htbp]\n"))
    #expect(latex.contains("\\begin{tabular}{lrr@{\\hspace{2.2em}}}\n\\toprule\nVariable & \\textit{M} & 1 \\\\\n\\midrule\n"))
    #expect(latex.contains("\\multicolumn{3}{l}{Work} \\\\\n"))
    #expect(latex.contains("1. Age \\& $<$b$>$ & 24.6\\phantom{0} & (.91\\rlap{)} \\\\\n"))
    #expect(latex.contains("2. x\\_1 & $-$0.25 & $-$.30\\rlap{\\textsuperscript{***}} \\\\\n"))
    #expect(latex.contains(" &  & {[}$-$.41, .08] \\\\\n"))
    #expect(latex.contains("\\textit{Note.} z = $-$0.80."))
    #expect(latex.hasSuffix("\\end{minipage}\n\\end{table}\n"))
    #expect(
      LaTeXTable.escaped(Self.awkward)
        == "50\\% \\& $<$a\\_b$>$ \\{c\\} \\$d\\$ \\#1 \\textasciitilde{}\\textasciicircum{}\\textbackslash{} \\textbar{} {*} "
        + "\\textasciigrave{}e\\textasciigrave{} ''f'' {[}g{]}")
  }

  @Test func latexTurnsAndScalesTablesThatAreTooWide() {
    let columns = (1...15).map { Table.Column(TableText(String($0))) }
    let scaled = LaTeXTable.render(Table(title: "", columns: Array(columns.prefix(10))))
    #expect(scaled.contains("\\resizebox{\\linewidth}{!}{%") && scaled.contains("{booktabs,graphicx}"))
    let turned = LaTeXTable.render(Table(title: "", columns: columns))
    #expect(turned.contains("\\begin{sidewaystable}") && turned.contains("\\end{sidewaystable}"))
    #expect(turned.contains("{booktabs,graphicx,rotating}"))
  }

  @Test func htmlIsWellFormedAndEscaped() throws {
    var table = Self.table
    table.rows.append(.cells(TableText(Self.awkward), [.number("<1")]))
    let html = TableDocument(title: "<T> & 'U'", tables: [table], closing: ["a < b"]).html
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(html.contains("<title>&lt;T&gt; &amp; &#39;U&#39;</title>"))
    #expect(html.contains("<th scope=\"row\">1. Age &amp; &lt;b&gt;</th>"))
    #expect(html.contains("−.30<span class=\"mark\">***</span>"))
    // A figure space stands for the digit that 24.6 lacks beside -0.25.
    #expect(html.contains("<td>24.6\u{2007}</td>"))
    try expectWellFormed(html)
  }

  /// Every tag is closed in order, and no character stands where it would be taken for markup.
  private func expectWellFormed(_ html: String) throws {
    var open: [String] = []
    var rest = html[...]
    while let start = rest.firstIndex(of: "<") {
      let end = try #require(rest[start...].firstIndex(of: ">"))
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
      if tag.hasPrefix("!") || name == "meta" { continue }
      if tag.hasPrefix("/") {
        #expect(open.popLast() == String(name))
      } else {
        open.append(String(name))
      }
    }
    #expect(open.isEmpty)
  }

  @Test func minusSignsStandBeforeNumbersAlone() {
    #expect("z = -0.80, two-sided, 1-2, - x, -.3".withMinusBeforeNumbers == "z = −0.80, two-sided, 1-2, - x, −.3")
  }
}
