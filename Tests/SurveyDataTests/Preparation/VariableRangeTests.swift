import Testing

@testable import SurveyData

@Suite struct VariableRangeTests {
  let names = ["id", "uwes2", "uwes1", "sex", "uwes3", "item08", "item09", "item10", "age", "two words"]

  func expand(_ texts: String...) -> Result<[String], DataError> {
    Result { () throws(DataError) in try VariableRange.expand(texts, among: names) }
  }

  @Test func countsByNumberWhereverTheVariablesStand() throws {
    #expect(try expand("uwes1..uwes3").get() == ["uwes1", "uwes2", "uwes3"])
    #expect(try expand(" uwes2 .. uwes2 ").get() == ["uwes2"])
  }

  @Test func countsWithLeadingZeros() throws {
    #expect(try expand("item08..item10").get() == ["item08", "item09", "item10"])
  }

  @Test func goesByPositionBetweenOtherNames() throws {
    #expect(try expand("id..sex").get() == ["id", "uwes2", "uwes1", "sex"])
    #expect(try expand("item10..two words").get() == ["item10", "age", "two words"])
  }

  @Test func listsMixNamesAndRanges() throws {
    #expect(try expand("two words", "uwes1..uwes2, sex").get() == ["two words", "uwes1", "uwes2", "sex"])
  }

  @Test(arguments: [
    ("uwes1..uwes4", "unknown-variable", "`uwes4`"), ("uwez1..uwez3", "unknown-variable", "`uwez1`"),
    ("sex..agee", "unknown-variable", "`agee`"), ("age..sex", "bad-range", "`sex` stands before `age`"),
    ("sxe", "unknown-variable", "`sxe`"), ("sex, sex", "repeated-variable", "`sex`"), ("..", "unknown-variable", "`..`"),
    ("uwes3..uwes1", "bad-range", "`uwes1`"), ("uwes1..uwes999999999", "unknown-variable", "uwes999999999"),
  ])
  func whatIsWrongIsNamed(_ text: String, id: String, words: String) {
    guard case .failure(let error) = expand(text) else {
      Issue.record("no error")
      return
    }
    #expect(error.id == id)
    #expect(error.message.contains(words))
  }
}
