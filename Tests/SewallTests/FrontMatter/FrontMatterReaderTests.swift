import ModelSyntax
import Testing

@testable import sewall

@Suite struct FrontMatterReaderTests {
  /// YAML 1.1 would make these false, 0.3, a date, nothing, octal 8, infinity and a sexagesimal number.
  @Test(arguments: ["no", ".30", "2021-01-02", "~", "010", ".inf", "1:30", "null", "Yes", "0x1F", "1e3"])
  func scalarsAreSourceText(_ text: String) {
    let read = ReadFrontMatter("title: \(text)")
    #expect(read.diagnostics.isEmpty)
    #expect(read.frontMatter["title"]?.scalar == text)
  }

  @Test func variablesCalledAsYAMLWordsKeepTheirLabels() {
    let read = ReadFrontMatter("labels: {no: Norm, y: Yield, on: Only}")
    #expect(read.frontMatter.labels == ["no": "Norm", "y": "Yield", "on": "Only"])
  }

  @Test func quotesAreNotPartOfTheValue() {
    let read = ReadFrontMatter("title: \"a: b # c\"\ndata: 'it''s.csv'")
    #expect(read.frontMatter.title == "a: b # c")
    #expect(read.frontMatter["data"]?.scalar == "it's.csv")
  }

  @Test func listsOnOneLineAndOnSeveral() {
    let read = ReadFrontMatter("group-equal: [loadings, intercepts]\nordered:\n  - u1\n  - no")
    #expect(read.frontMatter["group-equal"]?.scalars == ["loadings", "intercepts"])
    #expect(read.frontMatter["ordered"]?.scalars == ["u1", "no"])
  }

  @Test func valuesKnowTheirPlace() throws {
    let read = ReadFrontMatter("title: Tränen\ndata:   d.csv")
    let range = try #require(read.frontMatter["data"]?.range)
    #expect(read.source.text(in: range) == "d.csv")
    #expect(read.source.position(of: range.start) == (3, 9))
    let title = try #require(read.frontMatter["title"]?.range)
    #expect(read.source.text(in: title) == "Tränen")
  }

  @Test func placesCountCharactersBeforeThem() throws {
    let read = ReadFrontMatter("labels: {ä: Ä, y: Yield}")
    guard case .map(let entries, _)? = read.frontMatter["labels"] else { throw TestFailure() }
    #expect(read.source.text(in: entries[1].value.range) == "Yield")
  }

  @Test func noFrontMatterIsEmpty() {
    let document = ModelDocument(SourceText(name: "m", text: "x -> y"))
    #expect(FrontMatterReader.read(document).frontMatter.entries.isEmpty)
    #expect(ReadFrontMatter("").frontMatter.entries.isEmpty)
    #expect(ReadFrontMatter("# a comment").diagnostics.isEmpty)
  }

  @Test(arguments: [
    ("where: !missing(x)", "front-matter-tag", 2, 8),
    ("where: 'sex' == 1", "front-matter-syntax", 2, 14),
    ("title: a: b", "front-matter-syntax", 2, 9),
    ("data: [a", "front-matter-syntax", 3, 1),
    ("title: x\ntitle: y", "front-matter-duplicate", 2, 1),
    ("just words", "front-matter-not-a-map", 2, 1),
    ("- a\n- b", "front-matter-not-a-map", 2, 1),
    ("a: &x 1\nb: *x", "front-matter-anchor", 2, 4),
    ("data: \ttab\n\tx: 1", "front-matter-syntax", 3, 1),
  ])
  func whatYAMLCannotReadIsReportedAtItsPlace(_ yaml: String, id: String, line: Int, column: Int) throws {
    let read = ReadFrontMatter(yaml)
    let diagnostic = try #require(read.diagnostics.first)
    #expect(diagnostic.id == id)
    let place = try #require(diagnostic.range).start
    #expect(read.source.position(of: place) == (line, column))
  }

  @Test func expressionsAreAdvisedToTakeQuotes() throws {
    for yaml in ["where: !missing(x)", "where: 'sex' == 1"] {
      let advice = try #require(ReadFrontMatter(yaml).diagnostics.first?.advice)
      #expect(advice.contains("put quotes round"))
    }
  }

  @Test func deepAndLongFrontMatterIsRefusedQuickly() {
    #expect(
      ReadFrontMatter("a: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)).diagnostics.first?.id
        == "front-matter-too-deep")
    #expect(ReadFrontMatter("a: " + String(repeating: "[", count: 4_000)).diagnostics.first?.id == "front-matter-syntax")
    #expect(ReadFrontMatter("a: " + String(repeating: "\n [", count: 60_000)).diagnostics.first?.id == "front-matter-syntax")
    #expect(ReadFrontMatter("a: " + String(repeating: "x", count: 6_000)).diagnostics.first?.id == "line-too-long")
    #expect(ReadFrontMatter("a: " + String(repeating: "x\n  ", count: 100_000)).diagnostics.first?.id == "front-matter-too-long")
    #expect(
      ReadFrontMatter("a: [" + String(repeating: "x,\n  ", count: 30_000) + "]").diagnostics.first?.id == "front-matter-too-long")
  }

  /// Anchors within anchors, as keys: comparing them would take longer than the universe has.
  @Test func aliasBombsAreRefused() {
    var yaml = "a0: &a0 [x, x]\n"
    for level in 1...60 { yaml += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    yaml += "? *a60\n: 1\n? *a59\n: 2"
    #expect(ReadFrontMatter(yaml).diagnostics.map(\.id) == ["front-matter-anchor"])
  }

  @Test func ampersandsInWordsAreText() {
    #expect(ReadFrontMatter("title: R&D, Blau & Duncan").frontMatter.title == "R&D, Blau & Duncan")
  }
}

struct TestFailure: Error {}
