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
    let method = EstimationMethod(
      options, isCategorical: table.isCategorical, isIncomplete: hasPatterns(samples, options),
      isClustered: samples.contains { $0.clusters != nil }, hasLevels: table.hasLevels)
    try refuseForLevels(samples, options, method)
    try refuseForMissing(samples, options, method)
    try refuseForComposites(options, method)
    if method.needsRows, samples.contains(where: { $0.rows == nil }) { throw .rowsNeeded }
    var data: [GroupData] = []
    for (group, sample) in samples.enumerated() { data.append(try groupData(sample, group: group, options, method)) }
    let constraints = try constraints(options.bounds, data.map(\.observed))
    let estimation = Estimation(
      groups: groups, data: data, method: method, constraints: constraints,
      userStarts: factorStarts(data.map(\.observed)).merging(userStarts) { _, user in user },
      maximumIterations: options.maximumIterations)
    let solution = try estimation.run()
    if let unmet = solution.unmetCondition { throw unmetError(unmet) }
    let restrictions = solution.restrictions
    let reduced = restrictions.reducedInformation(solution.information(method.information))
    let identification = Identification(reduced, names: restrictions.reducedNames(table.parameterNames))
    let implied = solution.implied
    let fitted = groups.indices.map { group in
      return FittedGroup(
        matrices: groups[group], sample: samples[group], observed: data[group].observed, implied: implied[group],
        weight: data[group].weight,
        exogenousIndices: exogenousIndices(ofGroup: group), clusters: data[group].clusters)
    }
    return Fit(
      model: self, options: options, groups: fitted, parameters: solution.parameters,
      asymptoticCovariance: identification.isIdentified ? solution.asymptoticCovariance(method) : nil,
      discrepancy: solution.discrepancy, chiSquare: solution.testStatistic, iterations: solution.iterations,
      converged: solution.converged,
      freeCount: table.parameterCount - constraints.equalities(at: solution.parameters).rank, identification: identification,
      restrictions: restrictions, constraints: constraints,
      activeConstraints: solution.activeConditions.filter { $0 >= constraints.equalityCount }.map { constraints.origins[$0] },
      solution: solution
    ).rotated()
  }

  /// Whether cases are fitted by the pattern of their missing values.
  private func hasPatterns(_ samples: [Sample], _ options: EstimationOptions) -> Bool {
    !table.isCategorical && options.missing != .pairwise && samples.contains(where: \.isIncomplete)
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
