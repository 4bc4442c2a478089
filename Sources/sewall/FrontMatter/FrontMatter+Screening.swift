import ModelSyntax
import SurveyData

extension FrontMatter {
  private static let screeningKeys = ["longstring", "even-odd", "mahalanobis", "items", "exclude"]

  /// What `screening` says, and what is wrong with how it is written.
  ///
  ///     screening: {longstring: 10, even-odd: .3, mahalanobis: .001, items: [uwes1..uwes9], exclude: yes}
  var screening: (step: Screening?, diagnostics: [Diagnostic]) {
    guard let entry = entries.first(where: { $0.key == "screening" }) else { return (nil, []) }
    let example = "as in `screening: {longstring: 10, mahalanobis: .001}`"
    guard case .map(let parts, _) = entry.value else {
      return (
        nil,
        [
          Diagnostic(
            .error, "wrong-value", "`screening` takes the signs of careless answers", at: entry.keyRange, advice: example)
        ]
      )
    }
    var step = Screening()
    var diagnostics: [Diagnostic] = []
    for part in parts {
      if let wrong = Self.setScreening(part, in: &step) { diagnostics.append(wrong) }
    }
    if diagnostics.isEmpty, step.longstring == nil, step.evenOdd == nil, step.mahalanobis == nil {
      diagnostics.append(
        Diagnostic(
          .error, "wrong-value", "`screening` does not say what is a sign of careless answers", at: entry.keyRange,
          advice: example))
    }
    return (diagnostics.isEmpty ? step : nil, diagnostics)
  }

  /// Sets what an entry says; a diagnostic where it says nothing that is known.
  private static func setScreening(_ entry: Entry, in step: inout Screening) -> Diagnostic? {
    let value = entry.value.scalar?.lowercased()
    switch entry.key {
    case "longstring":
      guard let length = value.flatMap({ Int($0) }), length > 1 else {
        return wrongScreening(entry, "a number of identical answers in a row, two or more", "10")
      }
      step.longstring = length
    case "even-odd":
      guard let limit = value.flatMap({ Double($0) }), (-1...1).contains(limit) else {
        return wrongScreening(entry, "the least correlation, from -1 to 1", ".3")
      }
      step.evenOdd = limit
    case "mahalanobis":
      guard let limit = value.flatMap({ Double($0) }), limit > 0, limit < 1 else {
        return wrongScreening(entry, "a probability between 0 and 1", ".001")
      }
      step.mahalanobis = limit
    case "items":
      guard let names = entry.value.scalars, !names.isEmpty else {
        return wrongScreening(entry, "names of variables", "[uwes1..uwes9]")
      }
      step.items = names
    case "exclude":
      guard let isOn = entry.value.isOn else { return wrongScreening(entry, "yes or no", "yes") }
      step.excludes = isOn
    default:
      return entry.unknown("`screening` has no entry `\(entry.key)`", among: screeningKeys)
    }
    return nil
  }

  private static func wrongScreening(_ entry: Entry, _ kind: String, _ example: String) -> Diagnostic {
    entry.wrongValue(of: "screening", takes: kind, example: example)
  }
}
