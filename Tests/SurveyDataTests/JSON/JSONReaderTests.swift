import Testing

@testable import SurveyData

@Suite struct JSONReaderTests {
  @Test func readsAllKinds() throws {
    let text = #" { "a" : [1, -2.5e3, 0.1, true, false, null], "b": {"c": "x\n\u00e9\ud83d\ude00\"é"} , "d": [], "e": {} } "#
    let content = try JSONReader.read(Array(text.utf8))
    #expect(content["a"] == .array([.number(1), .number(-2500), .number(0.1), .bool(true), .bool(false), .null]))
    #expect(content["b"]?["c"]?.string == "x\né😀\"é")
    #expect(content["d"] == .array([]))
    #expect(content["e"] == .object([]))
    #expect(content["f"] == nil)
  }

  @Test(arguments: [
    "", "{", "[1,", "[1 2]", "[1,]", "{\"a\" 1}", "{a: 1}", "{\"a\": 1, \"a\": 2}", "[NaN]", "[+1]", "[.5]", "[01x]", "\"abc",
    "\"\\x\"",
    "\"\\ud83d\"", "\"\\u12\"", "tru", "1 1", "\"a\u{1}\"", "[1}", "-",
  ])
  func refusesWhatIsNone(text: String) {
    let error = #expect(throws: DataError.self) { try JSONReader.read(Array(text.utf8)) }
    #expect(error?.id == "not-json")
  }

  @Test func namesTheLineAndBoundsNesting() {
    let error = #expect(throws: DataError.self) { try JSONReader.read(Array("[\n1,\n2;\n3]".utf8)) }
    #expect(error?.line == 3)
    #expect(throws: DataError.self) { try JSONReader.read([UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)) }
  }
}
