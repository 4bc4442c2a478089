import LinearAlgebra

/// Where the optimiser starts: each equation's least-squares solution from the moments of all variables.
///
/// Moments of latent variables come from their indicators (``LatentMoments``). Recursive models of observed variables with uncorrelated
/// errors start at their optimum (conventions.md section 3).
struct StartingValues {
  /// How much is taken from the moments; each next start is tried when the one before leads nowhere.
  enum Detail: CaseIterable, Sendable {
    /// Slopes, residual variances and residual covariances by least squares.
    case full
    /// Residual covariances at zero.
    case uncorrelated
    /// Free loadings as for `full`; regressions at zero, half of each observed variance residual, small latent variances.
    case plain
    /// Loadings that give each latent variable a quarter of the variance of each indicator, with the signs of `full`; else as `plain`.
    case even
  }

  private let matrices: RAMMatrices
  /// v x v.
  private let moments: Matrix
  private let means: [Double]?
  private let thresholds: [Int: [Double]]
  private let detail: Detail

  private init(_ matrices: RAMMatrices, _ observed: ObservedMoments, _ detail: Detail) {
    self.matrices = matrices
    moments = LatentMoments(matrices, observed: observed.covariance).covariance
    means = observed.means
    thresholds = observed.thresholds
    self.detail = detail
  }

  /// The parameter vector to start from. A parameter that stands in several places starts at the mean of its values there; the user's
  /// values come first.
  static func parameters(
    _ groups: [RAMMatrices], observed: [ObservedMoments], userStarts: [Int: Double], detail: Detail
  ) -> [Double] {
    let count = groups.first?.parameterCount ?? 0
    var sums = [Double](repeating: 0, count: count)
    var places = [Double](repeating: 0, count: count)
    for (matrices, moments) in zip(groups, observed) {
      for (index, value) in StartingValues(matrices, moments, detail).values {
        sums[index] += value
        places[index] += 1
      }
    }
    var parameters = (0..<count).map { places[$0] > 0 ? sums[$0] / places[$0] : 0 }
    for (index, value) in userStarts { parameters[index] = value }
    return parameters
  }

  /// A value for every place of every free parameter of the group.
  private var values: [(index: Int, value: Double)] {
    let slopes = slopeMatrix()
    let residuals = residualCovariance(slopes)
    var values: [(Int, Double)] = []
    func set(_ entry: RAMMatrices.Entry, _ value: Double) {
      if case .parameter(let index) = entry.source { values.append((index, value)) }
    }
    for entry in matrices.directEffects {
      let isLoading = entry.column >= matrices.observedCount && entry.row < matrices.observedCount
      set(entry, isLoading ? loading(entry, slopes) : isBare ? 0 : slopes[entry.row, entry.column])
    }
    for entry in matrices.symmetricEffects {
      if entry.row == entry.column {
        set(entry, residualVariance(entry.row, residuals[entry.row, entry.row]))
      } else {
        set(entry, detail == .full ? residuals[entry.row, entry.column] : 0)
      }
    }
    for composite in matrices.composites {
      for (source, weight) in zip(composite.weights, CompositeStart.weights(composite, matrices, moments)) {
        if case .parameter(let index) = source { values.append((index, weight)) }
      }
    }
    for entry in matrices.thresholds {
      let known = thresholds[entry.row] ?? []
      set(entry, known.indices.contains(entry.column) ? known[entry.column] : 0)
    }
    for entry in matrices.scalings { set(entry, 1) }
    if let means {
      for entry in matrices.intercepts {
        guard entry.row < matrices.observedCount else { continue }
        var intercept = means[entry.row]
        for j in 0..<matrices.observedCount { intercept -= slopes[entry.row, j] * means[j] }
        set(entry, intercept)
      }
    }
    return values
  }

  private var isBare: Bool { detail == .plain || detail == .even }

  private func loading(_ entry: RAMMatrices.Entry, _ slopes: Matrix) -> Double {
    let slope = slopes[entry.row, entry.column]
    guard detail == .even, moments[entry.column, entry.column] > 0 else { return slope }
    let size = 0.5 * (moments[entry.row, entry.row] / moments[entry.column, entry.column]).squareRoot()
    return slope < 0 ? -size : size
  }

  private func residualVariance(_ variable: Int, _ residual: Double) -> Double {
    let variance = moments[variable, variable]
    if isBare { return variable < matrices.observedCount ? variance / 2 : 0.05 }
    return residual > 0.001 * variance && residual <= 1.001 * variance ? residual : variance / 2
  }

  /// Slopes of every equation: fixed ones as they are, free ones by least squares given those.
  private func slopeMatrix() -> Matrix {
    let count = matrices.variables.count
    var slopes = Matrix(rowCount: count, columnCount: count)
    for (outcome, entries) in Dictionary(grouping: matrices.directEffects, by: \.row) {
      var target = (0..<count).map { moments[$0, outcome] }
      for entry in entries {
        guard case .fixed(let value) = entry.source else { continue }
        slopes[outcome, entry.column] = value
        for i in 0..<count { target[i] -= value * moments[i, entry.column] }
      }
      let predictors = entries.compactMap { entry -> Int? in
        if case .parameter = entry.source { return entry.column }
        return nil
      }
      guard !predictors.isEmpty, let factor = try? CholeskyFactorization(moments.principal(predictors)) else { continue }
      let solution = factor.solve(predictors.map { target[$0] })
      for (k, predictor) in predictors.enumerated() { slopes[outcome, predictor] = solution[k] }
    }
    return slopes
  }

  /// (I - A) C (I - A)': what the equations leave over.
  private func residualCovariance(_ slopes: Matrix) -> Matrix {
    let remainder = Matrix.identity(matrices.variables.count) - slopes
    return (remainder * moments).timesTransposed(remainder)
  }
}
