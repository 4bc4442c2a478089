import LinearAlgebra

/// The moments that a model implies at given parameters (McArdle's RAM).
///
/// `Sigma = B S B'` over all v variables with `B = (I - A)^-1`, `mu = B m`; the first `observedCount` rows and columns are the
/// observed ones. The residual variance of an ordinal variable, where it is no parameter, is what its variance (given the covariates)
/// is short of `1/kappa^2`.
struct ImpliedMoments: Sendable {
  /// Total effects plus identity, (I - A)^-1: v x v.
  var totalEffects: Matrix
  /// v x v.
  var covariance: Matrix
  /// Length v; zero without a mean structure.
  var means: [Double]
  /// The same given that the covariates are 0; `nil` without covariates.
  private var conditional: (covariance: Matrix, means: [Double])?
  /// Length v: kappa of ordinal variables, 1 for others.
  private(set) var scales: [Double]
  /// Thresholds by variable and number; empty without ordinal variables.
  private(set) var thresholds: [Int: [Int: Double]] = [:]
  /// The residual variances that were computed, by variable.
  private(set) var computedResiduals: [Int: Double] = [:]
  /// Composites at their weights, and the entries of the matrices that follow, by number.
  private(set) var composites: [CompositeMoments] = []
  var dependents: [Double]

  /// - Throws: `singular` when (I - A) has no inverse.
  init(_ matrices: RAMMatrices, parameters: [Double], sample: ObservedMoments) throws(FactorizationError) {
    let count = matrices.variables.count
    let composites = matrices.composites.map { CompositeMoments($0, parameters, sample) }
    var dependents = [Double](repeating: 0, count: matrices.dependentCount)
    for composite in composites { composite.write(into: &dependents) }
    (self.composites, self.dependents) = (composites, dependents)
    func value(_ entry: RAMMatrices.Entry) -> Double {
      if case .dependent(let index) = entry.source { dependents[index] } else { entry.value(parameters, sample) }
    }
    var paths = Matrix.identity(count)
    for entry in matrices.directEffects {
      paths[entry.row, entry.column] -= value(entry)
    }
    var symmetric = Matrix(rowCount: count, columnCount: count)
    for entry in matrices.symmetricEffects {
      symmetric[entry.row, entry.column] = value(entry)
      symmetric[entry.column, entry.row] = value(entry)
    }
    var intercepts = [Double](repeating: 0, count: count)
    for entry in matrices.intercepts {
      if case .sampleMoment = entry.source {
        intercepts[entry.row] = sample.means?[entry.row] ?? 0
      } else {
        intercepts[entry.row] = value(entry)
      }
    }
    totalEffects = try LUFactorization(paths).inverse()
    means = totalEffects.times(intercepts)
    scales = [Double](repeating: 1, count: count)
    covariance = (totalEffects * symmetric).timesTransposed(totalEffects).symmetrized
    if !matrices.covariates.isEmpty {
      var (rest, constants) = (symmetric, intercepts)
      for x in matrices.covariates {
        constants[x] = 0
        for j in 0..<count { (rest[x, j], rest[j, x]) = (0, 0) }
      }
      conditional = ((totalEffects * rest).timesTransposed(totalEffects).symmetrized, totalEffects.times(constants))
    }
    if !composites.isEmpty { addComposites(matrices) }
    if !matrices.thresholds.isEmpty || matrices.hasUnitVariances { addOrdinal(matrices, parameters, sample) }
  }

  /// Covariances given the covariates, v x v; those of the covariates are 0.
  var conditionalCovariance: Matrix { conditional?.covariance ?? covariance }
  /// Means given that the covariates are 0.
  var conditionalMeans: [Double] { conditional?.means ?? means }

  private mutating func addOrdinal(_ matrices: RAMMatrices, _ parameters: [Double], _ sample: ObservedMoments) {
    for entry in matrices.thresholds {
      thresholds[entry.row, default: [:]][entry.column] = entry.value(parameters, sample)
    }
    if matrices.parameterization == .theta {
      let variances = conditionalCovariance.diagonal
      for variable in matrices.ordinalVariables { scales[variable] = 1 / variances[variable].squareRoot() }
      return
    }
    for entry in matrices.scalings { scales[entry.row] = entry.value(parameters, sample) }
    let ordinal = matrices.unitVarianceVariables
    guard !ordinal.isEmpty else { return }
    let variances = conditionalCovariance.diagonal
    let residuals = residualVariances(
      giving: ordinal.map { 1 / (scales[$0] * scales[$0]) - variances[$0] }, of: ordinal)
    for (k, variable) in ordinal.enumerated() where residuals[k] != 0 {
      let effects = totalEffects.column(variable)
      let all = Array(effects.indices)
      covariance.add(residuals[k], timesProductOf: effects, effects, at: all)
      conditional?.covariance.add(residuals[k], timesProductOf: effects, effects, at: all)
      computedResiduals[variable] = residuals[k]
    }
  }

  /// The residual variances of `variables` that add given amounts to their variances: `sum_k B_ik^2 s_k = amount_i`.
  func residualVariances(giving amounts: [Double], of variables: [Int]) -> [Double] {
    var squares = Matrix(rowCount: variables.count, columnCount: variables.count)
    var isDiagonal = true
    for (i, a) in variables.enumerated() {
      for (k, b) in variables.enumerated() {
        squares[i, k] = totalEffects[a, b] * totalEffects[a, b]
        if i != k && squares[i, k] != 0 { isDiagonal = false }
      }
    }
    if isDiagonal { return amounts.indices.map { amounts[$0] / squares[$0, $0] } }
    return (try? LUFactorization(squares))?.solve(amounts) ?? amounts
  }

  mutating func setResidual(_ value: Double, of variable: Int) { computedResiduals[variable] = value }

  func threshold(_ variable: Int, _ number: Int) -> Double { thresholds[variable]?[number] ?? 0 }
}

extension RAMMatrices.Entry {
  /// The entry's value; a sample moment is the observed covariance of its two variables, a unit variance's residual is 0 until it is
  /// known.
  func value(_ parameters: [Double], _ sample: ObservedMoments) -> Double {
    switch source {
    case .parameter(let index): parameters[index]
    case .fixed(let value): value
    case .sampleMoment: sample.covariance[row, column]
    case .unitVariance, .dependent: 0
    }
  }
}
