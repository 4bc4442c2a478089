import LinearAlgebra

/// The likelihood's slope and expected information at a fit's estimates, in a model that may have more parameters than were estimated.
///
/// For one case: `g = -(1/2) dF/dtheta` and `I = Delta' V Delta` (conventions.md section 10). Both come from lookups in small products
/// (``DerivativeProducts``), so that a thousand candidate parameters need no Jacobian.
struct LikelihoodScore {
  /// g, length q.
  let slope: [Double]
  /// I, q x q.
  let information: Matrix

  /// The derivatives over the parameters of `matrices`, which imply the fitted moments at `parameters`.
  ///
  /// - Throws: when the implied moments are not positive definite there.
  init(_ fit: Fit, _ matrices: [RAMMatrices], parameters: [Double]) throws(FactorizationError) {
    let likelihood = try fit.likelihood(of: matrices)
    let point = try likelihood.evaluate(parameters)
    slope = likelihood.gradient(at: point).map { -0.5 * $0 }
    information = likelihood.expectedInformation(at: point)
  }
}

extension Fit {
  /// The likelihood of the analysed moments under other matrices of the same variables.
  ///
  /// - Throws: when the observed moments are not positive definite.
  func likelihood(of matrices: [RAMMatrices]) throws(FactorizationError) -> MaximumLikelihood {
    var blocks: [MomentBlock] = []
    for (index, group) in groups.enumerated() {
      let share = group.weight / sampleWeight
      blocks.append(try MomentBlock(complete: group.observed, of: matrices[index], group: index, weight: share))
    }
    return MaximumLikelihood(matrices, references: groups.map(\.observed), blocks: blocks)
  }
}
