import LinearAlgebra

/// The maximum-likelihood discrepancy between observed and implied moments (conventions.md section 3).
///
/// `F = ln|Sigma| + tr(S Sigma^-1) - ln|S| - p + (m - mu)' Sigma^-1 (m - mu)`, the last term with a mean structure.
struct MaximumLikelihood: Sendable {
  let matrices: RAMMatrices
  let observed: ObservedMoments
  let hasMeans: Bool
  let sampleLogDeterminant: Double
  /// Every place where each parameter stands.
  let places: [ParameterPlace]

  /// - Throws: `notPositiveDefinite` when the observed covariance is not.
  init(_ matrices: RAMMatrices, observed: ObservedMoments) throws(FactorizationError) {
    self.matrices = matrices
    self.observed = observed
    hasMeans = !matrices.intercepts.isEmpty
    sampleLogDeterminant = try CholeskyFactorization(observed.covariance).logDeterminant
    places = ParameterPlace.all(in: matrices)
  }

  /// The implied moments, their precision and the discrepancy at one point of the parameter space.
  struct Evaluation: Sendable {
    var implied: ImpliedMoments
    /// Sigma^-1 of the observed variables, p x p.
    var precision: Matrix
    /// m - mu, length p; zero without a mean structure.
    var meanResiduals: [Double]
    var discrepancy: Double
  }

  /// - Throws: when (I - A) is singular or Sigma is not positive definite: the optimiser rejects the step.
  func evaluate(_ parameters: [Double]) throws(FactorizationError) -> Evaluation {
    let implied = try ImpliedMoments(matrices, parameters: parameters, sample: observed)
    let p = matrices.observedCount
    let sigma = implied.covariance.principal(Array(0..<p))
    let factor = try CholeskyFactorization(sigma)
    let precision = factor.inverse()
    var trace = 0.0
    for j in 0..<p { for i in 0..<p { trace += observed.covariance[i, j] * precision[i, j] } }
    var residuals = [Double](repeating: 0, count: p)
    if hasMeans, let means = observed.means {
      for i in 0..<p { residuals[i] = means[i] - implied.means[i] }
    }
    let weighted = precision.times(residuals)
    var meanPart = 0.0
    for i in 0..<p { meanPart += residuals[i] * weighted[i] }
    let discrepancy = factor.logDeterminant + trace - sampleLogDeterminant - Double(p) + meanPart
    return Evaluation(implied: implied, precision: precision, meanResiduals: residuals, discrepancy: discrepancy)
  }
}

/// Where a parameter stands: an entry of A, S or m.
struct ParameterPlace: Sendable, Hashable {
  enum Matrix: Sendable, Hashable { case directEffect, symmetricEffect, intercept }
  var matrix: Matrix
  var row: Int
  var column: Int
  var parameter: Int

  static func all(in matrices: RAMMatrices) -> [ParameterPlace] {
    func places(_ entries: [RAMMatrices.Entry], _ matrix: Matrix) -> [ParameterPlace] {
      entries.compactMap { entry in
        guard case .parameter(let index) = entry.source else { return nil }
        return ParameterPlace(matrix: matrix, row: entry.row, column: entry.column, parameter: index)
      }
    }
    return places(matrices.directEffects, .directEffect) + places(matrices.symmetricEffects, .symmetricEffect)
      + places(matrices.intercepts, .intercept)
  }
}
