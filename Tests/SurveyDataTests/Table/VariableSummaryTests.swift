import SurveyData
import Testing

@Suite struct VariableSummaryTests {
  @Test func countsValuesAndMissing() throws {
    let text = "sex,age,town\n1,20,a\n2,31,b\n-99,-99,a\n1,44,\n-98,50.5,c\n"
    let table = try DelimitedReader.read(Array(text.utf8), options: TextOptions(missingCodes: [-99, -98]))
    let summaries = table.columns.map(VariableSummary.init)
    #expect(summaries.map(\.valueCount) == [3, 4, 4])
    #expect(summaries.map(\.missingCount) == [2, 1, 1])
    #expect(summaries[0].information.declaredMissing == ["-99": 1, "-98": 1])
    #expect(summaries.map(\.declaredCount) == [2, 1, 0])
    #expect(summaries[0].values.map { "\($0.text) \($0.count)" } == ["1 2", "2 1"])
    #expect((summaries[1].minimum, summaries[1].maximum) == (20, 50.5))
    #expect(summaries[1].values.isEmpty)
    #expect(summaries[2].values.map(\.text) == ["a", "b", "c"])
    #expect(summaries.map(\.kind) == [.number, .number, .text])
  }

  @Test func manyValuesAreNotCounted() {
    let summary = VariableSummary(Column("x", (0..<5_000).map(Double.init)))
    #expect(summary.distinctCount == nil)
    #expect((summary.minimum, summary.maximum) == (0, 4_999))
  }

  @Test func labelledValuesAreListedThoughNobodyGaveThem() {
    var column = Column("x", [1, 1, 2])
    column.information.valueLabels = [.init(value: 1, label: "yes"), .init(value: 9, label: "refused")]
    #expect(
      VariableSummary(column).values.map { "\($0.text) \($0.label ?? "") \($0.count)" } == ["1 yes 2", "2  1", "9 refused 0"])
  }

  /// Days by Python's `datetime.date(...).toordinal()`.
  @Test(arguments: [
    (22_340.0, "days since 1960-01-01", "2021-03-01"), (0, "days since 1960-01-01", "1960-01-01"),
    (-1, "days since 1960-01-01", "1959-12-31"), (13_165_977_600, "seconds since 1582-10-14", "1999-12-31"),
    (13_928_544_000, "seconds since 1582-10-14", "2024-02-29"), (13_809_102_330, "seconds since 1582-10-14", "2020-05-17"),
    (1_930_219_200_000, "milliseconds since 1960-01-01", "2021-03-01"), (0, "seconds since 1582-10-14", "1582-10-14"),
  ])
  func daysAreWrittenAsISODates(_ value: Double, _ origin: String, _ day: String) {
    #expect(VariableInformation.day(of: value, .date(origin: origin)) == day)
    #expect(VariableInformation.day(of: value, .number) == nil)
  }
}
