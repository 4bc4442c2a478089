import LinearAlgebra

extension PathModel {
  /// Fits the model to a sample by maximum likelihood.
  ///
  /// Not converging is a state of the result, not an error.
  public func fit(to sample: Sample, options: EstimationOptions = EstimationOptions()) throws(FitError) -> Fit {
    let observed = try checkedMoments(sample, options)
    let restrictions = try linearRestrictions()
    let function = try discrepancyFunction(observed)
    let outcome = try minimize(function, observed, restrictions, options)
    let information =
      options.information == .expected
      ? function.expectedInformation(at: outcome.evaluation) : function.observedInformation(at: outcome.evaluation)
    let reduced = restrictions.reducedInformation(information)
    let identification = Identification(reduced, names: restrictions.reducedNames(table.parameterNames))
    let weight = options.likelihood == .normal ? Double(sample.sampleSize) : Double(sample.sampleSize - 1)
    let covariance = identification.isIdentified ? (try? CholeskyFactorization(reduced))?.inverse() : nil
    return Fit(
      model: self, sample: sample, options: options, observed: observed, parameters: outcome.parameters,
      asymptoticCovariance: covariance.map { (1 / weight) * restrictions.expanded($0) },
      impliedCovariance: outcome.evaluation.implied.covariance.principal(Array(0..<matrices.observedCount)),
      impliedMeans: Array(outcome.evaluation.implied.means.prefix(matrices.observedCount)),
      discrepancy: outcome.evaluation.discrepancy, iterations: outcome.iterations, converged: outcome.converged,
      freeCount: table.parameterCount - restrictions.rank, identification: identification, restrictions: restrictions)
  }

  private func discrepancyFunction(_ observed: ObservedMoments) throws(FitError) -> MaximumLikelihood {
    do {
      return try MaximumLikelihood(matrices, observed: observed)
    } catch {
      throw .covarianceNotPositiveDefinite(variable: error.variable(in: observedVariables))
    }
  }

  private func minimize(
    _ function: MaximumLikelihood, _ observed: ObservedMoments, _ restrictions: LinearRestrictions, _ options: EstimationOptions
  ) throws(FitError) -> FisherScoring.Outcome {
    let starting = StartingValues(matrices: matrices, observed: observed)
    let scoring = FisherScoring(maximumIterations: options.maximumIterations)
    var best: FisherScoring.Outcome?
    for residualCovariances in [true, false] {
      let start = starting.parameters(userStarts: userStarts, residualCovariances: residualCovariances)
      guard let outcome = try? scoring.minimize(function, from: start, restrictions: restrictions) else { continue }
      if outcome.converged { return outcome }
      best = best ?? outcome
    }
    guard let best else { throw .noAdmissibleStart }
    return best
  }

  private var userStarts: [Int: Double] {
    var starts: [Int: Double] = [:]
    for row in table.rows {
      if let index = row.parameterIndex, let start = row.start { starts[index] = start }
    }
    return starts
  }

  func linearRestrictions() throws(FitError) -> LinearRestrictions {
    var rows: [LinearForm] = []
    for (index, constraint) in table.constraints.enumerated() {
      guard let left = LinearForm(constraint.left, in: table), let right = LinearForm(constraint.right, in: table) else {
        throw .nonlinearConstraint(index: index)
      }
      rows.append(left.adding(right.scaled(by: -1)))
    }
    do {
      return try LinearRestrictions(parameterCount: table.parameterCount, rows: rows)
    } catch {
      throw .infeasibleConstraint(index: error.row)
    }
  }
}

extension FactorizationError {
  func variable(in names: [String]) -> String {
    if case .notPositiveDefinite(let pivot) = self, names.indices.contains(pivot) { return names[pivot] }
    return names.first ?? ""
  }
}
