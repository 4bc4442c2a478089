/// Words of a table or of the paragraphs round it, some of them in italics: `M`, `SD` and `p` as the APA prints them.
///
///     let note = TableText.of("* ", .italic("p"), " < .05")
public struct TableText: Sendable, Hashable, ExpressibleByStringLiteral {
  public struct Run: Sendable, Hashable {
    public var text: String
    public var isItalic: Bool
  }

  public var runs: [Run]

  public init(_ text: String) { runs = text.isEmpty ? [] : [Run(text: text, isItalic: false)] }

  public init(stringLiteral text: String) { self.init(text) }

  public static func italic(_ text: String) -> TableText {
    var words = TableText("")
    words.runs = [Run(text: text, isItalic: true)]
    return words
  }

  /// Several one after the other.
  public static func of(_ parts: TableText...) -> TableText {
    var words = TableText("")
    words.runs = parts.flatMap(\.runs)
    return words
  }

  public mutating func append(_ other: TableText) { runs += other.runs }

  public mutating func append(_ text: String) { append(TableText(text)) }

  /// Without the italics.
  public var plain: String { runs.map(\.text).joined() }

  /// Each run as a format writes it.
  func rendered(_ plain: (String) -> String, italic: (String) -> String) -> String {
    runs.map { $0.isItalic ? italic($0.text) : plain($0.text) }.joined()
  }
}
