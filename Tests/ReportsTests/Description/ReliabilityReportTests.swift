import SurveyData
import Testing

@testable import Reports

@Suite struct ReliabilityReportTests {
  /// Eight persons' answers; of the second scale the last item runs the other way.
  let table = DataTable(columns: [
    Column("a1", [1, 2, 3, 4, 5, 4, 2, 1]), Column("a2", [2, 2, 3, 5, 5, 4, 1, 1]), Column("a3", [1, 3, 3, 4, 4, 5, 2, 2]),
    Column("b1", [1, 5, 2, 4, 3, 5, 1, 3]), Column("b2", [5, 1, 4, 2, 4, 1, 4, 3]),
  ])

  func results(_ count: Int = 2) throws -> ReliabilityResults {
    let scales = [
      Scale("a", items: ["a1..a3"], label: "First"), Scale("b", items: ["b1", "b2"], reversed: ["b2"], range: 1...5),
    ]
    var scores: [ScaleScores] = []
    for scale in scales.prefix(count) { scores.append(try scale.scored(in: table)) }
    return ReliabilityResults(scores)
  }

  @Test func aTableForEachScaleAndOneForTheirRatios() throws {
    let tables = ReliabilityReport.tables(try results(), firstNumber: 2)
    #expect(tables.map(\.number) == ["Table 2", "Table 3", "Table 4"])
    #expect(tables.map(\.title.plain) == ["Items of First", "Items of b", "Heterotrait-Monotrait Ratios of Correlations"])
    #expect(tables.map(\.rows.count) == [3, 2, 2])
  }

  @Test func oneScaleHasNoRatios() throws {
    #expect(ReliabilityReport.tables(try results(1)).count == 1)
  }

  /// By hand: a1 has mean 22/8 and sum of squared deviations 76 - 22²/8 = 15.5.
  @Test func itemsStandWithTheirNumbers() throws {
    let table = ReliabilityReport.tables(try results())[0]
    guard case .cells(let name, let cells) = table.rows[0] else {
      Issue.record("a heading")
      return
    }
    #expect(name.plain == "a1")
    #expect(cells[0] == .number("2.75"))
    #expect(cells[1] == .number("1.49"))
    #expect(cells.count == table.columns.count)
  }

  @Test func twoItemsHaveNeitherOmegaNorAlphaIfDeleted() throws {
    let table = ReliabilityReport.tables(try results())[1]
    let note = table.notes[0].plain
    #expect(note.hasPrefix("Note. N = 8. Cronbach’s alpha = ."))
    #expect(!note.contains("omega"))
    #expect(note.contains("after reversal"))
    guard case .cells(let name, let cells) = table.rows[1] else {
      Issue.record("a heading")
      return
    }
    #expect(name.plain == "b2 (reversed)")
    #expect(cells[3] == .number("—"))
    #expect(table.columns.count == 4)
  }

  @Test func rowsForProgramsHaveEveryCoefficient() throws {
    let rows = ReliabilityReport.csvRows(try results())
    let own = rows.filter { $0["section"] == "reliability" && $0["variable"] == "a" }
    #expect(own.map { $0["text"] } == ["alpha", "alpha.standardized", "lambda6", "omega", "ave"])
    #expect(rows.count { $0["section"] == "item" } == 5)
    #expect(rows.count { $0["section"] == "htmt" } == 1)
    #expect(ReliabilityReport.scales(try results(), 1).count == 2)
  }
}
