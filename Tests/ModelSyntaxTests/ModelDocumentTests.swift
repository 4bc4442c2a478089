import Testing

@testable import ModelSyntax

@Suite struct ModelDocumentTests {
  private func document(_ text: String) -> (document: ModelDocument, body: String) {
    let document = ModelDocument(SourceText(name: "m", text: text))
    return (document, document.source.text(in: document.bodyRange))
  }

  @Test(arguments: [
    ("---\na: 1\nb: 2\n---\ny ~ x\n", "a: 1\nb: 2\n", 2, "y ~ x\n"),
    ("---   # as in Quarto\r\na: 1\r\n---  \r\ny ~ x", "a: 1\r\n", 2, "y ~ x"),
    ("\u{FEFF}---\na: ---\n...\ny ~ x", "a: ---\n", 2, "y ~ x"),
    ("\n \n---\na: 1\n---\ny ~ x", "a: 1\n", 4, "y ~ x"),
    ("---\n---\n", "", 2, ""),
    ("---\na: |\n  ---\n---", "a: |\n  ---\n", 2, ""),
  ])
  func splitsFrontMatterFromTheBody(text: String, frontMatter: String, firstLine: Int, body: String) throws {
    let (document, read) = document(text)
    let found = try #require(document.frontMatter)
    #expect(found.text == frontMatter)
    #expect(found.firstLine == firstLine)
    #expect(document.source.text(in: found.range) == frontMatter)
    #expect(read == body)
    #expect(document.unclosedFrontMatter == nil)
  }

  @Test(arguments: ["", "y ~ x", "----\na: 1\n---\n", "y ~ x\n---\na: 1\n---\n", " ---\na\n---\n"])
  func takesEverythingElseForTheBody(text: String) {
    let (document, body) = document(text)
    #expect(document.frontMatter == nil && document.unclosedFrontMatter == nil)
    #expect(body == text)
  }

  @Test func reportsFrontMatterWithoutAnEnd() {
    #expect(ReadModel("---\na: 1\ny ~ x\n").errors == ["unclosed-front-matter"])
    #expect(ReadModel("---").errors == ["unclosed-front-matter"])
  }
}
