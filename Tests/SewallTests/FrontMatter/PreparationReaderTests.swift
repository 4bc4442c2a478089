import ModelSyntax
import SurveyData
import Testing

@testable import sewall

@Suite struct PreparationReaderTests {
  func read(_ yaml: String) -> (steps: Preparation, diagnostics: [Diagnostic], source: SourceText) {
    let read = ReadFrontMatter(yaml)
    let (steps, diagnostics) = read.frontMatter.preparation(in: read.source)
    return (steps, read.diagnostics + diagnostics, read.source)
  }

  @Test func everyStepIsRead() throws {
    let (steps, diagnostics, _) = read(
      """
      where: [x > 0, "team in ('a', 'b')"]
      compute: {xc: center(x), "m": "mean(x, y)"}
      recode:
        sex: {1: 0, 2: 1}
        education: {into: high, 1..3: 0, "4, 5": 1, else: missing}
      dummies: {team: a, education: {reference: 2}}
      products: {xy: [x, y], xz: {of: [x, z], center: yes}}
      missing-codes: {tenure: [-99, -98], all: [-1], uwes1..uwes9: 9}
      """)
    #expect(diagnostics.isEmpty)
    #expect(steps.filters.map(\.condition.text) == ["x > 0", "team in ('a', 'b')"])
    #expect(steps.computations.map(\.name) == ["xc", "m"])
    #expect(
      steps.recodings == [
        try Recoding("sex", rules: [("1", "0"), ("2", "1")]),
        try Recoding("education", rules: [("1..3", "0"), ("4, 5", "1")], otherwise: "missing", into: "high"),
      ])
    #expect(steps.dummies == [DummyCoding("team", reference: "a"), DummyCoding("education", reference: "2")])
    #expect(
      steps.products == [
        try ProductTerm("xy", of: ["x", "y"]), try ProductTerm("xz", of: ["x", "z"], isCentered: true),
      ])
    #expect(
      steps.missingCodes == [
        try MissingCodes("tenure", codes: ["-99", "-98"]), try MissingCodes("uwes1..uwes9", codes: ["9"]),
      ])
  }

  /// What YAML cannot read as it is meant: each is told to take quotes, at its own line.
  @Test(arguments: [
    ("title: a\nwhere: !missing(x)", "front-matter-tag", 3, 8),
    ("title: a\nwhere: 'sex' == 1", "front-matter-syntax", 3, 14),
    ("title: a\ncompute: {m: mean(x, y), n: 2}", "front-matter-comma", 3, 14),
    ("title: a\ncompute: {m: \"if(a, b, c)\", n: if(a == 1, 2, max(3, 4))}", "front-matter-comma", 3, 32),
    ("title: a\nwhere: [y > 1, x in (1, 2)]", "front-matter-comma", 3, 16),
    ("title: a\nwhere:\n  - y > 1\n  - !missing(x)", "front-matter-tag", 5, 5),
    ("title: a\ncompute: {m: x in [1, 2]}", "front-matter-syntax", 3, 19),
    ("title: a\nwhere: `two words` > 1", "front-matter-syntax", 3, 8),
  ])
  func quotesAreAdvised(_ yaml: String, id: String, line: Int, column: Int) throws {
    let read = read(yaml)
    let diagnostic = try #require(read.diagnostics.first)
    #expect(diagnostic.id == id)
    #expect(diagnostic.advice?.contains("put quotes round") == true)
    #expect(read.source.position(of: try #require(diagnostic.range).start) == (line, column))
  }

  @Test func aCutExpressionIsWrittenWholeInTheAdvice() {
    let read = read("compute: {n: if(a == 'b', 2, max(3, 4)), k: 1}")
    #expect(read.diagnostics.map(\.advice) == ["put quotes round it: n: \"if(a == 'b', 2, max(3, 4))\""])
    #expect(read.steps.computations.map(\.name) == ["k"])
  }

  /// The caret stands under the character of the model file, whatever YAML takes away before it.
  @Test(arguments: [
    "where: x = 1", "where: \"x = 1\"", "where: 'x = 1'", "where: ['ok == 1', 'x = 1']", "where:\n  - ok == 1\n  - x = 1",
    "compute: {ä: 1, b: x = 1}", "compute:\n  b: >\n    y +\n      z + x = 1", "compute:\n  b: |\n    y +\n    z + x = 1",
    "compute:\n  b: \"t == \\\"é\\\" or x = 1\"", "compute:\n  b: 't == ''é'' or x = 1'", "compute:\n  b: y\n    + z + x = 1",
  ])
  func caretsStandUnderTheirCharacter(_ yaml: String) throws {
    let read = read(yaml)
    #expect(read.diagnostics.map(\.id) == ["expression-syntax"])
    let range = try #require(read.diagnostics.first?.range)
    #expect(read.source.text(in: range) == "=")
    #expect(read.source.text(in: SourceRange(start: range.start - 2, end: range.end + 2)) == "x = 1")
  }

  @Test(arguments: [
    ("where:", "wrong-value"), ("where: {x: 1}", "wrong-value"), ("where: []", "wrong-value"), ("where: [[x]]", "wrong-value"),
    ("compute: x + 1", "wrong-value"), ("compute: {x: [1]}", "wrong-value"), ("compute: {2x: y}", "bad-name"),
    ("recode: {sex: 1}", "wrong-value"), ("recode: {sex: {}}", "bad-rule"), ("recode: {sex: {1, 2: 3}}", "wrong-value"),
    ("recode: {sex: {3..1: 0}}", "bad-rule"), ("recode: {sex: {1: 0, into: a b}}", "bad-name"),
    ("dummies: [team]", "wrong-value"), ("dummies: {team: {refrence: 1}}", "unknown-key"), ("dummies: {team: }", "wrong-value"),
    ("products: {xy: [x]}", "one-factor"), ("products: {xy: x}", "wrong-value"),
    ("products: {xy: {of: [x, y], centre: yes}}", "unknown-key"), ("products: {xy: {of: [x, y], center: maybe}}", "wrong-value"),
    ("missing-codes: {x: a}", "bad-number"), ("missing-codes: {x: {y: 1}}", "wrong-value"),
    ("compute: {x: maen(a..b)}", "unknown-function"), ("where: center(x) > 0", "where-needs-rows"),
  ])
  func whatIsWrongIsReportedOnce(_ yaml: String, id: String) throws {
    let read = read(yaml)
    #expect(read.diagnostics.first?.id == id)
    #expect(read.diagnostics.allSatisfy { $0.range != nil })
  }

  @Test func unknownSettingsNameTheNearest() {
    #expect(read("dummies: {team: {refrence: 1}}").diagnostics.first?.advice == "did you mean `reference`?")
    #expect(read("products: {xy: {of: [x, y], centre: yes}}").diagnostics.first?.advice == "did you mean `center`?")
  }
}
