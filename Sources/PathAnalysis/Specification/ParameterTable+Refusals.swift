import ModelSyntax

extension ParameterTable {
  /// What the model states and no estimator fits yet, each named once at its first place.
  func refusals() -> [Diagnostic] {
    var found = compositeRefusals()
    if let contradiction { found.append(contradiction) }
    return found
  }

  /// Constraints and bounds that no parameters meet, as far as they are linear.
  private var contradiction: Diagnostic? {
    do {
      _ = try Constraints(self)
      return nil
    } catch {
      let others = error.others.map { "`\(text(of: $0))`" }
      return Diagnostic(
        .error, "infeasible-constraint",
        "`\(text(of: error.origin))` contradicts \(others.isEmpty ? "the other constraints" : others.joined(separator: " and "))",
        at: range(of: error.origin), advice: "no parameters meet all of them: leave one out")
    }
  }

  /// A condition as the user would write it: `a > 1`, `lower(0)*x`.
  func text(of origin: Constraints.Origin) -> String {
    switch origin {
    case .statement(let index): constraints.indices.contains(index) ? constraints[index].text : "effect coding"
    case .lowerBound(let parameter): "lower bound of \(parameterNames[parameter])"
    case .upperBound(let parameter): "upper bound of \(parameterNames[parameter])"
    }
  }

  private func range(of origin: Constraints.Origin) -> SourceRange? {
    switch origin {
    case .statement(let index): constraints.indices.contains(index) ? constraints[index].range : nil
    case .lowerBound(let parameter): rows.last { $0.parameterIndex == parameter && $0.lowerBound != nil }?.range
    case .upperBound(let parameter): rows.last { $0.parameterIndex == parameter && $0.upperBound != nil }?.range
    }
  }
}
