import LinearAlgebra

/// A weighted sum of squared differences between observed and implied moments, over groups:
/// `F = sum_g w_g (s_g - sigma_g)' W_g (s_g - sigma_g)`.
///
/// GLS, ULS, WLS and DWLS differ in W alone (conventions.md section 3).
struct LeastSquares: DiscrepancyFunction {
  struct Part: Sendable {
    var structure: MomentStructure
    /// s, in the order of the structure's elements.
    var moments: [Double]
    var weightMatrix: MomentWeight
    /// The group's share, `n_g / N`.
    var share: Double
  }

  let matrices: [RAMMatrices]
  let references: [ObservedMoments]
  /// One a group.
  let parts: [Part]

  var parameterCount: Int { matrices.first?.parameterCount ?? 0 }

  struct Evaluation: Sendable {
    var implied: [ImpliedMoments]
    /// d sigma / d theta' of each group.
    var jacobians: [Matrix]
    /// s - sigma of each group.
    var residuals: [[Double]]
    /// W (s - sigma) of each group.
    var weighted: [[Double]]
    var discrepancy: Double
  }

  func evaluate(_ parameters: [Double]) throws(FactorizationError) -> Evaluation {
    var evaluation = Evaluation(implied: [], jacobians: [], residuals: [], weighted: [], discrepancy: 0)
    for (group, part) in parts.enumerated() {
      let implied = try ImpliedMoments(matrices[group], parameters: parameters, sample: references[group])
      let sigma = part.structure.moments(implied)
      let residual = part.moments.indices.map { part.moments[$0] - sigma[$0] }
      let weighted = part.weightMatrix.times(residual)
      evaluation.implied.append(implied)
      evaluation.jacobians.append(part.structure.jacobian(implied))
      evaluation.residuals.append(residual)
      evaluation.weighted.append(weighted)
      evaluation.discrepancy += part.share * zip(residual, weighted).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return evaluation
  }

  func discrepancy(at point: Evaluation) -> Double { point.discrepancy }

  func gradient(at point: Evaluation) -> [Double] {
    var gradient = [Double](repeating: 0, count: parameterCount)
    for (group, part) in parts.enumerated() {
      let slope = point.jacobians[group].transposedTimes(point.weighted[group])
      for k in gradient.indices { gradient[k] -= 2 * part.share * slope[k] }
    }
    return gradient
  }

  /// Delta' W Delta.
  func scoringInformation(at point: Evaluation) -> Matrix {
    var information = Matrix(rowCount: parameterCount, columnCount: parameterCount)
    for (group, part) in parts.enumerated() {
      let jacobian = point.jacobians[group]
      information += part.share * jacobian.transposedTimes(part.weightMatrix.times(jacobian))
    }
    return information.symmetrized
  }
}
