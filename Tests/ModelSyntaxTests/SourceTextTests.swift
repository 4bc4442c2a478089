import Testing

@testable import ModelSyntax

@Suite struct SourceTextTests {
  @Test func findsPositionsWithEveryLineEnd() {
    let source = SourceText(name: "m", text: "ab\ncd\r\nef\rg\n")
    let expected = [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (3, 2), (3, 3), (4, 1), (4, 2), (5, 1)]
    for (offset, place) in expected.enumerated() where offset != 6 {
      #expect(source.position(of: offset) == place, "offset \(offset)")
    }
    #expect((1...6).map(source.line) == ["ab", "cd", "ef", "g", "", ""])
    #expect(source.lineCount == 5)
  }

  @Test func countsColumnsInCharacters() {
    // e with a combining acute accent, a flag and a family: one character each.
    let source = SourceText(name: "m", text: "e\u{301}🇨🇭👨‍👩‍👧x")
    #expect(source.position(of: source.length - 1) == (1, 4))
  }

  @Test func leavesOutAByteOrderMark() {
    let source = SourceText(name: "m", text: "\u{FEFF}ab\nc")
    #expect(source.position(of: 3) == (1, 1))
    #expect(source.position(of: 4) == (1, 2))
    #expect(source.line(1) == "ab")
  }

  @Test func takesOffsetsOutsideAsTheEnds() {
    let source = SourceText(name: "m", text: "ab")
    #expect(source.position(of: -5) == (1, 1))
    #expect(source.position(of: 99) == (1, 3))
    #expect(source.text(in: SourceRange(start: -1, end: 99)) == "ab")
    #expect(source.text(in: SourceRange(start: 5, end: 1)) == "")
    #expect(source.line(0) == "" && source.line(2) == "")
  }
}
