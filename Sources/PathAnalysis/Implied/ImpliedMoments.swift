import LinearAlgebra

/// The moments that a model implies at given parameters (McArdle's RAM).
///
/// `Sigma = B S B'` over all v variables with `B = (I - A)^-1`, `mu = B m`; the first `observedCount` rows and columns are the
/// observed ones.
struct ImpliedMoments: Sendable {
  /// Total effects plus identity, (I - A)^-1: v x v.
  var totalEffects: Matrix
  /// v x v.
  var covariance: Matrix
  /// Length v; zero without a mean structure.
  var means: [Double]

  /// - Throws: `singular` when (I - A) has no inverse.
  init(_ matrices: RAMMatrices, parameters: [Double], sample: ObservedMoments) throws(FactorizationError) {
    let count = matrices.variables.count
    var paths = Matrix.identity(count)
    for entry in matrices.directEffects {
      paths[entry.row, entry.column] -= entry.value(parameters, sample)
    }
    var symmetric = Matrix(rowCount: count, columnCount: count)
    for entry in matrices.symmetricEffects {
      let value = entry.value(parameters, sample)
      symmetric[entry.row, entry.column] = value
      symmetric[entry.column, entry.row] = value
    }
    var intercepts = [Double](repeating: 0, count: count)
    for entry in matrices.intercepts {
      if case .sampleMoment = entry.source {
        intercepts[entry.row] = sample.means?[entry.row] ?? 0
      } else {
        intercepts[entry.row] = entry.value(parameters, sample)
      }
    }
    totalEffects = try LUFactorization(paths).inverse()
    covariance = (totalEffects * symmetric).timesTransposed(totalEffects).symmetrized
    means = totalEffects.times(intercepts)
  }
}

extension RAMMatrices.Entry {
  /// The entry's value; a sample moment is the observed covariance of its two variables.
  func value(_ parameters: [Double], _ sample: ObservedMoments) -> Double {
    switch source {
    case .parameter(let index): parameters[index]
    case .fixed(let value): value
    case .sampleMoment: sample.covariance[row, column]
    }
  }
}
