import Reports
import Testing

@Suite struct JSONValueTests {
  /// The right-hand sides are what Python's `json.dumps(text, ensure_ascii=False)` prints.
  @Test(arguments: [
    ("plain", #""plain""#), ("say \"no\"", #""say \"no\"""#), ("a\\b", #""a\\b""#),
    ("line\nbreak\ttab\r", #""line\nbreak\ttab\r""#),
    ("\u{1}\u{1f}", #""\u0001\u001f""#), ("β → 工作", "\"β → 工作\""), ("", "\"\""),
  ])
  func stringsAreEscaped(text: String, expected: String) {
    #expect(JSONValue.string(text).rendered() == expected + "\n")
  }

  @Test func everyCharacterSurvives() throws {
    let text = String(String.UnicodeScalarView((0..<0x300).compactMap { Unicode.Scalar($0) })) + "👩‍🔬\u{2028}"
    #expect(try JSONTree.read(JSONValue.string(text).rendered()) == .string(text))
  }

  @Test func whatIsNotFiniteIsNull() {
    for value in [Double.nan, .infinity, -.infinity] { #expect(JSONValue.number(value).rendered() == "null\n") }
    #expect(JSONValue.number(Double?.none).rendered() == "null\n")
    #expect(JSONValue.string(String?.none).rendered() == "null\n")
  }

  /// As Python's `"%.17g"` prints them.
  @Test func numbersCarrySeventeenDigits() {
    #expect(JSONValue.number(0.1).rendered() == "0.10000000000000001\n")
    #expect(JSONValue.number(6).rendered() == "6\n")
    #expect(JSONValue.number(1e-300).rendered() == "1e-300\n")
    #expect(JSONValue.unsigned(.max).rendered() == "18446744073709551615\n")
  }

  @Test func rowsOfATableAreLines() {
    let document = JSONValue.object([
      ("schema", .string("s")),
      ("rows", .array([.object([("a", .integer(1))]), .object([("b", .array([.integer(1), .bool(true)]))])])),
      ("none", .array([])), ("empty", .object([])), ("names", .array([.string("x"), .string("y")])),
    ])
    #expect(
      document.rendered() == """
        {
          "schema": "s",
          "rows": [
            {"a": 1},
            {"b": [1, true]}
          ],
          "none": [],
          "empty": {},
          "names": ["x", "y"]
        }

        """)
  }
}
