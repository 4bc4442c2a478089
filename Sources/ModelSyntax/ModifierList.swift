/// The modifiers of one term, none of which contradicts another.
struct ModifierList {
  private(set) var modifiers: [Modifier] = []
  private(set) var label: ParameterLabel?

  /// Adds a modifier.
  /// - Throws: an error where the term would have two labels, two values, or two of a function.
  mutating func append(_ placed: PlacedModifier) throws(Diagnostic) {
    for other in modifiers { try refuse(placed, after: other) }
    if label == nil, let text = placed.modifier.labels.first {
      label = ParameterLabel(text: text, groupCount: placed.modifier.labels.count, range: placed.range)
    }
    modifiers.append(placed.modifier)
  }

  private func refuse(_ placed: PlacedModifier, after other: Modifier) throws(Diagnostic) {
    switch (other, placed.modifier) {
    case (.values, .values):
      if let first = other.labels.first, let second = placed.modifier.labels.first {
        throw Diagnostic(
          .error, "two-labels", "one parameter with two labels, `\(first)` and `\(second)`", at: placed.range,
          advice: "keep one label; write `\(first) == \(second)` where two parameters are to be equal")
      }
      if other.hasValue, placed.modifier.hasValue {
        throw Diagnostic(
          .error, "two-values", "one parameter with two values", at: placed.range, advice: "keep one: a number fixes, `NA` frees")
      }
    case (.start, .start), (.equal, .equal), (.lower, .lower), (.upper, .upper), (.efa, .efa):
      throw Diagnostic(
        .error, "repeated-modifier", "this modifier stands twice before one variable", at: placed.range, advice: "keep one")
    default: break
    }
  }
}

/// The first name that a term's modifiers give to its parameter.
struct ParameterLabel {
  var text: String
  /// How many groups the modifier names.
  var groupCount: Int
  /// The whole modifier.
  var range: SourceRange
}

extension Modifier {
  /// The labels that the modifier gives, group by group.
  var labels: [String] {
    guard case .values(let values) = self else { return [] }
    return values.compactMap { if case .label(let label) = $0 { label } else { nil } }
  }

  /// Whether the modifier fixes or frees the parameter in some group.
  fileprivate var hasValue: Bool {
    guard case .values(let values) = self else { return false }
    return values.contains { if case .label = $0 { false } else { true } }
  }
}
