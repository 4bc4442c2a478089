/// Lays out what an analysis found as ``Results``.
struct ResultsBuilder {
  let analysis: Analysis
  let fit: Fit
  let effects: EffectList
  let uncertainty: Uncertainty
  let description: AnalysisDescription

  private var model: PathModel { fit.model }
  private var table: ParameterTable { fit.model.table }

  var results: Results {
    Results(
      title: description.title, modelName: description.modelName, dataName: description.dataName, converged: fit.converged,
      iterations: fit.iterations, sampleSize: fit.sample.sampleSize,
      rowsRead: description.rowsRead ?? fit.sample.sampleSize,
      groups: [GroupResult(label: fit.sample.label, sampleSize: fit.sample.sampleSize)], parameters: parameterResults,
      effects: effectResults, fitMeasures: fit.measures,
      rSquared: fit.rSquared(adjusted: analysis.reportsAdjustedRSquared), interval: uncertainty.interval,
      residuals: analysis.reportsResiduals ? fit.residuals : [], conventions: conventions,
      implied: analysis.reportsImpliedMoments ? impliedResults : [],
      messages: description.messages + fit.messages + effectMessages + uncertainty.messages, labels: description.labels,
      variables: variableResults)
  }

  private var parameterResults: [ParameterResult] {
    let quantities = DerivedQuantities(model, effects: EffectList.none, forDraws: false)
    let values = quantities.program.values(at: fit.programInputs)
    let rows = zip(table.rows, values[quantities.layout.standardizedRows]).map { row, standardized in
      let value = estimate(row)
      return ParameterResult(
        lhs: row.lhs, op: row.relation.rawValue, rhs: row.rhs, group: row.group, level: row.level, label: row.label,
        isFree: row.parameterIndex != nil, origin: row.origin == .user ? .user : .default, value: value,
        standardizedLatent: value.estimate, standardizedAll: standardizedAll(row, standardized, value.estimate))
    }
    let definitions = table.definitions.enumerated().map { index, definition in
      let standardized = values[quantities.layout.standardizedDefinitions.lowerBound + index]
      return ParameterResult(
        lhs: definition.name, op: ":=", rhs: definition.text, label: definition.name, isFree: false, origin: .defined,
        value: uncertainty.definitions[index], standardizedLatent: uncertainty.definitions[index].estimate,
        standardizedAll: standardized.isFinite ? standardized : nil)
    }
    return rows + definitions
  }

  private func estimate(_ row: ParameterRow) -> EstimateResult {
    switch row.status {
    case .free(let index): uncertainty.parameters[index]
    case .fixed(let value): EstimateResult(estimate: value)
    case .sampleMoment: EstimateResult(estimate: sampleMoment(row))
    }
  }

  private func sampleMoment(_ row: ParameterRow) -> Double? {
    guard let left = model.observedVariables.firstIndex(of: row.lhs) else { return nil }
    guard row.relation == .covariance else { return fit.observed.means?[left] }
    return model.observedVariables.firstIndex(of: row.rhs).map { fit.observed.covariance[left, $0] }
  }

  /// The mean of an exogenous variable at its sample moments is divided by its sample SD.
  private func standardizedAll(_ row: ParameterRow, _ standardized: Double, _ estimate: Double?) -> Double? {
    if standardized.isFinite { return standardized }
    guard row.status == .sampleMoment, row.relation == .intercept, let estimate,
      let index = model.observedVariables.firstIndex(of: row.lhs)
    else { return nil }
    return estimate / fit.observed.covariance[index, index].squareRoot()
  }

  private var effectResults: [EffectResult] {
    let names = model.matrices.variables
    return effects.effects.enumerated().map { index, effect in
      EffectResult(
        kind: effect.kind, from: names[effect.from], to: names[effect.to], via: effect.via.map { names[$0] },
        value: uncertainty.effects[index], standardized: uncertainty.standardizedEffects[index])
    }
  }

  private var effectMessages: [Message] {
    switch effects.omission {
    case nil: []
    case .tooManyRoutes:
      [
        Message(
          .note, "too-many-routes",
          "The model has more than \(EffectList.routeLimit) routes from one variable to another: totals are listed, single routes are not."
        )
      ]
    case .feedback:
      [
        Message(
          .note, "feedback",
          "The model has a feedback loop, so that a route can be gone through again and again: direct, total indirect and total effects "
            + "are listed, single routes are not.")
      ]
    }
  }

  private var conventions: [Convention] {
    let interval = uncertainty.interval
    var text = interval.type
    if interval.draws > 0 {
      text += ", \(interval.used) of \(interval.draws) draws, rng=\(interval.generator)"
      if let seed = interval.seed { text += ", seed=\(seed)" }
    }
    let isBootstrap = interval.draws > 0 && interval.type != "monte-carlo"
    let resampling = isBootstrap ? [Convention("boot.x", analysis.resampling.exogenousMoments.rawValue)] : []
    return fit.conventions + [Convention("se", isBootstrap ? "bootstrap" : "standard"), Convention("intervals", text)]
      + resampling
  }

  private var impliedResults: [ImpliedResult] {
    let names = model.observedVariables
    var rows: [ImpliedResult] = []
    for j in names.indices {
      for i in names.indices where i >= j {
        rows.append(ImpliedResult(a: names[i], b: names[j], value: fit.impliedCovariance[i, j]))
      }
    }
    guard table.hasMeanStructure else { return rows }
    return rows + names.indices.map { ImpliedResult(a: names[$0], b: "", value: fit.impliedMeans[$0]) }
  }

  private var variableResults: [VariableResult] {
    let outcomes = Set(model.matrices.directEffects.map(\.row))
    return model.matrices.variables.enumerated().map { index, name in
      VariableResult(name: name, isLatent: index >= model.matrices.observedCount, isExogenous: !outcomes.contains(index))
    }
  }
}
