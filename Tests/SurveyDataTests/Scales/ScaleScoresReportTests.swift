import Testing

@testable import SurveyData

@Suite struct ScaleScoresReportTests {
  @Test func saysWhatWasScored() throws {
    let table = try BigFive.table()
    let scale = Scale("agreeableness", items: ["A1", "A2", "A3", "A4", "A5"], reversed: ["A1"], range: 1...6, leastAnswered: 5)
    let report = try scale.scored(in: table).report
    #expect(
      report.text
        == "agreeableness: mean of 5 items (1 reversed), alpha .72 [.66, .77], 293 scored, 7 without (fewer than 5 of 5 answered)"
    )
    #expect(report.warnings.isEmpty)
    #expect(report.place.entry == "agreeableness")
  }

  @Test func warnsOfAnItemThatRunsAgainstTheOthers() throws {
    let report = try Scale("agreeableness", items: ["A1", "A2", "A3", "A4", "A5"]).scored(in: BigFive.table()).report
    #expect(report.warnings.count == 2)
    #expect(
      report.warnings[0] == "`A1` correlates -.30 with the rest of scale `agreeableness`: was it to be reversed?")
    #expect(report.warnings[1].contains("below the customary .70"))
  }

  @Test func countsFilledAnswers() throws {
    let table = DataTable(columns: [Column("a", [1, 2, .nan, 4]), Column("b", [2, .nan, .nan, 4]), Column("c", [3, 2, 1, 5])])
    let scale = Scale("s", items: ["a", "b", "c"], score: .sum, leastAnswered: 2, fillsWithPersonMean: true)
    let text = try scale.scored(in: table).report.text
    #expect(text.hasSuffix("3 scored, 1 without (fewer than 2 of 3 answered), 1 answer filled with the person's mean"))
  }

  @Test func warnsOfAFillThatFillsNothing() throws {
    func warnings(leastAnswered: Int?) throws -> [String] {
      let scale = Scale(
        "agreeableness", items: ["A1", "A2", "A3", "A4", "A5"], reversed: ["A1"], range: 1...6, leastAnswered: leastAnswered,
        fillsWithPersonMean: true)
      return try scale.scored(in: BigFive.table()).report.warnings
    }
    #expect(try warnings(leastAnswered: nil).contains { $0.contains("fills nothing") && $0.contains("`at-least`") })
    #expect(try warnings(leastAnswered: 5).count == 1)
    #expect(try warnings(leastAnswered: 4).isEmpty)
  }

  @Test(arguments: [(0.934, ".93"), (-0.118, "-.12"), (1, "1.00"), (-0.001, ".00"), (-3.456, "-3.46"), (0.05, ".05")])
  func twoDecimalsWithoutLeadingZero(value: Double, text: String) {
    #expect(twoDecimals(value) == text)
  }
}
