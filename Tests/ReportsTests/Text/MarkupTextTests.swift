import Testing

@testable import Reports

@Suite struct MarkupTextTests {
  @Test(arguments: [
    ("R&D <new> \"plan\" it's", "R&amp;D &lt;new&gt; &quot;plan&quot; it&#39;s"), ("Bevlogenheid é 工作", "Bevlogenheid é 工作"),
    ("a\u{1b}[2Jb\u{0}c\nd", "a [2Jb c d"), ("&\u{301}<\u{301}", "&amp;\u{301}&lt;\u{301}"), ("", ""),
  ])
  func isEscaped(_ text: String, markup: String) { #expect(text.escapedForMarkup == markup) }
}
