/// A model file, split into its optional front matter and its body.
///
/// Front matter stands between a first line `---` and the next line `---` (or `...`), as in Quarto and R Markdown; blank lines may come
/// before it, and either mark may carry a `#` comment. What is between them is kept as text and not understood here.
public struct ModelDocument: Sendable {
  /// The text between the two marks.
  public struct FrontMatter: Sendable, Hashable {
    public let text: String
    public let range: SourceRange
    /// The line of the file on which `text` begins, counted from 1.
    public let firstLine: Int
  }

  public let source: SourceText
  public let frontMatter: FrontMatter?
  /// Where the model's statements stand in the file.
  public let bodyRange: SourceRange
  /// Where front matter begins that no closing mark ends; the body is then empty.
  public let unclosedFrontMatter: SourceRange?

  public init(_ source: SourceText) {
    self.source = source
    let opening = (1...source.lineCount).first { !source.line($0).allSatisfy(\.isWhitespace) } ?? 1
    guard Self.isMark("---", source.line(opening)) else {
      frontMatter = nil
      bodyRange = SourceRange(start: source.lineRange(1).start, end: source.length)
      unclosedFrontMatter = nil
      return
    }
    var closing = opening + 1
    while closing <= source.lineCount, !Self.closes(source, line: closing) { closing += 1 }
    guard closing <= source.lineCount else {
      frontMatter = nil
      bodyRange = SourceRange(start: source.length, end: source.length)
      unclosedFrontMatter = source.lineRange(opening)
      return
    }
    let range = SourceRange(start: source.lineRange(opening + 1).start, end: source.lineRange(closing).start)
    frontMatter = FrontMatter(text: source.text(in: range), range: range, firstLine: opening + 1)
    // The line after the last one is empty and stands at the end.
    bodyRange = SourceRange(start: source.lineRange(closing + 1).start, end: source.length)
    unclosedFrontMatter = nil
  }

  private static func closes(_ source: SourceText, line: Int) -> Bool {
    let text = source.line(line)
    return isMark("---", text) || isMark("...", text)
  }

  private static func isMark(_ mark: String, _ line: String) -> Bool {
    guard line.hasPrefix(mark) else { return false }
    let rest = line.utf8.dropFirst(3)
    guard let first = rest.first else { return true }
    guard first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") else { return false }
    let content = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return content.isEmpty || content.first == UInt8(ascii: "#")
  }
}
