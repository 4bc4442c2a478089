import LinearAlgebra

/// Why incomplete data have no maximum-likelihood moments.
enum SaturatedMissingError: Error, Sendable, Equatable {
  /// No case has anything observed, or there is no variable.
  case noCases
  /// No case has the variable with this index.
  case neverObserved(variable: Int)
  /// The likelihood has no maximum at a positive definite covariance: the variable with this index is constant, or a combination of
  /// others in the cases at hand.
  case notPositiveDefinite(variable: Int)
}

/// Maximum-likelihood estimates of the mean vector and covariance of incomplete normal data: the saturated model.
///
/// Right when values are missing at random. A few steps of the EM algorithm are followed by Newton steps, of which the last is below
/// 1e-9 standard deviations. With complete data the estimates are the means and the covariance with divisor n.
///
///     let data = MissingPatterns(rows: CaseRows(Matrix(rows: [[1, 2], [3, .nan], [2, 5], [4, 4]])))
///     let moments = try SaturatedMissing(data)
///     moments.means[0]  // 2.5
///
/// The covariance of a pair of variables that are never observed together (`MissingPatterns.pairsNeverTogether`) is not identified:
/// what is returned for it is then arbitrary.
///
/// Sources: Dempster, Laird and Rubin (1977); Little and Rubin (2002), chapter 11; Jamshidian and Jennrich (1997) for EM's step as
/// the preconditioner of a faster method.
struct SaturatedMissing: Sendable {
  let likelihood: IncompleteLikelihood
  /// Passes over the patterns.
  let iterations: Int
  let converged: Bool

  var patterns: MissingPatterns { likelihood.patterns }
  var means: [Double] { likelihood.means }
  /// p x p, with the divisor of maximum likelihood.
  var covariance: Matrix { likelihood.covariance }
  /// -1/2 sum over the cases of `p_i ln 2 pi + ln|Sigma_i| + (x_i - mu_i)' Sigma_i^-1 (x_i - mu_i)`, of the variables observed.
  var logLikelihood: Double { likelihood.logLikelihood }

  /// - Throws: when a variable is never observed, or the estimated covariance is not positive definite.
  init(_ patterns: MissingPatterns, maximumIterations: Int = 1000) throws(SaturatedMissingError) {
    let search = try SaturatedSearch(patterns)
    (likelihood, iterations, converged) = try search.run(maximumIterations: maximumIterations)
  }

  /// Exact second derivatives of -l/n at the estimates, with respect to (mu, vech Sigma column by column).
  ///
  /// Singular where a pair of variables is never observed together.
  func observedInformation() -> Matrix { likelihood.observedInformation() }

  /// The expectation of the same, given which values are observed.
  func expectedInformation() -> Matrix { likelihood.expectedInformation() }

  /// Of some cases the derivatives of the log-likelihood, one row of p + p(p + 1)/2 each; those of all cases sum to 0.
  func scores(of cases: Matrix) -> Matrix { likelihood.scores(of: cases) }

  /// scores' scores / n.
  func firstOrderInformation() -> Matrix { likelihood.firstOrderInformation() }
}
