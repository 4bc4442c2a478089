import LinearAlgebra

/// The maximum-likelihood discrepancy of one group of a recursive model, latent variables included, for many samples in turn.
///
/// The same F and gradient as ``MaximumLikelihood``, without its generality: where the paths stand is known once, so that `G = F B` and
/// `C = F Sigma` follow path by path from `G (I - A) = F` and `C (I - A)' = G S`, with no inverse of I - A, and everything happens in
/// buffers that are reused. An evaluation costs little more than the factorisation of Sigma.
struct LatentLikelihood: Sendable {
  /// An entry of A, S or m.
  private struct Place: Sendable {
    var row: Int
    var column: Int
    var source: RAMMatrices.Source
    /// The parameter's index; -1 for other values.
    var parameter = -1
    /// Where W times the place's column of C (a path) or G (a covariance) is: a column of `weighted`, or -1 for column `column` of W.
    var weightedColumn = -1

    init(_ entry: RAMMatrices.Entry) {
      (row, column, source) = (entry.row, entry.column, entry.source)
      if case .parameter(let index) = source { parameter = index }
    }
  }

  private let observedCount: Int
  private let hasMeans: Bool
  /// In causal order: a path comes after those that end where it starts.
  private var paths: [Place]
  private var symmetric: [Place]
  private let intercepts: [Place]
  /// The columns of C, then those of G, that the gradient needs times W.
  private let weightedCovariances: [Int]
  private let weightedEffects: [Int]
  /// Gradient of F at the last evaluation, length q.
  private(set) var gradient: [Double]
  private var pathValues: [Double]
  /// F and G = F B, p x v.
  private let selection: Matrix
  private var effects: Matrix
  /// C = F Sigma, p x v: Sigma_b first.
  private var covariances: Matrix
  private var impliedMeans: [Double]
  private var residuals: [Double]
  private var meanSlopes: [Double]
  /// S + d d'.
  private var moments: Matrix
  private var deviance: NormalDeviance
  private var carriers: Matrix
  private var weighted: Matrix

  /// `nil` where variables affect themselves, for ordinal variables and for composites.
  init?(_ matrices: RAMMatrices) {
    guard let order = matrices.causalOrder, matrices.thresholds.isEmpty, matrices.covariates.isEmpty,
      matrices.composites.isEmpty
    else { return nil }
    let (p, v) = (matrices.observedCount, matrices.variables.count)
    var rank = [Int](repeating: 0, count: v)
    for (place, variable) in order.enumerated() { rank[variable] = place }
    observedCount = p
    hasMeans = !matrices.intercepts.isEmpty
    paths = matrices.directEffects.map(Place.init).sorted { rank[$0.row] < rank[$1.row] }
    symmetric = matrices.symmetricEffects.map(Place.init)
    intercepts = matrices.intercepts.map(Place.init)
    // Of an observed variable without effects, G has a column of the identity.
    let causes = Set(paths.map(\.column))
    weightedCovariances = Set(paths.filter { $0.parameter >= 0 }.map(\.column)).sorted()
    weightedEffects = Set(symmetric.filter { $0.parameter >= 0 && ($0.column >= p || causes.contains($0.column)) }.map(\.column))
      .sorted()
    for k in paths.indices { paths[k].weightedColumn = weightedCovariances.firstIndex(of: paths[k].column) ?? -1 }
    for k in symmetric.indices {
      guard let index = weightedEffects.firstIndex(of: symmetric[k].column) else { continue }
      symmetric[k].weightedColumn = weightedCovariances.count + index
    }
    gradient = [Double](repeating: 0, count: matrices.parameterCount)
    pathValues = [Double](repeating: 0, count: paths.count)
    var selection = Matrix(rowCount: p, columnCount: v)
    for i in 0..<p { selection[i, i] = 1 }
    self.selection = selection
    effects = selection
    covariances = selection
    impliedMeans = [Double](repeating: 0, count: v)
    residuals = [Double](repeating: 0, count: p)
    meanSlopes = residuals
    moments = Matrix(rowCount: p, columnCount: p)
    deviance = NormalDeviance(order: p)
    carriers = Matrix(rowCount: p, columnCount: weightedCovariances.count + weightedEffects.count)
    weighted = carriers
  }

  /// F at `parameters` up to a constant, with its gradient; `nil` when Sigma is not positive definite.
  ///
  /// `covariance` is p x p, `means` of length p (ignored without a mean structure).
  mutating func evaluate(_ parameters: [Double], covariance: Matrix, means: [Double]) -> Double? {
    formEffects(parameters)
    formCovariances(parameters, covariance)
    if hasMeans {
      formResiduals(parameters, covariance, means)
    } else {
      moments = covariance
    }
    guard let value = deviance.evaluate(covariances, moments: moments) else { return nil }
    if hasMeans { for i in meanSlopes.indices { meanSlopes[i] = deviance.precision.columnProduct(i, residuals) } }
    formGradient(deviance.slope)
    return value
  }

  /// F of incomplete cases at `parameters`, with its gradient; `nil` when Sigma of a pattern is not positive definite.
  ///
  /// `reference` holds the moments of the fixed exogenous variables.
  mutating func evaluate(_ parameters: [Double], _ patterns: inout PatternDeviance, reference: ObservedMoments) -> Double? {
    formEffects(parameters)
    formCovariances(parameters, reference.covariance)
    formMeans(parameters, reference.covariance, reference.means ?? [])
    guard let value = patterns.evaluate(covariances, means: impliedMeans) else { return nil }
    for i in meanSlopes.indices { meanSlopes[i] = patterns.meanSlopes[i] }
    formGradient(patterns.slope)
    return value
  }

  private func value(_ place: Place, _ parameters: [Double], _ covariance: Matrix) -> Double {
    switch place.source {
    case .parameter(let index): parameters[index]
    case .fixed(let value): value
    case .sampleMoment: covariance[place.row, place.column]
    case .unitVariance, .dependent: 0
    }
  }

  /// `G (I - A) = F`: a variable's effects on the observed ones are those of the variables that it affects, times its paths to them.
  private mutating func formEffects(_ parameters: [Double]) {
    effects.copy(selection)
    for k in paths.indices.reversed() {
      let place = paths[k]
      if place.parameter >= 0 {
        pathValues[k] = parameters[place.parameter]
      } else if case .fixed(let value) = place.source {
        pathValues[k] = value
      }
      effects.addColumn(place.row, times: pathValues[k], toColumn: place.column)
    }
  }

  /// `C (I - A)' = G S`.
  private mutating func formCovariances(_ parameters: [Double], _ covariance: Matrix) {
    covariances.fill(0)
    for place in symmetric {
      let value = value(place, parameters, covariance)
      covariances.addColumn(place.row, of: effects, times: value, toColumn: place.column)
      if place.row != place.column { covariances.addColumn(place.column, of: effects, times: value, toColumn: place.row) }
    }
    for (k, place) in paths.enumerated() {
      covariances.addColumn(place.column, times: pathValues[k], toColumn: place.row)
    }
  }

  /// d = m - mu, and S + d d'.
  private mutating func formResiduals(_ parameters: [Double], _ covariance: Matrix, _ means: [Double]) {
    formMeans(parameters, covariance, means)
    for i in residuals.indices { residuals[i] = means[i] - impliedMeans[i] }
    moments.copy(covariance)
    for j in residuals.indices { for i in residuals.indices { moments[i, j] += residuals[i] * residuals[j] } }
  }

  /// mu, where `(I - A) mu` are the intercepts.
  private mutating func formMeans(_ parameters: [Double], _ covariance: Matrix, _ means: [Double]) {
    for i in impliedMeans.indices { impliedMeans[i] = 0 }
    for place in intercepts {
      if case .sampleMoment = place.source {
        impliedMeans[place.row] = means[place.row]
      } else {
        impliedMeans[place.row] = value(place, parameters, covariance)
      }
    }
    for (k, place) in paths.enumerated() { impliedMeans[place.row] += pathValues[k] * impliedMeans[place.column] }
  }

  /// With `W = Sigma^-1 - Sigma^-1 (S + d d') Sigma^-1` and `z = Sigma^-1 d`: `2 (g_i' W c_j - g_i' z mu_j)` for a path from j to i,
  /// `g_i' W g_j` for a variance and twice that for a covariance, `-2 g_i' z` for an intercept.
  private mutating func formGradient(_ slope: Matrix) {
    for k in gradient.indices { gradient[k] = 0 }
    if carriers.columnCount > 0 {
      carriers.fill(0)
      for (k, column) in weightedCovariances.enumerated() { carriers.addColumn(column, of: covariances, times: 1, toColumn: k) }
      for (k, column) in weightedEffects.enumerated() {
        carriers.addColumn(column, of: effects, times: 1, toColumn: weightedCovariances.count + k)
      }
      weighted.become(slope, times: carriers)
    }
    for place in paths where place.parameter >= 0 {
      gradient[place.parameter] += 2 * effects.columnProduct(place.row, weighted, place.weightedColumn)
    }
    for place in symmetric where place.parameter >= 0 {
      let product =
        place.weightedColumn < 0
        ? effects.columnProduct(place.row, slope, place.column)
        : effects.columnProduct(place.row, weighted, place.weightedColumn)
      gradient[place.parameter] += place.row == place.column ? product : 2 * product
    }
    guard hasMeans else { return }
    for place in paths where place.parameter >= 0 {
      gradient[place.parameter] -= 2 * effects.columnProduct(place.row, meanSlopes) * impliedMeans[place.column]
    }
    for place in intercepts where place.parameter >= 0 {
      gradient[place.parameter] -= 2 * effects.columnProduct(place.row, meanSlopes)
    }
  }
}
