import SurveyData
import Testing

@testable import Reports

@Suite struct TeamsReportTests {
  /// Two items of three teams; members of the third vary more than by chance.
  static func results() throws -> TeamResults {
    let table = DataTable(columns: [
      Column("team", [1, 1, 1, 2, 2, 2, 3, 3]), Column("x1", [4, 4, 5, 2, 1, 2, 1, 5]), Column("x2", [5, 4, 5, 1, 1, 2, 5, 1]),
    ])
    var preparation = Preparation()
    preparation.scales = [Scale("climate", items: ["x1", "x2"], label: "Team climate", range: 1...5)]
    var step = TeamStep(by: "team")
    step.rated = ["climate", "x1"]
    preparation.teams = step
    return try #require(try preparation.apply(to: table).teams)
  }

  @Test func hasARowForEachVariable() throws {
    let table = TeamsReport.table(try Self.results(), number: "Table 2", labels: ["x1": "First item"])
    #expect(table.title.plain == "Agreement Within 3 Teams of 2 to 3 Members")
    try #require(table.rows.count == 2)
    guard case .cells(let name, let cells) = table.rows[0], case .cells(let other, let otherCells) = table.rows[1] else {
      Issue.record("rows without cells")
      return
    }
    #expect(name.plain == "Team climate")
    // rwg(2) by hand: q = 1/6 in the first two teams, 2 (1 - q) / (2 (1 - q) + q) = 10/11; 0 in the third.
    #expect(cells[5] == .number(".61"))
    #expect(cells[6] == .number(".91"))
    #expect(cells[7] == .interval(".00", ".91"))
    #expect(cells[8] == .words("67%"))
    #expect(cells[3] == .words("2, 5"))
    // Without a range of answers there is no rwg.
    #expect(other.plain == "First item")
    #expect(otherCells[5] == .number("—"))
    #expect(table.rows.allSatisfy { if case .cells(_, let cells) = $0 { cells.count == table.columns.count } else { false } })
    let note = try #require(table.notes.first).plain
    #expect(note.contains("1 negative value is set to 0"))
    #expect(note.contains("at most 0.83 with 5 answers"))
  }

  @Test func jsonHasEveryNumberAndNullForNone() throws {
    let text = JSONValue.object([("teams", TeamsReport.json(try Self.results()))]).rendered()
    #expect(text.contains("\"by\": \"team\""))
    #expect(text.contains("\"rwg.set.to.zero\": 1"))
    #expect(text.contains("\"variable\": \"x1\", \"label\": null, \"items\": 1, \"answers\": null"))
    #expect(text.contains("\"rwg.mean\": null"))
    #expect(text.contains("\"ad.limit\": null"))
  }

  @Test func csvNamesEveryNumber() throws {
    let rows = TeamsReport.csv(try Self.results())
    #expect(Set(rows.compactMap { $0["variable"] }) == ["climate", "x1"])
    #expect(rows.first { $0["variable"] == "climate" && $0["text"] == "rwg.set.to.zero" }?["statistic"] == "1")
    #expect(rows.first { $0["variable"] == "x1" && $0["text"] == "rwg.mean" }?["statistic"] == "")
  }
}
