import ModelSyntax

extension FrontMatter {
  /// The reliabilities that the model file gives, and what is wrong with them: `reliability: {fssb: .91}`.
  var reliabilities: (values: [String: Double], diagnostics: [Diagnostic]) {
    guard let value = self["reliability"] else { return ([:], []) }
    guard case .map(let entries, _) = value else {
      return (
        [:],
        [
          Diagnostic(
            .error, "wrong-value", "`reliability` takes a number for each variable", at: value.range,
            advice: "as in `reliability: {fssb: .91}`")
        ]
      )
    }
    var values: [String: Double] = [:]
    var diagnostics: [Diagnostic] = []
    for entry in entries {
      if let number = entry.value.scalar.flatMap(Double.init), number > 0, number <= 1 {
        values[entry.key] = number
      } else {
        diagnostics.append(
          Diagnostic(
            .error, "wrong-value", "the reliability of `\(entry.key)` is no number above 0 and up to 1", at: entry.value.range))
      }
    }
    return (values, diagnostics)
  }
}
