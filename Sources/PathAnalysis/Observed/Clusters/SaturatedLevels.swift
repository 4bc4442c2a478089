import LinearAlgebra

/// The saturated model of clustered data: free covariances at each level and free means.
///
/// There are no closed forms where clusters differ in size, so it is estimated as any other model is.
struct SaturatedLevels: Sendable {
  let data: ClusteredData
  /// Moments of all parts, no covariance between the levels; the means of within parts that have a between part are 0.
  let moments: ObservedMoments
  /// F of the blocks at these moments: what a model's F is measured from.
  let discrepancy: Double
  let converged: Bool

  /// - Throws: `noAdmissibleStart` when no moments are possible.
  init(_ data: ClusteredData, of matrices: RAMMatrices, sample: Sample) throws(FitError) {
    self.data = data
    let start = Self.analysisOfVariance(data, variableCount: matrices.observedCount)
    let own = Self.matrices(like: matrices, fixing: [])
    let solution = try Estimation.saturated(own, data, at: start, discrepancy: 0, sample).run()
    let implied = solution.implied[0]
    moments = ObservedMoments(covariance: implied.covariance, means: implied.means, sampleSize: data.caseCount)
    discrepancy = solution.discrepancy
    converged = solution.converged
  }

  /// Free variances, covariances within each level and means of the observed variables, the moments of `exogenous` at their sample values.
  static func matrices(like matrices: RAMMatrices, fixing exogenous: Set<Int>) -> RAMMatrices {
    let p = matrices.observedCount
    var count = 0
    func source(isFixed: Bool) -> RAMMatrices.Source {
      if isFixed { return .sampleMoment }
      defer { count += 1 }
      return .parameter(count)
    }
    var result = RAMMatrices(
      variables: Array(matrices.variables.prefix(p)), observedCount: p, directEffects: [], symmetricEffects: [], intercepts: [],
      parameterCount: 0)
    result.levels = Array(matrices.levels.prefix(p))
    for i in 0..<p {
      for j in 0...i where result.levels[i] == result.levels[j] {
        let isFixed = exogenous.contains(i) && exogenous.contains(j)
        result.symmetricEffects.append(.init(row: i, column: j, source: source(isFixed: isFixed)))
      }
      if result.betweenPart(of: i) == nil {
        result.intercepts.append(.init(row: i, column: 0, source: source(isFixed: exogenous.contains(i))))
      }
    }
    result.parameterCount = count
    return result
  }

  /// The parameters of such matrices at given moments.
  static func parameters(_ matrices: RAMMatrices, covariance: Matrix, means: [Double]) -> [Double] {
    var parameters = [Double](repeating: 0, count: matrices.parameterCount)
    for entry in matrices.symmetricEffects {
      if case .parameter(let index) = entry.source { parameters[index] = covariance[entry.row, entry.column] }
    }
    for entry in matrices.intercepts {
      if case .parameter(let index) = entry.source {
        // A model may put part of the mean within clusters.
        let within = (0..<matrices.observedCount).first { matrices.betweenPart(of: $0) == entry.row }
        parameters[index] = means[entry.row] + (within.map { means[$0] } ?? 0)
      }
    }
    return parameters
  }

  /// Moments to start from: pooled within covariance, and what the clusters' means vary beyond it; variances above zero.
  private static func analysisOfVariance(_ data: ClusteredData, variableCount: Int) -> ObservedMoments {
    var covariance = Matrix(rowCount: variableCount, columnCount: variableCount)
    var means = [Double](repeating: 0, count: variableCount)
    let layout = data.layout
    let size = data.typicalSize
    let centred = data.centredMeans
    let spread = (1 / Double(max(data.clusterCount - 1, 1))) * centred.weighted.transposedTimes(centred.weighted)
    for (j, second) in layout.variables.enumerated() {
      if let place = second.between ?? second.within { means[place] = centred.means[j] }
      for (i, first) in layout.variables.enumerated() {
        if let a = first.within, let b = second.within { covariance[a, b] = data.withinCovariance[i, j] }
        guard let a = first.between, let b = second.between else { continue }
        let within = first.within != nil && second.within != nil ? data.withinCovariance[i, j] : 0
        let value = (spread[i, j] - within) / size
        covariance[a, b] = i == j ? max(value, 0.02 * spread[i, i] / size) : value
      }
    }
    return ObservedMoments(covariance: covariance, means: means, sampleSize: data.caseCount)
  }
}

extension ClusteredData {
  /// Grand means, and the clusters' deviations from them times `sqrt(s)`: J x p.
  fileprivate var centredMeans: (means: [Double], weighted: Matrix) {
    var weighted = vectors
    var means: [Double] = []
    let roots = sizes.map { Double($0).squareRoot() }
    for (column, variable) in layout.variables.enumerated() {
      let own = sizes.indices.map { vectors[$0, column] / (variable.within == nil ? 1 : roots[$0]) }
      let mean =
        variable.within == nil
        ? own.reduce(0, +) / Double(clusterCount)
        : own.indices.reduce(0) { $0 + Double(sizes[$1]) * own[$1] } / Double(caseCount)
      means.append(mean)
      for cluster in own.indices { weighted[cluster, column] = roots[cluster] * (own[cluster] - mean) }
    }
    return (means, weighted)
  }
}

extension Estimation {
  /// The saturated model's, or another's of the same data without a saturated model to measure F from.
  static func saturated(
    _ matrices: RAMMatrices, _ data: ClusteredData, at start: ObservedMoments, discrepancy: Double, _ sample: Sample
  ) -> Estimation {
    let group = GroupData(
      sample: sample, observed: start, weight: Double(data.caseCount), form: .clusters(data, saturated: discrepancy), rows: nil)
    var options = EstimationOptions()
    options.information = .observed
    return Estimation(groups: [matrices], data: [group], method: EstimationMethod(options, isIncomplete: false))
  }
}
