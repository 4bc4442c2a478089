import LinearAlgebra

extension PathModel {
  /// Fits the model to a sample by maximum likelihood.
  ///
  /// Not converging is a state of the result, not an error.
  public func fit(to sample: Sample, options: EstimationOptions = EstimationOptions()) throws(FitError) -> Fit {
    try fit(to: [sample], options: options)
  }

  /// Fits the model to the samples of its groups, in their order.
  public func fit(to samples: [Sample], options: EstimationOptions = EstimationOptions()) throws(FitError) -> Fit {
    precondition(samples.count == groups.count, "\(samples.count) samples for \(groups.count) groups")
    var observed: [ObservedMoments] = []
    for (group, sample) in samples.enumerated() { observed.append(try checkedMoments(sample, group: group, options)) }
    let constraints = try constraints(options.bounds, observed)
    let weights = samples.map { Double(options.likelihood == .normal ? $0.sampleSize : $0.sampleSize - 1) }
    let function = try likelihood(observed, weights)
    let outcome = try minimize(function, observed, constraints, options)
    let restrictions = constraints.restrictions(at: outcome.parameters, active: outcome.active)
    let information =
      options.information == .expected
      ? function.expectedInformation(at: outcome.evaluation) : function.observedInformation(at: outcome.evaluation)
    let reduced = restrictions.reducedInformation(information)
    let identification = Identification(reduced, names: restrictions.reducedNames(table.parameterNames))
    let covariance = identification.isIdentified ? (try? CholeskyFactorization(reduced))?.inverse() : nil
    let fitted = groups.indices.map { group in
      let exogenous = Set(table.exogenousVariables(ofGroup: group + 1))
      return FittedGroup(
        matrices: groups[group], sample: samples[group], observed: observed[group],
        implied: outcome.evaluation.implied[group], weight: weights[group],
        exogenousIndices: (0..<groups[group].observedCount).filter { exogenous.contains(groups[group].variables[$0]) })
    }
    return Fit(
      model: self, options: options, groups: fitted, parameters: outcome.parameters,
      asymptoticCovariance: covariance.map { (1 / weights.reduce(0, +)) * restrictions.expanded($0) },
      discrepancy: outcome.evaluation.discrepancy, iterations: outcome.iterations, converged: outcome.converged,
      freeCount: table.parameterCount - constraints.equalities(at: outcome.parameters).rank, identification: identification,
      restrictions: restrictions, constraints: constraints,
      activeConstraints: outcome.active.filter { $0 >= constraints.equalityCount }.map { constraints.origins[$0] })
  }

  /// The likelihood of complete cases: one block a group.
  private func likelihood(_ observed: [ObservedMoments], _ weights: [Double]) throws(FitError) -> MaximumLikelihood {
    let total = weights.reduce(0, +)
    var blocks: [MomentBlock] = []
    for group in groups.indices {
      do throws(FactorizationError) {
        blocks.append(
          try MomentBlock(complete: observed[group], of: groups[group], group: group, weight: weights[group] / total))
      } catch {
        throw .covarianceNotPositiveDefinite(variable: error.variable(in: observedVariables(ofGroup: group)))
      }
    }
    return MaximumLikelihood(groups, references: observed, blocks: blocks)
  }

  private func minimize(
    _ function: MaximumLikelihood, _ observed: [ObservedMoments], _ constraints: Constraints, _ options: EstimationOptions
  ) throws(FitError) -> FisherScoring.Outcome<MaximumLikelihood.Evaluation> {
    let scoring = ConstrainedScoring(maximumIterations: options.maximumIterations)
    var best: FisherScoring.Outcome<MaximumLikelihood.Evaluation>?
    for detail in StartingValues.Detail.allCases {
      let start = StartingValues.parameters(groups, observed: observed, userStarts: userStarts, detail: detail)
      guard let outcome = try? scoring.minimize(function, from: start, constraints: constraints) else { continue }
      if outcome.converged { return outcome }
      best = best ?? outcome
    }
    guard let best else { throw .noAdmissibleStart }
    if let unmet = best.unmet { throw unmetError(unmet) }
    return best
  }

  private var userStarts: [Int: Double] {
    var starts: [Int: Double] = [:]
    for row in table.rows {
      if let index = row.parameterIndex, let start = row.start { starts[index] = start }
    }
    return starts
  }
}

extension FactorizationError {
  func variable(in names: [String]) -> String {
    if case .notPositiveDefinite(let pivot) = self, names.indices.contains(pivot) { return names[pivot] }
    return names.first ?? ""
  }
}
