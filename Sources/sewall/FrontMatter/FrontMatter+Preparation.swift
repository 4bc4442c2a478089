import ModelSyntax
import SurveyData

extension FrontMatter {
  /// The steps between file and sample, and what is wrong with how they are written.
  var preparation: (steps: Preparation, diagnostics: [Diagnostic]) {
    var steps = Preparation()
    var diagnostics: [Diagnostic] = []
    let written = scales
    steps.scales = written.scales
    diagnostics += written.diagnostics
    let teams = self.teams
    steps.teams = teams.step
    diagnostics += teams.diagnostics
    return (steps, diagnostics)
  }

  /// Where a step of the preparation stands: its expression's characters, its entry, or its key.
  func range(of place: PreparationPlace) -> SourceRange? {
    guard let entry = entries.first(where: { $0.key == place.key }) else { return nil }
    var range = entry.keyRange
    var value = entry.value
    if let name = place.entry, case .map(let parts, _) = entry.value, let part = parts.first(where: { $0.key == name }) {
      range = part.keyRange
      value = part.value
    }
    guard let characters = place.characters, case .text(let text, let whole) = value else { return range }
    let quote = whole.end - whole.start > text.utf8.count ? 1 : 0
    let start = min(whole.start + quote + characters.lowerBound, whole.end)
    return SourceRange(start: start, end: max(start, min(whole.start + quote + characters.upperBound, whole.end)))
  }
}
