import ModelSyntax
import SurveyData

/// Reads the front matter's steps of preparation, and collects what is wrong with them.
struct PreparationReader {
  let frontMatter: FrontMatter
  let source: SourceText
  var steps = Preparation()
  var diagnostics: [Diagnostic] = []

  init(frontMatter: FrontMatter, source: SourceText) {
    self.frontMatter = frontMatter
    self.source = source
  }

  mutating func read() {
    let (scales, wrong) = frontMatter.scales
    steps.scales = scales
    diagnostics += wrong
    let (screening, wrongScreening) = frontMatter.screening
    steps.screening = screening
    diagnostics += wrongScreening
    let (teams, wrongTeams) = frontMatter.teams
    steps.teams = teams
    diagnostics += wrongTeams
    for entry in frontMatter.entries {
      switch entry.key {
      case "missing-codes": readMissingCodes(entry)
      case "where": readFilters(entry)
      case "compute": readComputations(entry)
      case "recode": readRecodings(entry)
      case "dummies": readDummies(entry)
      case "products": readProducts(entry)
      default: continue
      }
    }
  }

  // MARK: Diagnostics

  mutating func report(_ id: String, _ message: String, at range: SourceRange, advice: String? = nil) {
    diagnostics.append(Diagnostic(.error, id, message, at: range, advice: advice))
  }

  mutating func report(_ error: DataError) {
    let range = error.step.flatMap { frontMatter.range(of: $0, in: source) }
    diagnostics.append(Diagnostic(.error, error.id, error.message, at: range, advice: error.advice))
  }

  /// An empty value is reported where it stands, so that a YAML tag that was reported there is not reported twice.
  mutating func reportWrongKind(_ entry: FrontMatter.Entry, takes kind: String, example: String) {
    var range = entry.keyRange
    if case .empty(let place) = entry.value { range = place }
    report("wrong-value", "`\(entry.key)` takes \(kind)", at: range, advice: "as in `\(example)`")
  }

  // MARK: Expressions

  private mutating func readFilters(_ entry: FrontMatter.Entry) {
    switch entry.value {
    case .text(let text, _): addFilter(text, entry: nil)
    case .list(let items, _) where !items.isEmpty:
      if reportsSplit(items, in: "[ ]") { return }
      for (index, item) in items.enumerated() {
        guard let text = item.scalar else {
          report("wrong-value", "this is no condition", at: item.range, advice: "as in `where: [age >= 18, married == 1]`")
          continue
        }
        addFilter(text, entry: String(index + 1))
      }
    default: reportWrongKind(entry, takes: "a condition, or a list of them", example: "where: married == 1 or children == 1")
    }
  }

  private mutating func addFilter(_ text: String, entry: String?) {
    do throws(DataError) { steps.filters.append(try RowFilter(text, entry: entry)) } catch { report(error) }
  }

  private mutating func readComputations(_ entry: FrontMatter.Entry) {
    guard let computations = map(entry, takes: "new variables", example: "compute: {tenure_c: center(tenure)}") else { return }
    for computation in computations {
      guard let text = computation.value.scalar else {
        reportWrongKind(computation, takes: "an expression", example: "\(computation.key): center(tenure)")
        continue
      }
      do throws(DataError) { steps.computations.append(try Computation(computation.key, text)) } catch { report(error) }
    }
  }

  // MARK: Maps

  /// The entries of a map, those that a comma has cut reported and left out; `nil` when it is none.
  mutating func map(_ entry: FrontMatter.Entry, takes kind: String, example: String) -> [FrontMatter.Entry]? {
    guard case .map(let entries, _) = entry.value else {
      reportWrongKind(entry, takes: kind, example: example)
      return nil
    }
    var whole: [FrontMatter.Entry] = []
    var index = 0
    while index < entries.count {
      let part = entries[index]
      index += 1
      guard let text = part.value.scalar, Self.openCount(text) > 0 else {
        whole.append(part)
        continue
      }
      // `{m: mean(a, b)}` is read as `m: mean(a` and a key `b)` without a value.
      var pieces = [text]
      while index < entries.count, case .empty = entries[index].value, Self.openCount(pieces.joined(separator: ", ")) > 0 {
        pieces.append(entries[index].key)
        index += 1
      }
      if pieces.count == 1 { whole.append(part) } else { reportSplit(pieces, at: part.value.range, in: "{ }", key: part.key) }
    }
    return whole
  }

  private mutating func reportsSplit(_ items: [FrontMatter.Value], in brackets: String) -> Bool {
    let texts = items.compactMap(\.scalar)
    guard let first = items.first(where: { $0.scalar.map { Self.openCount($0) > 0 } ?? false }),
      Self.openCount(texts.joined(separator: ", ")) == 0
    else { return false }
    let start = texts.firstIndex { Self.openCount($0) > 0 } ?? 0
    var end = start
    while end < texts.count - 1, Self.openCount(texts[start...end].joined(separator: ", ")) > 0 { end += 1 }
    reportSplit(Array(texts[start...end]), at: first.range, in: brackets, key: nil)
    return true
  }

  private mutating func reportSplit(_ pieces: [String], at range: SourceRange, in brackets: String, key: String?) {
    let text = pieces.joined(separator: ", ")
    let quote = text.contains("\"") ? "'" : "\""
    report(
      "front-matter-comma", "a comma ends a value inside \(brackets)", at: range,
      advice: "put quotes round it: \(key.map { "\($0): " } ?? "")\(quote)\(text)\(quote)")
  }

  /// Parentheses opened and not closed.
  private static func openCount(_ text: String) -> Int {
    text.utf8.reduce(0) { count, byte in
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): count + 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): count - 1
      default: count
      }
    }
  }
}
