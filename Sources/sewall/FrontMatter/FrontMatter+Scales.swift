import ModelSyntax
import SurveyData

extension FrontMatter {
  private static let scaleExample = "as in `scales: {engagement: {items: uwes1..uwes9, label: Engagement}}`"

  /// The scales of `scales`, in the order written, and what is wrong with how they are written.
  var scales: (scales: [Scale], diagnostics: [Diagnostic]) {
    guard let entry = entries.first(where: { $0.key == "scales" }) else { return ([], []) }
    guard case .map(let parts, _) = entry.value else {
      return (
        [],
        [
          Diagnostic(
            .error, "wrong-value", "`scales` takes the items of each scale", at: entry.keyRange, advice: Self.scaleExample)
        ]
      )
    }
    var scales: [Scale] = []
    var diagnostics: [Diagnostic] = []
    for part in parts {
      var reader = ScaleReader(part)
      if let scale = reader.read() { scales.append(scale) }
      diagnostics += reader.diagnostics
    }
    return (scales, diagnostics)
  }
}

/// Reads one entry of `scales`: its items alone, or a map of what is to be known of it.
private struct ScaleReader {
  private static let keys = ["items", "label", "reversed", "range", "score", "at-least", "fill"]

  private let entry: FrontMatter.Entry
  private(set) var diagnostics: [Diagnostic] = []

  init(_ entry: FrontMatter.Entry) {
    self.entry = entry
  }

  /// `nil` when there are no items.
  mutating func read() -> Scale? {
    if let items = entry.value.scalars { return Scale(entry.key, items: items) }
    guard case .map(let parts, _) = entry.value, let items = parts.first(where: { $0.key == "items" }) else {
      report(entry, "scale `\(entry.key)` has no `items`", "as in `\(entry.key): {items: \(entry.key)1..\(entry.key)9}`")
      return nil
    }
    var scale = Scale(entry.key, items: items.value.scalars ?? [])
    if items.value.scalars == nil {
      report(items, "`items` takes names of variables", "as in `items: uwes1..uwes9` or `items: [a, b, c]`")
    }
    for part in parts where part.key != "items" { read(part, into: &scale) }
    return scale
  }

  private mutating func read(_ part: FrontMatter.Entry, into scale: inout Scale) {
    switch part.key {
    case "label":
      scale.label = part.value.scalar
      if scale.label == nil { report(part, "`label` takes a text", "put quotes round it") }
    case "reversed":
      scale.reversed = part.value.scalars ?? []
      if part.value.scalars == nil { report(part, "`reversed` takes names of items", "as in `reversed: [uwes3, uwes5]`") }
    case "range":
      scale.range = part.value.answerRange
      if scale.range == nil {
        report(part, "`range` takes the lowest and the highest answer that could be given", "as in `range: 1..7`")
      }
    case "score":
      let score = part.value.scalar.flatMap { Scale.Score(rawValue: $0.lowercased()) }
      scale.score = score ?? .mean
      if score == nil { report(part, "`score` takes `mean` or `sum`", "as in `score: sum`") }
    case "at-least":
      scale.leastAnswered = part.value.scalar.flatMap { Int($0) }
      if scale.leastAnswered == nil { report(part, "`at-least` takes a number of items", "as in `at-least: 7`") }
    case "fill":
      scale.fillsWithPersonMean = part.value.scalar?.lowercased() == "person-mean"
      if !scale.fillsWithPersonMean { report(part, "`fill` takes `person-mean`", "as in `fill: person-mean`, or leave it out") }
    default:
      diagnostics.append(part.unknown("a scale has no key `\(part.key)`", among: Self.keys))
    }
  }

  private mutating func report(_ part: FrontMatter.Entry, _ message: String, _ advice: String) {
    diagnostics.append(Diagnostic(.error, "wrong-value", message, at: part.keyRange, advice: advice))
  }
}
