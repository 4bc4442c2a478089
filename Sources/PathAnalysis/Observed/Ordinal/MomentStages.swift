import LinearAlgebra

/// The moments and what each case adds to them, as the pairs of variables come in.
struct MomentStages: Sendable {
  private let variables: [AvailableMargin]
  private let caseCount: Int
  private var margins: [Margin] { variables.map(\.margin) }
  private var covariateCount: Int { variables.first?.covariates?.count ?? 0 }
  /// In the units of the margins: correlations off the diagonal.
  private var correlations: Matrix
  /// Columns of what each case adds to the covariances, in the units of the variables, pair by pair.
  private var pairInfluence: [Double] = []
  private var pairs: [MomentElement] = []
  private var warnings: [OrdinalWarning] = []

  init(_ variables: [AvailableMargin], caseCount: Int) {
    self.variables = variables
    self.caseCount = caseCount
    correlations = Matrix.identity(variables.count)
    pairInfluence.reserveCapacity(caseCount * variables.count * (variables.count - 1) / 2)
  }

  /// Estimates the correlation of two variables, row > column.
  /// - Throws: `neverTogether`, `perfectAssociation`, `noSamplingVariance`.
  mutating func addPair(row: Int, column: Int, names: [String]) throws(OrdinalProblem) {
    let shared = variables[column].casesShared(with: variables[row])
    if shared?.isEmpty == true { throw .neverTogether(first: names[column], second: names[row]) }
    guard let fit = fit(row: row, column: column, shared) else {
      throw .perfectAssociation(first: names[column], second: names[row])
    }
    let information = fit.scores.reduce(0) { $0 + $1 * $1 }
    guard information > 0, information.isFinite else {
      throw .noSamplingVariance(variables: [names[column], names[row]])
    }
    correlations[row, column] = fit.correlation
    correlations[column, row] = fit.correlation
    if abs(fit.correlation) > 0.99 {
      warnings.append(.nearlyPerfect(first: column, second: row, correlation: fit.correlation))
    }
    pairs.append(.covariance(row: row, column: column))
    let (first, second) = (variables[column].margin, variables[row].margin)
    // s₂ - A₂₁ a₁, over A₂₂ and in the units of the variables: one linear combination of three terms.
    let unit = first.standardDeviation * second.standardDeviation
    let fromFirst = first.influence.times(
      first.weights(fit.firstDerivatives, over: information, plus: fit.correlation / 2, times: unit))
    let fromSecond = second.influence.times(
      second.weights(fit.secondDerivatives, over: information, plus: fit.correlation / 2, times: unit))
    let scale = unit / information
    let start = pairInfluence.count
    for (a, b) in zip(fromFirst, fromSecond) { pairInfluence.append(a + b) }
    if let shared {
      for (place, row) in shared.enumerated() { pairInfluence[start + row] += fit.scores[place] * scale }
    } else {
      for index in fit.scores.indices { pairInfluence[start + index] += fit.scores[index] * scale }
    }
  }

  /// - Parameter shared: the cases that have both variables; `nil`: all.
  private mutating func fit(row: Int, column: Int, _ shared: [Int]?) -> PairFit? {
    let (left, right) = (variables[column].selecting(shared), variables[row].selecting(shared))
    let covariates = PairFit.PairCovariates(first: left.covariates, second: right.covariates)
    switch (left.margin, right.margin) {
    case (.ordinal(let first), .ordinal(let second)):
      if covariates.first != nil { return PairFit(first, second, covariates: covariates) }
      let table = ContingencyTable(first.categories, second.categories)
      let adjusted = table.withoutEmptyCell
      if table.emptyCellCount > 0 {
        warnings.append(
          adjusted == nil
            ? .emptyCells(first: column, second: row, count: table.emptyCellCount)
            : .adjustedEmptyCell(first: column, second: row))
      }
      return PairFit(first, second, table: table, fitted: adjusted ?? table)
    case (.continuous(let first), .continuous(let second)): return PairFit(first, second, covariates: covariates)
    case (.continuous(let first), .ordinal(let second)): return PairFit(first, second, covariates: covariates)
    case (.ordinal(let first), .continuous(let second)):
      return PairFit(second, first, covariates: covariates.exchanged).map { fit in
        var exchanged = fit
        (exchanged.firstDerivatives, exchanged.secondDerivatives) = (fit.secondDerivatives, fit.firstDerivatives)
        return exchanged
      }
    }
  }
}

extension MomentStages {
  /// The moments once all pairs are in.
  var moments: OrdinalMoments {
    let coefficients = variables.map { $0.margin.coefficients($0.covariates) }
    var slopes = Matrix(rowCount: variables.count, columnCount: covariateCount)
    for (variable, coefficients) in coefficients.enumerated() {
      for (covariate, slope) in coefficients.slopes.enumerated() { slopes[variable, covariate] = slope }
    }
    let deviations = Matrix.diagonal(margins.map(\.standardDeviation))
    let (influence, elements) = influence
    return OrdinalMoments(
      thresholds: coefficients.map(\.thresholds), means: coefficients.map { $0.mean ?? 0 }, slopes: slopes,
      covariance: deviations * correlations * deviations,
      gamma: Double(caseCount) * influence.transposedTimes(influence).symmetrized, sampleSize: caseCount, elements: elements,
      warnings: warnings)
  }

  /// What each case adds to each element of the moment vector: n x elements.
  private var influence: (columns: Matrix, elements: [MomentElement]) {
    var (columns, elements): ([Double], [MomentElement]) = ([], [])
    columns.reserveCapacity(caseCount * (variables.count * covariateCount * 2 + pairs.count) + 4 * pairInfluence.count)
    let unstandardized = variables.map { $0.margin.influenceInUnits($0.covariates) }
    for (variable, margin) in unstandardized.enumerated() {
      for number in 0..<margin.levels.columnCount {
        elements.append(
          margin.variance == nil ? .threshold(variable: variable, number: number) : .negativeMean(variable: variable))
      }
      columns += margin.levels.elements
    }
    for covariate in 0..<covariateCount {
      for (variable, margin) in unstandardized.enumerated() {
        elements.append(.slope(variable: variable, covariate: covariate))
        columns += margin.slopes.column(covariate)
      }
    }
    for (variable, margin) in unstandardized.enumerated() {
      guard let variance = margin.variance else { continue }
      elements.append(.variance(variable: variable))
      columns += variance
    }
    columns += pairInfluence
    elements += pairs
    return (Matrix(rowCount: caseCount, columnCount: elements.count, columnMajor: columns), elements)
  }
}
