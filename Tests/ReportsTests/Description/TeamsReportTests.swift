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

  @Test func printsARowForEachVariable() throws {
    let text = TeamsReport.text(try Self.results(), labels: ["x1": "First item"], width: 100)
    let lines = text.split(separator: "\n").map(String.init)
    #expect(lines.first == "Agreement in 3 teams of 2 to 3 members")
    #expect(lines[1].contains("ICC(1)  ICC(2)"))
    let climate = try #require(lines.first { $0.contains("Team climate") })
    // rwg(2) by hand: q = 1/6 in the first two teams, 2 (1 - q) / (2 (1 - q) + q) = 10/11; 0 in the third.
    #expect(climate.contains(".61"))
    #expect(climate.contains(".91"))
    #expect(climate.contains("67%"))
    #expect(climate.contains("2, 5"))
    #expect(lines.contains { $0.contains("First item") })
    let legend = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(legend.contains("(1 negative, set to 0)"))
    #expect(legend.contains("0.83 of 5 answers"))
  }

  @Test func isNoWiderThanThePage() throws {
    for width in [80, 100, 120] {
      let text = TeamsReport.text(try Self.results(), width: width)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    }
  }

  @Test func jsonHasEveryNumberAndNullForNone() throws {
    let text = JSONValue.object([("teams", TeamsReport.json(try Self.results()))]).rendered()
    #expect(text.contains("\"by\": \"team\""))
    #expect(text.contains("\"rwg.set.to.zero\": 1"))
    // The variable alone has no range of answers, and so no rwg.
    #expect(text.contains("\"variable\": \"x1\", \"label\": null, \"items\": 1, \"answers\": null"))
    #expect(text.contains("\"rwg.mean\": null"))
    #expect(text.contains("\"ad.limit\": null"))
  }
}
