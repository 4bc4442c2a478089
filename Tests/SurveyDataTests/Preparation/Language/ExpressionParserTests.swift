import Testing

@testable import SurveyData

@Suite struct ExpressionParserTests {
  func failure(_ text: String) -> DataError? {
    do {
      _ = try DataExpression(text, at: PreparationPlace(key: "where"))
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    ("", "empty-expression", 0..<0), ("   ", "empty-expression", 0..<0), ("x = 1", "expression-syntax", 2..<3),
    ("x == ", "expression-syntax", 5..<5), ("x == == 1", "expression-syntax", 5..<7), ("(x", "expression-syntax", 2..<2),
    ("x)", "expression-syntax", 1..<2), ("x y", "expression-syntax", 2..<3), ("x <> 1", "expression-syntax", 2..<4),
    ("1 < x < 5", "expression-syntax", 6..<7), ("x == 1 or 2", "no-condition", 10..<11), ("'a' and x", "no-condition", 0..<3),
    ("not 3", "no-condition", 4..<5), ("x in 1", "expression-syntax", 5..<6), ("x in ()", "expression-syntax", 6..<7),
    ("x in (5..1)", "expression-syntax", 6..<7), ("x in (1..)", "expression-syntax", 9..<10),
    ("x in (missing)", "expression-syntax", 6..<13), ("x == 'abc", "expression-syntax", 5..<9),
    ("``", "expression-syntax", 0..<2),
    ("2x + 1", "expression-syntax", 0..<2), ("x %in% y", "expression-syntax", 2..<3), ("~x", "expression-syntax", 0..<1),
    ("1e999 * x", "bad-number", 0..<5), ("maen(x, y)", "unknown-function", 0..<4), ("ln(x)", "unknown-function", 0..<2),
    ("mean(x)", "wrong-arguments", 0..<7), ("1 + if(x, 1)", "wrong-arguments", 4..<12), ("log()", "wrong-arguments", 0..<5),
    ("lag(x, p, 0)", "wrong-arguments", 10..<11), ("lag(x)", "wrong-arguments", 0..<6),
    ("center(x, 1)", "wrong-arguments", 10..<11), ("round(x, 1.5)", "wrong-arguments", 9..<12),
    ("a1..a3 > 1", "expression-syntax", 2..<4), ("log(a1..a3)", "expression-syntax", 6..<8),
    ("x ≤ 3", "expression-syntax", 2..<5), ("x == “a”", "expression-syntax", 5..<8), ("é + ö)", "expression-syntax", 7..<8),
    ("x; y", "expression-syntax", 1..<2), ("or x", "expression-syntax", 0..<2),
  ])
  func errorsPointAtTheirCharacters(_ text: String, id: String, characters: Range<Int>) throws {
    let error = try #require(failure(text))
    #expect(error.id == id)
    #expect(error.step == PreparationPlace(key: "where", characters: characters), "\(error.message)")
  }

  @Test(arguments: [
    ("x = 1", "write `==` to compare"), ("maen(x, y)", "did you mean `mean`?"), ("ln(x)", "here it is called `log`"),
    ("is.na(x)", "here it is called `missing`"), ("ifelse(x, 1, 2)", "here it is called `if`"),
    ("x in 1", "as in `x in (1, 2)` or `x in (1..5)`"), ("x ≤ 3", "write <="), ("power(x, 2)", "write `x^2`"),
  ])
  func adviceSaysWhatToWrite(_ text: String, advice: String) {
    #expect(failure(text)?.advice == advice)
  }

  @Test func longAndDeepExpressionsAreRefused() {
    #expect(failure(String(repeating: "x + ", count: 5_000) + "x")?.id == "expression-too-long")
    #expect(failure(String(repeating: "x+", count: 4_000) + "x")?.id == "expression-too-deep")
    #expect(failure(String(repeating: "(", count: 9_000))?.id == "expression-too-deep")
    #expect(failure(String(repeating: "-", count: 9_000) + "x")?.id == "expression-too-deep")
    #expect(failure(String(repeating: "not ", count: 2_000) + "x")?.id == "expression-too-deep")
    #expect(failure(String(repeating: "2^", count: 4_000) + "x")?.id == "expression-too-deep")
    #expect(failure(String(repeating: "abs(", count: 2_000))?.id == "expression-too-deep")
    #expect(failure((1...150).map { "x\($0)" }.joined(separator: " + ")) == nil)
  }

  /// Random bytes, and random words of the language: an expression or an error, never a trap.
  @Test func anyTextIsReadOrRefused() {
    var state: UInt64 = 1_953
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let words = [
      "x", "1", ".5", "..", "(", ")", "[", "]", ",", "+", "-", "^", "==", "=", "<", "in", "not", "and", "or", "!", "'a'", "\"",
      "`", "`a b`",
      "mean", "if", "lag", "center", "missing", "NA", "é", "1e", "&", "|", "#", "\\", "\n", "\u{0}", "\u{1F600}", "x1..x9",
      "1..2", "t",
    ]
    let table = DataTable(columns: [
      Column("x", [1, 0, .nan]), Column("x1", [1, 2, 3]), Column(name: "t", storage: .text(["a", nil, "b"])),
    ])
    var readCount = 0
    for round in 0..<20_000 {
      let text =
        round % 2 == 0
        ? String(decoding: (0..<random(24)).map { _ in UInt8(random(256)) }, as: UTF8.self)
        : (0..<random(12)).map { _ in words[random(words.count)] }.joined(separator: random(2) == 0 ? " " : "")
      guard let expression = try? DataExpression(text, at: PreparationPlace(key: "compute")) else {
        let characters = failure(text)?.step?.characters ?? -1..<0
        if characters.lowerBound < 0 || characters.upperBound > text.utf8.count { Issue.record("\(text): \(characters)") }
        continue
      }
      readCount += 1
      var evaluation = ExpressionEvaluation(expression, over: TableInPreparation(table))
      _ = try? evaluation.storage()
    }
    #expect(readCount > 500)
  }

  @Test func variablesAreNamedOnceWithRangesWrittenOut() throws {
    let expression = try DataExpression("mean(u1..u3) + x * x + center(u2, team)", at: PreparationPlace(key: "compute"))
    #expect(try expression.variables(among: ["u1", "u2", "u3", "x"]) == ["u1", "u2", "u3", "x", "team"])
    #expect(!expression.isRowwise)
    #expect(try DataExpression("mean(u1..u3) + x", at: PreparationPlace(key: "compute")).isRowwise)
  }
}
