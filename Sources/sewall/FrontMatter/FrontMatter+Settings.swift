import ModelSyntax

extension FrontMatter.Entry {
  /// This setting of a step is not known: the nearest that is, or all of them.
  func unknown(_ message: String, among known: [String]) -> Diagnostic {
    Diagnostic(
      .error, "unknown-key", message, at: keyRange,
      advice: nearestName(to: key, among: known).map { "did you mean `\($0)`?" } ?? "there are: \(known.joined(separator: ", "))")
  }

  /// This setting of a step has a value of another kind.
  func wrongValue(of step: String, takes kind: String, example: String) -> Diagnostic {
    Diagnostic(
      .error, "wrong-value", "`\(key)` of `\(step)` takes \(kind)", at: keyRange, advice: "as in `\(key): \(example)`")
  }
}

extension FrontMatter.Value {
  /// What a switch says; `nil` where it is none.
  var isOn: Bool? {
    switch scalar?.lowercased() {
    case "true", "yes", "on": true
    case "false", "no", "off": false
    default: nil
    }
  }
}
