import ModelSyntax
import Yams

/// Reads front matter with Yams, and says in the model file's lines and columns what is wrong with it.
struct FrontMatterReader {
  private static let largestSize = 200_000
  private static let largestCount = 20_000
  private static let longestLine = 5_000
  private static let deepestNesting = 20

  private let source: SourceText
  private let block: ModelDocument.FrontMatter
  private var diagnostics: [Diagnostic] = []
  private var count = 0

  /// The front matter of a document (empty where it has none), and everything that is wrong with its form.
  static func read(_ document: ModelDocument) -> (frontMatter: FrontMatter, diagnostics: [Diagnostic]) {
    guard let block = document.frontMatter else { return (FrontMatter(), []) }
    var reader = FrontMatterReader(source: document.source, block: block)
    let frontMatter = reader.read()
    return (frontMatter, reader.diagnostics)
  }

  private init(source: SourceText, block: ModelDocument.FrontMatter) {
    self.source = source
    self.block = block
  }

  private mutating func read() -> FrontMatter {
    if block.text.utf8.count > Self.largestSize {
      report("front-matter-too-long", "the front matter is longer than \(Self.largestSize) bytes", at: block.range)
      return FrontMatter()
    }
    if let line = firstLongLine {
      report("line-too-long", "the line is longer than \(Self.longestLine) bytes", at: line, advice: "go on on the next line")
      return FrontMatter()
    }
    if let anchor = firstAnchor {
      report(
        "front-matter-anchor", "anchors (`&name`) and aliases are not read in front matter", at: anchor,
        advice: "write the value out; in a text, put a space after `&`")
      return FrontMatter()
    }
    do {
      // Without rules of resolution every plain scalar stays a string.
      guard let root = try Yams.compose(yaml: block.text, .basic) else { return FrontMatter() }
      return FrontMatter(entries: rootEntries(root))
    } catch let error as YamlError {
      report(error)
    } catch {
      report("front-matter-syntax", "the front matter cannot be read", at: block.range)
    }
    return FrontMatter()
  }

  private mutating func rootEntries(_ root: Node) -> [FrontMatter.Entry] {
    switch convert(root, depth: 0) {
    case .map(let entries, _): return entries
    case .empty: return []
    case .text(_, let range), .list(_, let range):
      report(
        "front-matter-not-a-map", "the front matter is not a list of keys with values", at: range,
        advice: "a line reads `key: value`, as in `data: survey.csv`")
      return []
    }
  }

  private mutating func convert(_ node: Node, depth: Int) -> FrontMatter.Value {
    count += 1
    let range = range(of: node)
    guard count <= Self.largestCount else {
      if count == Self.largestCount + 1 {
        report("front-matter-too-long", "the front matter has more than \(Self.largestCount) values", at: range)
      }
      return .empty(range)
    }
    guard depth <= Self.deepestNesting else {
      report("front-matter-too-deep", "values within values, more than \(Self.deepestNesting) deep", at: range)
      return .empty(range)
    }
    switch node {
    case .scalar(let scalar): return convert(scalar, range)
    case .sequence(let sequence):
      return .list(sequence.map { convert($0, depth: depth + 1) }, range)
    case .mapping(let mapping):
      var entries: [FrontMatter.Entry] = []
      for (key, value) in mapping {
        let keyRange = self.range(of: key)
        guard let name = key.scalar?.string else {
          report("front-matter-key", "a key must be a word", at: keyRange)
          continue
        }
        entries.append(FrontMatter.Entry(key: name, keyRange: keyRange, value: convert(value, depth: depth + 1)))
      }
      return .map(entries, range)
    case .alias: return .empty(range)
    }
  }

  private mutating func convert(_ scalar: Node.Scalar, _ range: SourceRange) -> FrontMatter.Value {
    let tag = scalar.tag.description
    if tag.hasPrefix("!") && tag != "!" {
      // `where: !missing(x)` is a YAML tag with an empty value.
      report(
        "front-matter-tag", "`\(tag)` is read as a YAML tag, not as text", at: range,
        advice: "put quotes round it: \"\(tag)\(scalar.string.isEmpty ? "" : " " + scalar.string)\"")
      return .empty(range)
    }
    if scalar.string.isEmpty, scalar.style == .plain { return .empty(range) }
    return .text(scalar.string, range)
  }

  // MARK: Places

  private func range(of node: Node) -> SourceRange {
    guard let mark = node.mark else { return block.range }
    let start = offset(line: mark.line, column: mark.column)
    guard case .scalar(let scalar) = node else { return SourceRange(start: start, end: start + 1) }
    let quotes = scalar.style == .singleQuoted || scalar.style == .doubleQuoted ? 2 : 0
    let lineEnd = source.lineRange(mark.line + block.firstLine - 1).end
    return SourceRange(start: start, end: max(start, min(start + scalar.string.utf8.count + quotes, lineEnd)))
  }

  /// The offset in the file of a place in the front matter; columns count Unicode scalars.
  private func offset(line: Int, column: Int) -> Int {
    let fileLine = min(max(line, 1) + block.firstLine - 1, source.lineCount)
    let scalars = source.line(fileLine).unicodeScalars.prefix(max(column - 1, 0))
    return source.lineRange(fileLine).start + scalars.reduce(0) { $0 + UTF8.width($1) }
  }

  private var firstLongLine: SourceRange? {
    var line = block.firstLine
    while line <= source.lineCount {
      let range = source.lineRange(line)
      if range.start >= block.range.end { return nil }
      if range.end - range.start > Self.longestLine { return SourceRange(start: range.start, end: range.start + 1) }
      line += 1
    }
    return nil
  }

  /// Where an anchor begins: `&` and a name, after white space or an indicator; aliases need one.
  ///
  /// Refused before Yams sees them, since aliases of aliases in keys make it compare a billion values. Quotes and comments are not
  /// told apart from the rest: to do so would be to read YAML twice.
  private var firstAnchor: SourceRange? {
    let bytes = Array(block.text.utf8)
    for index in bytes.indices where bytes[index] == UInt8(ascii: "&") {
      let before = index == 0 ? UInt8(ascii: " ") : bytes[index - 1]
      let after = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: " ")
      let begins = before <= UInt8(ascii: " ") || [UInt8]("[]{},:-?".utf8).contains(before)
      let isNamed = after > UInt8(ascii: " ") && after != UInt8(ascii: "&")
      if begins && isNamed { return SourceRange(start: block.range.start + index, end: block.range.start + index + 1) }
    }
    return nil
  }

  // MARK: Reports

  private mutating func report(_ id: String, _ message: String, at range: SourceRange, advice: String? = nil) {
    diagnostics.append(Diagnostic(.error, id, message, at: range, advice: advice))
  }

  private mutating func report(_ error: YamlError) {
    let quotes = "put quotes round a value that holds an expression or one of : # ' \" ! & * { } [ ] , as in where: \"sex == 1\""
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
      let start = offset(line: mark.line, column: mark.column)
      report(
        "front-matter-syntax", "the front matter is no YAML here: \(problem)", at: SourceRange(start: start, end: start + 1),
        advice: quotes)
    case .reader(let problem, _, _, _):
      report("front-matter-syntax", "the front matter is no YAML: \(problem)", at: block.range)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let start = offset(line: context.mark.line, column: context.mark.column)
      report(
        "front-matter-duplicate", "\(duplicates.map { "`\($0)`" }.joined(separator: ", ")) stands twice",
        at: SourceRange(start: start, end: start + (duplicates.first?.utf8.count ?? 1)), advice: "leave one of them out")
    default:
      report("front-matter-syntax", "the front matter cannot be read", at: block.range, advice: quotes)
    }
  }
}
