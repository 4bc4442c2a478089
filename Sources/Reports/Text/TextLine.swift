/// A line of a report and how it stands out on a terminal with colour.
struct TextLine {
  enum Style {
    case plain, heading, error, warning

    /// The terminal's sequence that begins the style (ECMA-48, Select Graphic Rendition).
    var sequence: String? {
      switch self {
      case .plain: nil
      case .heading: "\u{1b}[1m"
      case .error: "\u{1b}[1;31m"
      case .warning: "\u{1b}[33m"
      }
    }
  }

  var text: String
  var style: Style

  init(_ text: String, _ style: Style = .plain) {
    self.text = text
    self.style = style
  }

  static let blank = TextLine("")

  static func joined(_ lines: [TextLine], colour: Bool) -> String {
    var text = ""
    for line in lines {
      var content = line.text.withoutControls
      while content.hasSuffix(" ") { content.removeLast() }
      if colour, let sequence = line.style.sequence, !content.isEmpty {
        text += sequence + content + "\u{1b}[0m"
      } else {
        text += content
      }
      text += "\n"
    }
    return text
  }
}
