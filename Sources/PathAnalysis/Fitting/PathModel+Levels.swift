import LinearAlgebra

extension PathModel {
  /// What is not done for models of two levels is refused by name: least squares, robust moments, incomplete data, weights.
  func refuseForLevels(_ samples: [Sample], _ options: EstimationOptions, _ method: EstimationMethod) throws(FitError) {
    guard table.hasLevels else { return }
    if samples.contains(where: { $0.rows == nil || $0.clusters == nil }) { throw .clustersNeeded }
    if method.discrepancy != .maximumLikelihood { throw .notWithLevels("estimator \(method.estimator.rawValue)") }
    if options.likelihood == .wishart { throw .notWithLevels("likelihood wishart") }
    if table.isConditionalX { throw .notWithLevels("conditional-x") }
    if method.standardErrors == .moments { throw .notWithLevels("standard errors from moments (robust.sem)") }
    if let test = method.tests.first(where: { ![.standard, .none, .yuanBentler, .yuanBentlerMplus].contains($0) }) {
      throw .notWithLevels("test \(test.rawValue)")
    }
    if samples.contains(where: \.isIncomplete) { throw .notWithLevels("full information with missing values") }
    if samples.contains(where: { $0.weights != nil }) { throw .notWithLevels("sampling-weights") }
  }

  /// The data of a group by cluster, with the saturated model's moments.
  func clusteredData(_ sample: Sample, group: Int) throws(FitError) -> GroupData {
    let matrices = groups[group]
    let names = observedVariables(ofGroup: group)
    if let missing = names.first(where: { !sample.variables.contains($0) }) { throw .missingVariable(missing) }
    guard let all = sample.rows, let clusters = sample.clusters else { throw .clustersNeeded }
    try refuseDegenerate(ObservedMoments(sample, order: unique(names), rescales: true), sample, unique(names))
    let columns = names.compactMap { sample.variables.firstIndex(of: $0) }
    let cases = all.selecting(columns: columns)
    let rows = cases.matrix
    let data = ClusteredData(LevelLayout(matrices), rows: rows, clusters: clusters)
    try refuseDegenerate(data, rows, names)
    let saturated = try SaturatedLevels(data, of: matrices, sample: sample)
    return GroupData(
      sample: sample, observed: saturated.moments, weight: Double(data.caseCount),
      form: .clusters(data, saturated: saturated.discrepancy), rows: cases)
  }

  private func refuseDegenerate(_ data: ClusteredData, _ rows: Matrix, _ names: [String]) throws(FitError) {
    let variables = data.layout.variables
    let betweenCount = variables.filter { $0.between != nil }.count
    guard data.caseCount > data.clusterCount, data.clusterCount > betweenCount,
      data.caseCount - data.clusterCount > data.layout.withinCount
    else {
      throw .tooFewClusters(clusterCount: data.clusterCount, caseCount: data.caseCount, variableCount: betweenCount)
    }
    for (column, variable) in variables.enumerated() where variable.within == nil {
      guard let place = variable.between else { continue }
      let differs = data.clusters.indices.contains { row in
        let value = data.vectors[data.clusters[row], column]
        return abs(rows[row, place] - value) > 1e-9 * max(abs(value), 1e-300)
      }
      if differs { throw .variesWithinClusters(names[place]) }
    }
    let within = data.withinCovariance
    for i in 0..<within.rowCount {
      let place = variables[i].within ?? 0
      let scale = rows.column(place).reduce(0) { max($0, abs($1)) }
      if !(within[i, i] > 1e-24 * scale * scale) { throw .constantWithinClusters(names[place]) }
    }
    let withinNames = variables.compactMap(\.within).map { names[$0] }
    if let collinear = Collinearity.first(in: within, names: withinNames) {
      throw .collinear(collinear.variable, with: collinear.others)
    }
  }
}
