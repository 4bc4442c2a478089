import Testing

@testable import SurveyData

@Suite struct DummyCodingTests {
  func apply(_ coding: DummyCoding, to column: Column) throws -> (table: DataTable, report: StepReport) {
    var rows = TableInPreparation(DataTable(columns: [column]))
    let tally = try coding.apply(to: &rows)
    return (rows.table, coding.report(tally))
  }

  func failure(_ coding: DummyCoding, _ column: Column) -> DataError? {
    do {
      _ = try apply(coding, to: column)
      return nil
    } catch { return error as? DataError }
  }

  var education: Column {
    var column = Column("education", [3, 1, 2, 2, .nan, 3, 3, 3, 3, 1, 1, 1, 1])
    column.information.valueLabels = [.init(value: 1, label: "low"), .init(value: 2, label: "middle")]
    return column
  }

  @Test(arguments: ["1", "1.0", "low"])
  func everyCategoryButTheReference(_ reference: String) throws {
    let (table, report) = try apply(DummyCoding("education", reference: reference), to: education)
    #expect(table.names == ["education", "education_2", "education_3"])
    guard case .numbers(let values)? = table["education_3"]?.storage else { throw TestFailed() }
    let expected: [Double] = [1, 0, 0, 0, .nan, 1, 1, 1, 1, 0, 0, 0, 0]
    #expect(zip(values, expected).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) })
    #expect(table["education_2"]?.information.label == "education: middle")
    #expect(
      report.text == "education coded 0/1 (education_2 (middle): 2, education_3: 5; reference 1 (low): 5), 1 missing")
    #expect(report.warnings == ["only 2 rows have education_2 (middle)"])
  }

  @Test func textsGetNamesOfTheirLetters() throws {
    let column = Column(name: "land", storage: .text(["Österreich", "New York", "new-york", nil, "-3", "New  York"]))
    #expect(
      try apply(DummyCoding("land", reference: "-3"), to: column).table.names == [
        "land", "land_New_York", "land_New_York_3", "land_new_york", "land_Österreich",
      ])
    #expect(
      try apply(DummyCoding("x", reference: "0"), to: Column("x", [-1, 0, 1.5])).table.names == ["x", "x_minus1", "x_1.5"])
  }

  @Test func whatIsWrongIsSaid() throws {
    let unknown = failure(DummyCoding("education", reference: "7"), education)
    #expect(unknown?.id == "unknown-reference")
    #expect(unknown?.advice == "there are: 1 (low), 2 (middle), 3")
    #expect(unknown?.step == PreparationPlace(key: "dummies", entry: "education"))
    #expect(failure(DummyCoding("eduction", reference: "1"), education)?.id == "unknown-variable")
    #expect(failure(DummyCoding("x", reference: "1"), Column("x", [1, 1, .nan]))?.id == "one-category")
    #expect(failure(DummyCoding("x", reference: "1"), Column("x", (0...50).map(Double.init)))?.id == "too-many-categories")
    #expect(failure(DummyCoding("x", reference: "1"), Column("x", (0..<50).map(Double.init))) == nil)
  }
}

private struct TestFailed: Error {}
