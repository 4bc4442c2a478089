import Testing

@testable import Reports

@Suite struct WrappedTextTests {
  @Test func wordsMoveToTheNextLineWhole() {
    #expect(WrappedText.lines("one two three", width: 7) == ["one two", "three"])
    #expect(WrappedText.lines("one two three", width: 9, first: "- ", rest: "  ") == ["- one two", "  three"])
  }

  @Test func aWordWiderThanTheLineIsCut() {
    #expect(WrappedText.lines("abcdefgh", width: 5, rest: "  ") == ["abcde", "  fgh"])
  }

  @Test func anUnbrokenPhraseStaysInALine() {
    #expect(WrappedText.lines("a \(WrappedText.unbroken("b = 1"))", width: 5) == ["a", "b\u{a0}=\u{a0}1"])
  }

  @Test func wideCharactersTakeTwoColumns() {
    #expect("工作 x".displayWidth == 6)
    #expect("e\u{301}".displayWidth == 1)
    #expect(WrappedText.lines("工作绩效", width: 4) == ["工作", "绩效"])
  }

  @Test func emptyTextIsOneEmptyLine() {
    #expect(WrappedText.lines("", width: 10, first: "a ") == ["a "])
  }

  @Test func controlCharactersDoNotReachTheTerminal() {
    #expect("a\u{1b}[2Jb\u{9b}c\nd".withoutControls == "a [2Jb c d")
  }
}
