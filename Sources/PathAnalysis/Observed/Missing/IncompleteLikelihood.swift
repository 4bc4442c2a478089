import Glibc
import LinearAlgebra

/// The normal log-likelihood of incomplete data at one mean vector and covariance, with its derivatives.
///
/// With o the observed variables of a pattern, A = Sigma_oo^-1, d = m_o - mu_o, v = A d and W = A S_o A + v v',
///
///     l       = -1/2 sum n [p_o ln 2 pi + ln|Sigma_oo| + tr(A S_o) + d'v]
///     dl/dmu  = sum n v
///     dl = tr(G dSigma),  G = 1/2 sum n (W - A)
///
/// each term in the places of its observed variables. Source: Little and Rubin (2002), Statistical Analysis with Missing Data,
/// chapter 11; the derivatives as in Magnus and Neudecker (1999).
struct IncompleteLikelihood: Sendable {
  /// What the second derivatives need of a pattern.
  struct Part: Sendable {
    /// A.
    var precision: Matrix
    /// A S_o A; `nil` for one case, where it is zero.
    var spread: Matrix?
    /// v.
    var weightedDeviations: [Double]
  }

  let patterns: MissingPatterns
  let means: [Double]
  let covariance: Matrix
  let logLikelihood: Double
  /// dl/dmu.
  let meanGradient: [Double]
  /// G, symmetric: the derivative with respect to all p^2 elements of Sigma, as if they were free.
  let covarianceGradient: Matrix
  let parts: [Part]

  /// - Throws: `notPositiveDefinite` when the covariance of the observed variables of a pattern is not.
  init(_ patterns: MissingPatterns, means: [Double], covariance: Matrix) throws(FactorizationError) {
    self.patterns = patterns
    self.means = means
    self.covariance = covariance
    let p = patterns.variableCount
    var (logLikelihood, meanGradient) = (0.0, [Double](repeating: 0, count: p))
    var gradient = Matrix(rowCount: p, columnCount: p)
    var parts: [Part] = []
    parts.reserveCapacity(patterns.patterns.count)
    for pattern in patterns.patterns {
      let n = Double(pattern.sampleSize)
      let factor = try CholeskyFactorization(covariance.principal(pattern.observed))
      let precision = factor.inverse()
      var deviations = pattern.means
      for (a, j) in pattern.observed.enumerated() { deviations[a] -= means[j] }
      let weighted = precision.times(deviations)
      var quadratic = zip(deviations, weighted).reduce(0) { $0 + $1.0 * $1.1 }
      gradient.add(-0.5 * n, times: precision, at: pattern.observed)
      gradient.add(0.5 * n, timesProductOf: weighted, weighted, at: pattern.observed)
      var spread: Matrix?
      if pattern.sampleSize > 1 {
        let product = precision * pattern.covariance
        quadratic += product.trace
        let block = product * precision
        gradient.add(0.5 * n, times: block, at: pattern.observed)
        spread = block
      }
      for (a, j) in pattern.observed.enumerated() { meanGradient[j] += n * weighted[a] }
      logLikelihood -= 0.5 * n * (Double(pattern.observed.count) * log(2 * .pi) + factor.logDeterminant + quadratic)
      parts.append(Part(precision: precision, spread: spread, weightedDeviations: weighted))
    }
    self.logLikelihood = logLikelihood
    self.meanGradient = meanGradient
    covarianceGradient = gradient.symmetrized
    self.parts = parts
  }

  /// The next point of the EM algorithm.
  ///
  /// Each case's expected deviation from mu, given what is observed of it, is Sigma v, and the expected product of its deviations
  /// Sigma + Sigma (v v' - A) Sigma, with v and A in the places of the observed variables. Their means over the cases are
  /// `step = Sigma dl/dmu / n` and `Sigma + (2/n) Sigma G Sigma`; the new moments are mu + step and the latter less step step'.
  /// Source: Dempster, Laird and Rubin (1977), section 4.1.3, rearranged.
  func expectationMaximizationPoint() -> (means: [Double], covariance: Matrix) {
    let n = Double(patterns.rowCount)
    let step = covariance.times(meanGradient).map { $0 / n }
    var next = covariance + (2 / n) * (covariance * covarianceGradient * covariance).symmetrized
    next.add(-1, timesProductOf: step, step, at: Array(step.indices))
    return (zip(means, step).map { $0 + $1 }, next)
  }
}
