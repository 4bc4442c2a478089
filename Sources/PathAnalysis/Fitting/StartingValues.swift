import LinearAlgebra

/// Where the optimiser starts: each equation's least-squares solution from the observed moments.
///
/// Recursive models with uncorrelated errors start at their optimum (conventions.md section 3).
struct StartingValues {
  let matrices: RAMMatrices
  let observed: ObservedMoments

  /// Start values, the user's first; with residual covariances at their least-squares values, or at zero.
  func parameters(userStarts: [Int: Double], residualCovariances: Bool) -> [Double] {
    var values = [Double](repeating: 0, count: matrices.parameterCount)
    let slopes = slopeMatrix()
    let residuals = residualCovariance(slopes)
    for entry in matrices.directEffects { set(&values, entry, slopes[entry.row, entry.column]) }
    for entry in matrices.symmetricEffects {
      let i = entry.row
      let j = entry.column
      if i == j {
        let variance = observed.covariance[i, i]
        let residual = residuals[i, i]
        set(&values, entry, residual > 0.001 * variance && residual <= 1.001 * variance ? residual : variance / 2)
      } else {
        set(&values, entry, residualCovariances ? residuals[i, j] : 0)
      }
    }
    if let means = observed.means {
      for entry in matrices.intercepts {
        var intercept = means[entry.row]
        for j in 0..<matrices.observedCount { intercept -= slopes[entry.row, j] * means[j] }
        set(&values, entry, intercept)
      }
    }
    for (index, value) in userStarts { values[index] = value }
    return values
  }

  private func set(_ values: inout [Double], _ entry: RAMMatrices.Entry, _ value: Double) {
    if case .parameter(let index) = entry.source { values[index] = value }
  }

  /// Slopes of every equation: fixed ones as they are, free ones by least squares given those.
  private func slopeMatrix() -> Matrix {
    let p = matrices.observedCount
    var slopes = Matrix(rowCount: p, columnCount: p)
    for (outcome, entries) in Dictionary(grouping: matrices.directEffects, by: \.row) {
      var target = (0..<p).map { observed.covariance[$0, outcome] }
      for entry in entries {
        guard case .fixed(let value) = entry.source else { continue }
        slopes[outcome, entry.column] = value
        for i in 0..<p { target[i] -= value * observed.covariance[i, entry.column] }
      }
      let predictors = entries.compactMap { entry -> Int? in
        if case .parameter = entry.source { return entry.column }
        return nil
      }
      guard !predictors.isEmpty, let factor = try? CholeskyFactorization(observed.covariance.principal(predictors)) else {
        continue
      }
      let solution = factor.solve(predictors.map { target[$0] })
      for (k, predictor) in predictors.enumerated() { slopes[outcome, predictor] = solution[k] }
    }
    return slopes
  }

  /// (I - A) S (I - A)': what the equations leave over.
  private func residualCovariance(_ slopes: Matrix) -> Matrix {
    let remainder = Matrix.identity(matrices.observedCount) - slopes
    return (remainder * observed.covariance).timesTransposed(remainder)
  }
}
