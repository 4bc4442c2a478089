import LinearAlgebra

/// The deviance of incomplete normal cases and its derivatives with respect to the moments of all variables, in buffers that are reused.
///
/// `sum_b (n_b / n) [ln|Sigma_b| + tr(Sigma_b^-1 (S_b + d_b d_b'))]` over the patterns b of observed variables, with d the means less mu:
/// F of the general ``MaximumLikelihood``, whose parameters need be looked at once for all patterns.
struct PatternDeviance: Sendable {
  private let patterns: [MissingPatterns.Pattern]
  /// Each pattern's share, `n_b / N`.
  private let shares: [Double]
  /// By the number of observed variables.
  private var deviances: [NormalDeviance]
  private var covariances: [Matrix]
  private var moments: [Matrix]
  private var residuals: [Double]
  /// Derivative with respect to Sigma, p x p.
  private(set) var slope: Matrix
  /// `sum_b (n_b / n) Sigma_b^-1 d_b`: the derivative with respect to mu over -2.
  private(set) var meanSlopes: [Double]

  /// - Parameter total: cases of all groups.
  init(_ patterns: MissingPatterns, total: Double) {
    let p = patterns.variableCount
    self.patterns = patterns.patterns
    shares = patterns.patterns.map { Double($0.sampleSize) / total }
    deviances = (0...p).map { NormalDeviance(order: $0) }
    covariances = (0...p).map { Matrix(rowCount: $0, columnCount: $0) }
    moments = covariances
    residuals = [Double](repeating: 0, count: p)
    slope = Matrix(rowCount: p, columnCount: p)
    meanSlopes = residuals
  }

  /// - Parameters:
  ///   - covariance: its first p columns are Sigma.
  ///   - means: mu first.
  /// - Returns: `nil` where a pattern's Sigma is not positive definite.
  mutating func evaluate(_ covariance: Matrix, means: [Double]) -> Double? {
    slope.fill(0)
    for i in meanSlopes.indices { meanSlopes[i] = 0 }
    var total = 0.0
    for (pattern, share) in zip(patterns, shares) {
      let observed = pattern.observed
      let count = observed.count
      for j in 0..<count {
        residuals[j] = pattern.means[j] - means[observed[j]]
        for i in 0..<count { covariances[count][i, j] = covariance[observed[i], observed[j]] }
      }
      for j in 0..<count {
        for i in 0..<count { moments[count][i, j] = pattern.covariance[i, j] + residuals[i] * residuals[j] }
      }
      guard let value = deviances[count].evaluate(covariances[count], moments: moments[count]) else { return nil }
      total += share * value
      slope.add(share, times: deviances[count].slope, at: observed)
      for i in 0..<count {
        var product = 0.0
        for j in 0..<count { product += deviances[count].precision[i, j] * residuals[j] }
        meanSlopes[observed[i]] += share * product
      }
    }
    return total
  }
}

/// Full information of incomplete draws: ``LatentLikelihood`` over ``PatternDeviance``, summed over groups.
struct PatternLikelihood: SmoothFunction {
  private var latent: [LatentLikelihood]
  private var deviances: [PatternDeviance] = []
  private var references: [ObservedMoments] = []
  private(set) var gradient: [Double]

  /// `nil` for models with feedback, and where ``LatentLikelihood`` does not go.
  init?(_ groups: [RAMMatrices]) {
    latent = groups.compactMap { LatentLikelihood($0) }
    guard latent.count == groups.count else { return nil }
    gradient = [Double](repeating: 0, count: groups.first?.parameterCount ?? 0)
  }

  /// The draw's cases, with the moments of the variables that are held at them, one a group.
  mutating func take(_ patterns: [MissingPatterns], references: [ObservedMoments]) {
    let total = patterns.reduce(0) { $0 + Double($1.rowCount) }
    deviances = patterns.map { PatternDeviance($0, total: total) }
    self.references = references
  }

  mutating func evaluate(_ parameters: [Double]) -> Double? {
    for k in gradient.indices { gradient[k] = 0 }
    var total = 0.0
    for group in latent.indices {
      guard let value = latent[group].evaluate(parameters, &deviances[group], reference: references[group]) else { return nil }
      total += value
      for k in gradient.indices { gradient[k] += latent[group].gradient[k] }
    }
    return total
  }
}
