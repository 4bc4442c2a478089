import ModelSyntax
import SurveyData

extension FrontMatter {
  /// What `teams:` says, and what is wrong with how it is written.
  ///
  ///     teams: {by: team, rate: [climate, lead1..lead5], range: 1..5, null: uniform, minimum: 3, aggregate: yes}
  var teams: (step: TeamStep?, diagnostics: [Diagnostic]) {
    guard let entry = entries.first(where: { $0.key == "teams" }) else { return (nil, []) }
    guard case .map(let entries, _) = entry.value else {
      return (nil, [Self.wrongTeams(entry.keyRange, "`teams` takes at least the variable that tells teams apart")])
    }
    guard let by = entries.first(where: { $0.key == "by" }), let variable = by.value.scalar else {
      return (nil, [Self.wrongTeams(entry.keyRange, "`teams` does not say which variable tells teams apart")])
    }
    var step = TeamStep(by: variable)
    var diagnostics: [Diagnostic] = []
    for entry in entries {
      if let wrong = Self.setTeams(entry, in: &step) { diagnostics.append(wrong) }
    }
    if step.aggregates, !step.added.isEmpty, let place = entries.first(where: { $0.key == "add" }) {
      diagnostics.append(
        Diagnostic(
          .error, "wrong-value", "there are no members left to add team means to", at: place.keyRange,
          advice: "take out `add`, for `aggregate: yes` makes every variable a team mean; or take out `aggregate`"))
    }
    return (diagnostics.isEmpty ? step : nil, diagnostics)
  }

  private static let teamKeys = ["by", "rate", "range", "null", "minimum", "aggregate", "add"]

  /// Sets what an entry says; a diagnostic where it says nothing that is known.
  private static func setTeams(_ entry: Entry, in step: inout TeamStep) -> Diagnostic? {
    let value = entry.value.scalar?.lowercased()
    switch entry.key {
    case "by": break
    case "rate":
      guard let names = entry.value.scalars, !names.isEmpty else { return wrongTeams(entry, "variables or scales", "[climate]") }
      step.rated = names
    case "add":
      guard let names = entry.value.scalars, !names.isEmpty else { return wrongTeams(entry, "variables", "[climate]") }
      step.added = names
    case "range":
      guard let range = entry.value.answerRange else { return wrongTeams(entry, "the lowest and highest answer", "1..5") }
      step.range = range
    case "null":
      guard let null = value.flatMap(NullDistribution.init(rawValue:)) else {
        return wrongTeams(entry, "one of \(NullDistribution.allCases.map(\.rawValue).joined(separator: ", "))", "uniform")
      }
      step.null = null
    case "minimum":
      guard let minimum = value.flatMap({ Int($0) }), (2...1_000_000).contains(minimum) else {
        return wrongTeams(entry, "the fewest members of a team, two or more", "3")
      }
      step.minimum = minimum
    case "aggregate":
      guard let isOn = entry.value.isOn else { return wrongTeams(entry, "yes or no", "yes") }
      step.aggregates = isOn
    default:
      return entry.unknown("`teams` has no entry `\(entry.key)`", among: teamKeys)
    }
    return nil
  }

  private static func wrongTeams(_ entry: Entry, _ kind: String, _ example: String) -> Diagnostic {
    entry.wrongValue(of: "teams", takes: kind, example: example)
  }

  private static func wrongTeams(_ range: SourceRange, _ text: String) -> Diagnostic {
    Diagnostic(.error, "wrong-value", text, at: range, advice: "as in `teams: {by: team, rate: [climate], range: 1..5}`")
  }
}
