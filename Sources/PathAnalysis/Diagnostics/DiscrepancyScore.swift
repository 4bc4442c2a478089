import LinearAlgebra

/// The discrepancy's slope and expected information at a fit's estimates, in a model that may have more parameters than were estimated.
///
/// For one case: `g = -(1/2) dF/dtheta` and `I = Delta' V Delta` (conventions.md section 10), whatever the estimator. Those of the
/// likelihood come from lookups in small products (``DerivativeProducts``), so that a thousand candidate parameters need no Jacobian.
struct DiscrepancyScore {
  /// g, length q.
  let slope: [Double]
  /// I, q x q.
  let information: Matrix

  /// The derivatives over the parameters of `matrices`, which imply the fitted moments at `parameters`.
  ///
  /// `nil` when the discrepancy does not exist there.
  init?(_ fit: Fit, _ matrices: [RAMMatrices], parameters: [Double]) {
    let estimation = fit.solution.estimation.of(matrices)
    guard let objective = try? estimation.objective() else { return nil }
    switch objective {
    case .likelihood(let likelihood):
      guard let point = try? likelihood.evaluate(parameters) else { return nil }
      slope = likelihood.gradient(at: point).map { -0.5 * $0 }
      information = likelihood.expectedInformation(at: point)
    case .leastSquares(let squares):
      guard let point = try? squares.evaluate(parameters) else { return nil }
      slope = squares.gradient(at: point).map { -0.5 * $0 }
      information = squares.scoringInformation(at: point)
    }
  }
}

extension Fit {
  /// What score statistics are multiplied by: of likelihoods the number of cases, as in lavaan also for Wishart; of least squares what the
  /// chi-square is.
  var scoreWeight: Double { solution.estimation.method.discrepancy == .maximumLikelihood ? Double(sampleSize) : sampleWeight }
}

extension Estimation {
  /// The same data and method with other matrices of the same variables, without constraints.
  func of(_ matrices: [RAMMatrices]) -> Estimation {
    Estimation(groups: matrices, data: data, method: method, maximumIterations: maximumIterations)
  }
}
