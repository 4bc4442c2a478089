import ModelSyntax

extension FrontMatter {
  var title: String? { self["title"]?.scalar }

  /// The display label of each variable that has one: those of `scales`, and over them those of `labels`.
  var labels: [String: String] {
    var labels: [String: String] = [:]
    for scale in scales.scales { labels[scale.name] = scale.label }
    guard case .map(let entries, _)? = self["labels"] else { return labels }
    for entry in entries { labels[entry.key] = entry.value.scalar }
    return labels
  }

  /// What is wrong with `title` and `labels`; and a note on what is kept for other commands.
  var ownDiagnostics: [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for entry in entries {
      switch (entry.key, entry.value) {
      case ("title", .list), ("title", .map):
        diagnostics.append(
          Diagnostic(.error, "wrong-value", "`title` takes a text", at: entry.keyRange, advice: "put quotes round it"))
      case ("labels", .map(let labels, _)):
        diagnostics += labels.filter { $0.value.scalar == nil }.map {
          Diagnostic(.error, "wrong-value", "the label of `\($0.key)` is no text", at: $0.keyRange, advice: "put quotes round it")
        }
      case ("labels", .text), ("labels", .list):
        diagnostics.append(
          Diagnostic(
            .error, "wrong-value", "`labels` takes a label for each variable", at: entry.keyRange,
            advice: "as in `labels: {fssb: Supportive leadership}`"))
      case ("hypotheses", _), ("published", _):
        diagnostics.append(
          Diagnostic(.note, "not-used", "`\(entry.key)` is not used by this command", at: entry.keyRange))
      default: break
      }
    }
    return diagnostics
  }
}
