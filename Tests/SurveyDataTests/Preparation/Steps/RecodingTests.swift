import Testing

@testable import SurveyData

@Suite struct RecodingTests {
  var education: Column {
    var column = Column("education", [1, 2, 3, 4, 5, .nan, 9])
    column.information.valueLabels = [
      .init(value: 1, label: "none"), .init(value: 2, label: "school"), .init(value: 3, label: "college"),
      .init(value: 9, label: "refused"),
    ]
    return column
  }

  func apply(_ recoding: Recoding, to column: Column) throws -> (table: DataTable, tally: StepTally) {
    var rows = TableInPreparation(DataTable(columns: [column]))
    let tally = try recoding.apply(to: &rows)
    return (rows.table, tally)
  }

  func isSame(_ column: Column?, _ values: [Double]) -> Bool {
    guard case .numbers(let found)? = column?.storage else { return false }
    return found.count == values.count && zip(found, values).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  @Test func rangesListsAndElse() throws {
    let recoding = try Recoding("education", rules: [("1..2", "0"), ("3, 4", "1"), ("9", "missing")], otherwise: "2")
    let (table, tally) = try apply(recoding, to: education)
    #expect(isSame(table["education"], [0, 0, 1, 1, 2, .nan, .nan]))
    #expect(tally.valuesChanged == 6)
    #expect(tally.parts.map(\.count) == [2, 2, 1, 1])
    #expect(
      recoding.report(tally).text
        == "education recoded, 6 values changed (1..2 to 0: 2, 3, 4 to 1: 2, 9 to missing: 1, else: 1)")
  }

  @Test func unnamedAnswersStayAndTheFirstRuleCounts() throws {
    let recoding = try Recoding("education", rules: [("4..max", "40"), ("min..4", "0"), ("5", "7")])
    let (table, tally) = try apply(recoding, to: education)
    #expect(isSame(table["education"], [0, 0, 0, 40, 40, .nan, 40]))
    #expect(recoding.report(tally).warnings == ["`5 to 7` fits no value of `education`"])
  }

  @Test func missingOnEitherSide() throws {
    let recoding = try Recoding("education", rules: [("missing", "0"), ("9", "missing")])
    #expect(isSame(try apply(recoding, to: education).table["education"], [1, 2, 3, 4, 5, 0, .nan]))
  }

  @Test func aNewNameLeavesTheOldVariable() throws {
    let recoding = try Recoding("education", rules: [("1..3", "0")], otherwise: "1", into: "high")
    let table = try apply(recoding, to: education).table
    #expect(table.names == ["education", "high"])
    #expect(isSame(table["high"], [0, 0, 0, 1, 1, .nan, 1]))
    #expect(isSame(table["education"], [1, 2, 3, 4, 5, .nan, 9]))
  }

  @Test func labelsGoWithTheirAnswers() throws {
    let recoding = try Recoding("education", rules: [("none, school", "x"), ("1..2", "0"), ("college", "1"), ("9", "missing")])
    #expect(throws: DataError.self) { try apply(recoding, to: education) }
    let (table, _) = try apply(
      try Recoding("education", rules: [("1..2", "0"), ("college", "1"), ("9", "missing")]), to: education)
    #expect(
      table["education"]?.information.valueLabels == [
        .init(value: 0, label: "none / school"), .init(value: 1, label: "college"),
      ])
  }

  @Test func textsBecomeNumbersWhereEveryAnswerIsOne() throws {
    let column = Column(name: "sex", storage: .text(["f", "m", nil, "3", "f"]), firstTextRow: 0)
    #expect(
      isSame(try apply(try Recoding("sex", rules: [("f", "0"), ("m", "1")]), to: column).table["sex"], [0, 1, .nan, 3, 0]))
    let partly = try apply(try Recoding("sex", rules: [("f", "0"), ("3", "missing")]), to: column).table["sex"]
    #expect(partly?.storage == .text(["0", "m", nil, nil, "0"]))
    #expect(partly?.firstTextRow == 1)
    let words = try apply(try Recoding("education", rules: [("1..9", "some")]), to: education).table["education"]
    #expect(words?.storage == .text(["some", "some", "some", "some", "some", nil, "some"]))
  }

  @Test func whatIsWrongIsSaid() throws {
    #expect(throws: DataError.self) { try Recoding("x", rules: []) }
    #expect(throws: DataError.self) { try Recoding("x", rules: [("3..1", "0")]) }
    #expect(throws: DataError.self) { try Recoding("x", rules: [("1", "0")], into: "2x") }
    #expect(throws: DataError.self) { try apply(try Recoding("eduction", rules: [("1", "0")]), to: education) }
    #expect(throws: DataError.self) { try apply(try Recoding("education", rules: [("colege", "0")]), to: education) }
    #expect(throws: DataError.self) {
      try apply(try Recoding("education", rules: [("1", "0")], into: "education"), to: education)
    }
  }
}
