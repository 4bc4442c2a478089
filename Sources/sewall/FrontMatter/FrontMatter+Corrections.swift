import ModelSyntax

extension FrontMatter {
  /// A reliability as it is given: `reliability: {fssb: .91, conflict: alpha}`.
  struct GivenReliability: Sendable {
    var variable: String
    /// `nil` for `alpha`: that of the scale in the analysed cases.
    var value: Double?
    var range: SourceRange
  }

  /// The variables that are corrected for unreliability, and what is wrong with how they are written.
  var corrections: (given: [GivenReliability], diagnostics: [Diagnostic]) {
    guard let entry = entries.first(where: { $0.key == "reliability" }) else { return ([], []) }
    let example = "as in `reliability: {fssb: .91}`, or `{fssb: alpha}` for a scale"
    guard case .map(let parts, _) = entry.value else {
      return (
        [], [Diagnostic(.error, "wrong-value", "`reliability` takes variables with theirs", at: entry.keyRange, advice: example)]
      )
    }
    var given: [GivenReliability] = []
    var diagnostics: [Diagnostic] = []
    for part in parts {
      let text = part.value.scalar
      let number = text.flatMap { Double($0) }
      if text?.lowercased() == "alpha" {
        given.append(GivenReliability(variable: part.key, value: nil, range: part.keyRange))
      } else if let number, number > 0, number <= 1 {
        given.append(GivenReliability(variable: part.key, value: number, range: part.keyRange))
      } else {
        diagnostics.append(
          Diagnostic(
            .error, "wrong-value", "the reliability of `\(part.key)` is a number above 0 and up to 1, or `alpha`",
            at: part.keyRange, advice: example))
      }
    }
    return (given, diagnostics)
  }

  /// The reliabilities that are given as numbers.
  var givenReliabilities: [String: Double] {
    var values: [String: Double] = [:]
    for given in corrections.given { values[given.variable] = given.value }
    return values
  }
}
