import Testing

@testable import Reports

@Suite struct TextTableTests {
  func text(_ table: TextTable, width: Int) -> String { TextLine.joined(table.lines(width: width), colour: false) }

  @Test func decimalPointsStandBelowEachOther() {
    let table = TextTable(
      "Name", headers: ["b", "CI", ""],
      rows: [
        .cells("x", [.number("12.500"), .interval("-0.1", "10.25"), .mark("*")]),
        .cells("long name", [.number("-0.00032"), .interval("0.123", "1.5"), .mark("***")]),
        .cells("none", [.word("-"), .empty]),
      ])
    #expect(
      text(table, width: 80) == """
          Name              b               CI
          ─────────────────────────────────────────
          x          12.500    [-0.1  , 10.25]  *
          long name  -0.00032  [ 0.123,  1.5 ]  ***
          none              -

        """)
  }

  @Test func aLongNameIsBrokenAndItsNumbersStandOnItsLastLine() {
    let table = TextTable("Name", headers: ["b"], rows: [.cells("one two three four five six seven", [.number("1.000")])])
    #expect(
      text(table, width: 30) == """
          Name                       b
          ────────────────────────────
          one two three four
            five six seven       1.000

        """)
  }

  @Test func withoutRoomNamesStandAboveTheirNumbers() {
    let numbers = Array(repeating: TextTable.Cell.number("1.000"), count: 4)
    let table = TextTable("Name", headers: ["a", "b", "c", "d"], rows: [.cells("a name of some length", numbers)])
    #expect(
      text(table, width: 40) == """
          Name
                a      b      c      d
          ────────────────────────────
          a name of some length
            1.000  1.000  1.000  1.000

        """)
  }

  @Test func headingsStandOutFromTheirRows() {
    let table = TextTable("Effect", headers: ["b"], rows: [.heading("x -> y"), .cells("Total", [.number(".1")])])
    #expect(
      text(table, width: 40) == """
          Effect    b
          ───────────
          x -> y
            Total  .1

        """)
  }
}
