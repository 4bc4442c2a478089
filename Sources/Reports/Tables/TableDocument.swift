/// Tables with the words round them, as one document of a format that is typeset.
public struct TableDocument: Sendable, Hashable {
  public var title: String?
  /// Paragraphs before the tables.
  public var opening: [TableText] = []
  public var tables: [Table]
  /// Paragraphs behind the tables.
  public var closing: [TableText] = []

  public init(title: String? = nil, opening: [TableText] = [], tables: [Table], closing: [TableText] = []) {
    self.title = title
    self.opening = opening
    self.tables = tables
    self.closing = closing
  }

  /// Markdown with a heading of the second level.
  public var markdown: String {
    var parts: [String] = []
    if let title { parts.append("## \(MarkdownTable.escaped(title))\n") }
    parts += opening.map { MarkdownTable.words($0) + "\n" }
    parts += tables.map { MarkdownTable.render($0) }
    parts += closing.map { MarkdownTable.words($0) + "\n" }
    return parts.joined(separator: "\n")
  }

  /// LaTeX to be read by `\input`; title and opening are comments, since the article says these itself.
  public var latex: String {
    var parts: [String] = []
    let remarks = ([title].compactMap { $0 } + (opening + closing).map(\.plain)).map { "% \($0.withoutControls)\n" }
    if !remarks.isEmpty { parts.append(remarks.joined()) }
    parts += tables.map { LaTeXTable.render($0) }
    return parts.joined(separator: "\n")
  }

  /// A page of HTML that needs no other file.
  public var html: String {
    let name = HTMLTable.escaped(title ?? tables.first?.title.plain ?? "Tables")
    var html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>\(name)</title>\n"
    html += "<style>\n\(Self.style)</style>\n</head>\n<body>\n"
    if let title { html += "<h1>\(HTMLTable.escaped(title))</h1>\n" }
    html += opening.map { "<p>\(HTMLTable.words($0))</p>\n" }.joined()
    html += tables.map { HTMLTable.render($0) }.joined()
    html += closing.map { "<p>\(HTMLTable.words($0))</p>\n" }.joined()
    return html + "</body>\n</html>\n"
  }

  /// Rules above, below the header and below the table, as the APA has them.
  private static let style = """
    body { font: 12pt/1.4 "Times New Roman", Times, serif; margin: 2em auto; padding: 0 1em; max-width: 75em; color: #000; background: #fff; }
    h1 { font-size: 1.2em; }
    figure.table { margin: 1.5em 0; overflow-x: auto; }
    table { border-collapse: collapse; border-top: 1px solid; border-bottom: 1px solid; font-variant-numeric: lining-nums tabular-nums; }
    caption { text-align: left; padding-bottom: .6em; }
    caption .number { display: block; font-weight: bold; }
    caption .title { font-style: italic; }
    th { font-weight: normal; text-align: left; padding: .15em .7em .15em 0; vertical-align: bottom; }
    tbody th { min-width: 11em; }
    td, thead th + th { text-align: right; padding: .15em .3em; white-space: nowrap; }
    thead th { border-bottom: 1px solid; }
    .mark { display: inline-block; width: 1.6em; text-align: left; }
    figcaption { max-width: 60em; }
    figcaption p { margin: .4em 0; }

    """
}
