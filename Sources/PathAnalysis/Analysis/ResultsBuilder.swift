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
    var results = estimates
    results.missing = fit.missingData
    results.auxiliary = fit.auxiliaryVariables
    results.intraclassCorrelations = fit.intraclassCorrelations
    results.diagnostics = fit.diagnostics(analysis.diagnostics)
    results.messages += fit.diagnosticsMessages(analysis.diagnostics, results.diagnostics)
    if let method = analysis.factorScoreMethod {
      results.factorScores = fit.factorScores(method)
      results.messages += results.factorScores?.messages ?? [FactorScores.noneMessage]
    }
    return results
  }

  private var estimates: Results {
    Results(
      title: description.title, modelName: description.modelName, dataName: description.dataName, converged: fit.converged,
      iterations: fit.iterations, sampleSize: fit.sampleSize,
      rowsRead: description.rowsRead ?? fit.sampleSize,
      groups: fit.groups.map {
        GroupResult(label: $0.sample.label, sampleSize: $0.sample.sampleSize, clusterCount: $0.clusters?.clusterCount)
      },
      parameters: parameterResults,
      effects: effectResults, fitMeasures: fitMeasures,
      rSquared: fit.rSquared(adjusted: analysis.reportsAdjustedRSquared), interval: uncertainty.interval,
      residuals: analysis.reportsResiduals ? fit.residuals : [], conventions: conventions,
      implied: analysis.reportsImpliedMoments ? impliedResults : [],
      messages: description.messages + fit.messages + effectMessages + uncertainty.messages, labels: description.labels,
      variables: variableResults)
  }

  /// The draws' tests stand after the model's other tests.
  private var fitMeasures: [FitMeasure] {
    var measures = fit.measures
    let place = measures.firstIndex { $0.name == "baseline.chisq" } ?? measures.count
    measures.insert(contentsOf: uncertainty.measures, at: place)
    return measures
  }

  private var parameterResults: [ParameterResult] {
    let quantities = DerivedQuantities(model, effects: EffectList.none, forDraws: false)
    let values = quantities.program.values(at: fit.programInputs)
    let layout = quantities.layout
    let rows = table.rows.enumerated().filter { $0.element.origin != .auxiliary }.map { index, row in
      let value = estimate(row)
      return ParameterResult(
        lhs: row.lhs, op: row.relation.rawValue, rhs: row.rhs, group: row.group, level: row.level, label: row.label,
        isFree: row.parameterIndex != nil, origin: row.origin == .user ? .user : .default, value: value,
        standardizedLatent: values[layout.latentStandardizedRows.lowerBound + index].ifFinite ?? value.estimate,
        standardizedAll: standardizedAll(row, values[layout.standardizedRows.lowerBound + index], value.estimate))
    }
    let definitions = table.definitions.enumerated().map { index, definition in
      ParameterResult(
        lhs: definition.name, op: ":=", rhs: definition.text, label: definition.name, isFree: false, origin: .defined,
        value: uncertainty.definitions[index],
        standardizedLatent: values[layout.latentStandardizedDefinitions.lowerBound + index].ifFinite,
        standardizedAll: values[layout.standardizedDefinitions.lowerBound + index].ifFinite)
    }
    return rows + definitions
  }

  private func estimate(_ row: ParameterRow) -> EstimateResult {
    switch row.status {
    case .free(let index): uncertainty.parameters[index]
    case .fixed(let value): EstimateResult(estimate: value)
    case .sampleMoment: EstimateResult(estimate: sampleMoment(row))
    case .computed: EstimateResult(estimate: computed(row))
    }
  }

  private func computed(_ row: ParameterRow) -> Double? {
    let group = fit.groups[row.group - 1]
    return group.matrices.position(of: row.lhs, level: row.level).flatMap { variable in
      switch row.relation {
      case .scaling: group.implied.scales[variable]
      case .intercept: group.implied.compositeIntercept(of: variable)
      default: group.implied.computedResiduals[variable]
      }
    }
  }

  private func sampleMoment(_ row: ParameterRow) -> Double? {
    let group = fit.groups[row.group - 1]
    guard let left = group.matrices.position(of: row.lhs, level: row.level) else { return nil }
    guard row.relation == .covariance else { return group.observed.means?[left] }
    return group.matrices.position(of: row.rhs, level: row.level).map { group.observed.covariance[left, $0] }
  }

  /// The mean of an exogenous variable at its sample moments is divided by its sample SD.
  private func standardizedAll(_ row: ParameterRow, _ standardized: Double, _ estimate: Double?) -> Double? {
    if standardized.isFinite { return standardized }
    let group = fit.groups[row.group - 1]
    guard row.status == .sampleMoment, row.relation == .intercept, let estimate,
      let index = group.matrices.position(of: row.lhs, level: row.level)
    else { return nil }
    return estimate / group.observed.covariance[index, index].squareRoot()
  }

  private var effectResults: [EffectResult] {
    effects.effects.enumerated().map { index, effect in
      let names = model.groups[effect.group].variables
      return EffectResult(
        kind: effect.kind, from: names[effect.from], to: names[effect.to], via: effect.via.map { names[$0] },
        group: effect.group + 1, level: model.groups[effect.group].levels[effect.to], value: uncertainty.effects[index],
        standardized: uncertainty.standardizedEffects[index])
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
    let resampling =
      isBootstrap
      ? [
        Convention("boot.x", analysis.resampling.exogenousMoments.rawValue),
        Convention("boot.units", (interval.unit ?? "cases") + (fit.groups.count > 1 ? ", within groups" : "")),
      ] : []
    return fit.conventions + (isBootstrap ? [Convention("se", "bootstrap")] : []) + [Convention("intervals", text)]
      + resampling
  }

  private var impliedResults: [ImpliedResult] {
    fit.groups.enumerated().flatMap { index, group in
      let names = group.observedVariables
      let covariance = group.impliedCovariance
      let levels = group.matrices.levels
      let targets = group.matrices.targets
      var rows: [ImpliedResult] = []
      for j in targets {
        for i in targets where i >= j && levels[i] == levels[j] {
          rows.append(ImpliedResult(a: names[i], b: names[j], group: index + 1, level: levels[i], value: covariance[i, j]))
        }
      }
      guard table.hasMeanStructure else { return rows }
      let means = group.levelMeans
      return rows
        + targets.filter { group.matrices.betweenPart(of: $0) == nil }.map {
          ImpliedResult(a: names[$0], b: "", group: index + 1, level: levels[$0], value: means[$0])
        }
    }
  }

  private var variableResults: [VariableResult] {
    let outcomes = Set(model.matrices.directEffects.map(\.row)).subtracting(model.matrices.compositeIndicators)
    let auxiliary = Set(model.matrices.auxiliary)
    return model.matrices.variables.enumerated().filter { !auxiliary.contains($0.offset) }.map { index, name in
      VariableResult(
        name: name, isLatent: index >= model.matrices.observedCount, isExogenous: !outcomes.contains(index),
        level: model.matrices.levels[index])
    }
  }
}

extension Double {
  /// The number, or `nil` for one that does not exist.
  fileprivate var ifFinite: Double? { isFinite ? self : nil }
}
