import ModelSyntax
import SurveyData

extension FrontMatter {
  /// The steps between file and sample, and what is wrong with how they are written.
  func preparation(in source: SourceText) -> (steps: Preparation, diagnostics: [Diagnostic]) {
    var reader = PreparationReader(frontMatter: self, source: source)
    reader.read()
    return (reader.steps, reader.diagnostics)
  }

  /// Keys of preparation that it has.
  var preparationKeys: [String] { entries.map(\.key).filter(FrontMatterKeys.preparation.contains) }

  /// Where a step of the preparation stands: its expression's characters, its entry, or its key.
  func range(of place: PreparationPlace, in source: SourceText) -> SourceRange? {
    guard let entry = entries.first(where: { $0.key == place.key }) else { return nil }
    var range = entry.keyRange
    var value = entry.value
    switch (entry.value, place.entry) {
    case (.map(let parts, _), let name?):
      guard let part = parts.first(where: { $0.key == name }) else { return range }
      range = part.keyRange
      value = part.value
    case (.list(let items, _), let number?):
      guard let index = Int(number).map({ $0 - 1 }), items.indices.contains(index) else { return range }
      range = items[index].range
      value = items[index]
    case (.text(_, let whole), nil): range = whole
    default: break
    }
    guard let characters = place.characters, case .text(let text, let whole) = value else { return range }
    let offsets = ScalarAlignment(text: text, source: source, start: whole.start)
    let start = offsets.sourceOffset(of: characters.lowerBound)
    return SourceRange(start: start, end: max(start, offsets.sourceOffset(of: characters.upperBound)))
  }
}

/// Which byte of the model file each byte of a scalar is: YAML takes quotes, escapes and line breaks away.
struct ScalarAlignment {
  /// The source offset of every byte of the text, and of its end.
  private var offsets: [Int] = []

  init(text: String, source: SourceText, start: Int) {
    let bytes = Array(text.utf8)
    let written = Array(source.text(in: SourceRange(start: start, end: min(source.length, start + 4 * bytes.count + 4_000))).utf8)
    var position = Self.contentStart(written)
    let isSingleQuoted = written.first == UInt8(ascii: "'")
    var index = 0
    while index < bytes.count, position < written.count {
      let (wanted, found) = (bytes[index], written[position])
      if wanted == found {
        offsets.append(start + position)
        index += 1
        position += isSingleQuoted && found == UInt8(ascii: "'") ? 2 : 1
      } else if found <= 0x20 || found == UInt8(ascii: "\\") {
        position += 1
      } else if wanted <= 0x20 {
        offsets.append(start + position)
        index += 1
      } else {
        break
      }
    }
    offsets.append(start + min(position, written.count))
  }

  func sourceOffset(of offset: Int) -> Int { offsets[min(max(offset, 0), offsets.count - 1)] }

  /// Behind an opening quote, or behind the line of `|` or `>`.
  private static func contentStart(_ written: [UInt8]) -> Int {
    switch written.first {
    case UInt8(ascii: "'")?, UInt8(ascii: "\"")?: 1
    case UInt8(ascii: "|")?, UInt8(ascii: ">")?: (written.firstIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
    default: 0
    }
  }
}
