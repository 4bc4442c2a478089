import ModelSyntax

extension ParameterTable {
  /// What the model states and no estimator fits yet, each named once at its first place.
  func refusals() -> [Diagnostic] {
    var found: [Diagnostic] = []
    func refuse(_ id: String, _ what: String, where matches: (ParameterRow) -> Bool) {
      guard let row = rows.first(where: matches) else { return }
      found.append(
        Diagnostic(.error, id, "\(what) are not estimated yet", at: row.range, advice: "`sewall check` shows the parameter table")
      )
    }
    refuse("composites", "composites (`<~`)") { $0.relation == .formedBy }
    refuse("ordinal-variables", "ordinal variables (`|`)") { $0.relation == .threshold || $0.relation == .scaling }
    refuse("two-levels", "two-level models") { $0.level > 1 }
    refuse("bounds", "bounds (`lower()`, `upper()`)") { $0.lowerBound != nil || $0.upperBound != nil }
    if let constraint = constraints.first(where: { $0.relation != .equal }) {
      found.append(
        Diagnostic(
          .error, "inequality-constraints", "inequality constraints are not estimated yet", at: constraint.range,
          advice: "leave the statement out and compare the estimate with the bound"))
    }
    return found
  }
}
