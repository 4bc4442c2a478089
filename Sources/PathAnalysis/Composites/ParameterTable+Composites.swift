import ModelSyntax

extension ParameterTable {
  /// What a model says of composites that sewall does not estimate, each named at its first place.
  ///
  /// A composite's indicators are observed, belong to it alone and stand nowhere else: the rest of the model reaches them through it.
  func compositeRefusals() -> [Diagnostic] {
    guard hasComposites else { return [] }
    var found: [Diagnostic] = []
    func refuse(_ message: String, _ row: ParameterRow?, _ advice: String) {
      found.append(Diagnostic(.error, "composites", message, at: row?.range, advice: advice))
    }
    let weights = rows.filter { $0.relation == .formedBy }
    let models = "`sewall check` shows the parameter table"
    if hasLevels { refuse("composites (`<~`) in models of two levels are not estimated yet", weights.first, models) }
    if isCategorical { refuse("composites (`<~`) beside ordinal variables are not estimated yet", weights.first, models) }
    if !auxiliaryVariables.isEmpty {
      refuse("composites (`<~`) with auxiliary variables are not estimated yet", weights.first, models)
    }
    if isConditionalX { refuse("composites (`<~`) with conditional x are not estimated yet", weights.first, models) }
    if !matrices(group: 1, parameterization: .delta).isRecursive {
      refuse("composites (`<~`) in models with feedback are not estimated yet", weights.first, models)
    }
    if !factorBlocks.isEmpty { refuse("composites (`<~`) beside EFA blocks are not estimated yet", weights.first, models) }
    for block in blocks where block.group == 1 {
      let own = rows.filter { $0.group == 1 && $0.level == block.level }
      let composites = Set(block.roles.composites)
      let latent = Set(block.roles.latent)
      let indicators = Set(block.roles.compositeIndicators)
      if let row = own.first(where: { $0.relation == .formedBy && latent.contains($0.rhs) }) {
        refuse("`\(row.rhs)` is not observed: composites of latent variables are not estimated yet", row, models)
      }
      if let row = own.first(where: { $0.relation == .measuredBy && composites.contains($0.lhs) }) {
        refuse(
          "`\(row.lhs)` is a composite (`<~`) and a factor (`=~`)", row, "a factor's causes are its predictors: `factor ~ x`")
      }
      var owner: [String: String] = [:]
      for row in own where row.relation == .formedBy {
        if let other = owner[row.rhs], other != row.lhs {
          refuse("`\(row.rhs)` belongs to the composites `\(other)` and `\(row.lhs)`", row, "give it to one of them")
        }
        owner[row.rhs] = row.lhs
      }
      let stray = own.first { row in
        guard row.relation != .formedBy, row.origin == .user else { return false }
        return indicators.contains(row.lhs) || indicators.contains(row.rhs) || isVariance(row, of: composites)
      }
      if let row = stray {
        let isComposite = composites.contains(row.lhs)
        let what =
          isComposite
          ? "the variance and the mean of a composite are those of the weighted sum"
          : "what else is said of an indicator of a composite is not estimated yet"
        refuse("`\(row.name)`: \(what)", row, "leave the statement out")
      }
    }
    return found
  }

  private func isVariance(_ row: ParameterRow, of composites: Set<String>) -> Bool {
    composites.contains(row.lhs) && (row.relation == .intercept || row.relation == .covariance && row.lhs == row.rhs)
  }
}
