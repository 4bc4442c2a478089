import LinearAlgebra

/// Derivatives over parameters from derivatives over all entries of the matrices, where some entries follow from parameters.
///
/// With `E = d(theta, c(theta)) / d theta'` over the groups' entries c: gradients are `E'g`, information `E' I E`, scores `S E`.
struct Dependence: Sendable {
  private let parameterCount: Int
  /// (q + d) x q, or `nil` where no entry follows from parameters.
  private let matrix: Matrix?

  init(_ matrices: [RAMMatrices], _ implied: [ImpliedMoments]) {
    let q = matrices.first?.parameterCount ?? 0
    parameterCount = q
    let count = matrices.reduce(0) { $0 + $1.dependentCount }
    guard count > 0 else {
      matrix = nil
      return
    }
    var result = Matrix(rowCount: q + count, columnCount: q)
    for j in 0..<q { result[j, j] = 1 }
    var first = q
    for (matrices, implied) in zip(matrices, implied) where matrices.dependentCount > 0 {
      let own = implied.dependence(matrices)
      for j in 0..<q { for k in 0..<matrices.dependentCount { result[first + k, j] = own[q + k, j] } }
      first += matrices.dependentCount
    }
    matrix = result
  }

  func gradient(_ extended: [Double]) -> [Double] { matrix?.transposedTimes(extended) ?? extended }
  func information(_ extended: Matrix) -> Matrix { matrix.map { $0.transposedTimes(extended * $0).symmetrized } ?? extended }
  /// Derivatives in columns: of moments or of cases' log-likelihoods.
  func columns(_ extended: Matrix) -> Matrix { matrix.map { extended * $0 } ?? extended }

  /// `E'g`'s derivatives at constant g, by central differences of E: `sum_k g_k c_k''`, q x q.
  static func curvature(
    _ matrices: [RAMMatrices], references: [ObservedMoments], parameters: [Double], slopes: [Double]
  ) -> Matrix? {
    guard matrices.contains(where: { $0.dependentCount > 0 }) else { return nil }
    func pull(_ parameters: [Double]) -> [Double]? {
      let implied = matrices.indices.compactMap {
        try? ImpliedMoments(matrices[$0], parameters: parameters, sample: references[$0])
      }
      return implied.count == matrices.count ? Dependence(matrices, implied).gradient(slopes) : nil
    }
    var result = Matrix(rowCount: parameters.count, columnCount: parameters.count)
    for j in parameters.indices {
      let width = 1e-5 * max(abs(parameters[j]), 0.1)
      var (above, below) = (parameters, parameters)
      above[j] += width
      below[j] -= width
      guard let high = pull(above), let low = pull(below) else { continue }
      for i in parameters.indices {
        let value = (high[i] - low[i]) / (4 * width)
        result[i, j] += value
        result[j, i] += value
      }
    }
    return result
  }
}
