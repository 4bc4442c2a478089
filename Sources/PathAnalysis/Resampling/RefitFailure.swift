/// Why a draw gave no estimates.
public enum RefitFailure: String, Error, Sendable, CaseIterable {
  /// A variable is constant in the draw or a combination of others, or the saturated model has no estimates.
  case notPositiveDefinite = "not-positive-definite"
  case notConverged = "not-converged"
  /// No drawn case shows a category that the sample has, so that there is a threshold less.
  case categoryMissing = "category-missing"
  /// A polychoric or polyserial correlation, or a probit regression, has no finite estimate.
  case correlationUndefined = "correlation-undefined"
  /// The weight matrix of WLS has no inverse.
  case singularWeights = "singular-weights"
  /// Fewer cases than variables, or fewer clusters.
  case tooFewCases = "too-few-cases"

  /// The cause behind an error of an estimation.
  init(_ error: FitError) {
    self =
      switch error {
      case .constantVariable, .collinear, .covarianceNotPositiveDefinite, .constantWithinClusters: .notPositiveDefinite
      case .tooFewCases, .tooFewClusters: .tooFewCases
      case .tooFewCasesForWeight: .singularWeights
      case .ordinal(let problem): Self(problem)
      default: .notConverged
      }
  }

  private init(_ problem: OrdinalProblem) {
    self =
      switch problem {
      case .oneCategory, .categoriesDiffer: .categoryMissing
      case .perfectAssociation, .neverTogether, .noProbitRegression, .noSamplingVariance: .correlationUndefined
      case .noVariance, .collinear, .shapesDisagree, .notFinite: .notPositiveDefinite
      }
  }
}
