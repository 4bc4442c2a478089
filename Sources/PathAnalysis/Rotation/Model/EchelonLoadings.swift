import LinearAlgebra

/// Loadings to start an EFA block from: principal factors of the correlations, turned into the echelon that is estimated.
///
/// Communalities are squared multiple correlations; with A the p x m principal factors and A1 its first m rows, A1' = Q R makes A1 Q
/// lower triangular.
struct EchelonLoadings {
  /// p x m, in the metric of the covariances.
  let loadings: Matrix
  let residualVariances: [Double]

  /// - Returns: nil if the covariance of the p variables is not positive definite.
  init?(_ covariance: Matrix, factorCount: Int) {
    let deviations = covariance.diagonal.map { $0.squareRoot() }
    guard let inverse = (try? CholeskyFactorization(covariance))?.inverse() else { return nil }
    let scale = Matrix.diagonal(deviations.map { 1 / $0 })
    var reduced = scale * covariance * scale
    for i in deviations.indices { reduced[i, i] = max(0.1, 1 - 1 / (inverse[i, i] * covariance[i, i])) }
    guard let eigen = try? SymmetricEigen(reduced.symmetrized), factorCount <= deviations.count else { return nil }
    let largest = eigen.values.indices.sorted { eigen.values[$0] > eigen.values[$1] }.prefix(factorCount)
    var factors = Matrix(rowCount: deviations.count, columnCount: factorCount)
    for (j, place) in largest.enumerated() {
      let length = max(eigen.values[place], 0.05).squareRoot()
      for i in deviations.indices { factors[i, j] = deviations[i] * length * eigen.vectors[i, place] }
    }
    var top = Matrix(rowCount: factorCount, columnCount: factorCount)
    for i in 0..<factorCount { for j in 0..<factorCount { top[j, i] = factors[i, j] } }
    loadings = factors * QRFactorization(top).orthonormalBasis(tolerance: 0)
    residualVariances = deviations.indices.map { i in
      let communality = factors.row(i).reduce(0) { $0 + $1 * $1 }
      return max(covariance[i, i] - communality, 0.1 * covariance[i, i])
    }
  }
}

extension PathModel {
  /// Values for loadings and residual variances of EFA blocks, by parameter.
  func factorStarts(_ observed: [ObservedMoments]) -> [Int: Double] {
    var starts: [Int: Double] = [:]
    for block in table.factorBlocks {
      let matrices = groups[block.group - 1]
      let places = block.indicators.compactMap { matrices.position(of: $0, level: 1) }
      guard places.count == block.indicators.count, places.allSatisfy({ $0 < matrices.observedCount }),
        let echelon = EchelonLoadings(observed[block.group - 1].covariance.principal(places), factorCount: block.factors.count)
      else { continue }
      for (i, indicator) in block.indicators.enumerated() {
        if let index = table.row(indicator, .covariance, indicator, in: block)?.parameterIndex {
          starts[index] = echelon.residualVariances[i]
        }
        for (j, factor) in block.factors.enumerated() {
          if let index = table.row(factor, .measuredBy, indicator, in: block)?.parameterIndex {
            starts[index] = echelon.loadings[i, j]
          }
        }
      }
    }
    return starts
  }
}
