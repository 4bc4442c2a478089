import LinearAlgebra

extension IncompleteLikelihood {
  /// A change of mean vector and covariance.
  struct Step: Sendable {
    var means: [Double]
    /// Symmetric.
    var covariance: Matrix

    /// u'w + tr(U W).
    func product(with other: Step) -> Double {
      zip(means, other.means).reduce(0) { $0 + $1.0 * $1.1 }
        + zip(covariance.elements, other.covariance.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// This step plus `factor` times another.
    func adding(_ factor: Double, times other: Step) -> Step {
      Step(means: zip(means, other.means).map { $0 + factor * $1 }, covariance: covariance + factor * other.covariance)
    }
  }

  var gradient: Step { Step(means: meanGradient, covariance: covarianceGradient) }

  /// The observed information times a step (u, V): what the gradient loses along it, to first order.
  ///
  /// For a pattern, with B = 2W - A: `n (A u + A V v)` and `n/2 (sym(A V B) + A u v' + v u'A)`, where sym(M) = (M + M')/2.
  func informationTimes(_ step: Step) -> Step {
    let p = patterns.variableCount
    var result = Step(means: [Double](repeating: 0, count: p), covariance: Matrix(rowCount: p, columnCount: p))
    for (pattern, part) in zip(patterns.patterns, parts) {
      let n = Double(pattern.sampleSize)
      let direction = step.covariance.principal(pattern.observed)
      let meanStep = pattern.observed.map { step.means[$0] }
      let product = part.precision * direction
      let (shift, turned) = (part.precision.times(meanStep), product.times(part.weightedDeviations))
      for (a, j) in pattern.observed.enumerated() { result.means[j] += n * (shift[a] + turned[a]) }
      // A V B = A V (2 A S A - A) + 2 (A V v) v'; the last joins A u v', and both are made symmetric at the end.
      var core = -1 * part.precision
      if let spread = part.spread { core += 2 * spread }
      result.covariance.add(0.5 * n, times: product * core, at: pattern.observed)
      let left = zip(turned, shift).map { $0 + $1 }
      result.covariance.add(n, timesProductOf: left, part.weightedDeviations, at: pattern.observed)
    }
    result.covariance = result.covariance.symmetrized
    return result
  }

  /// The inverse of the complete-data information times a gradient: Sigma g / n and (2/n) Sigma G Sigma, which is EM's step.
  func preconditioned(_ gradient: Step) -> Step {
    let n = Double(patterns.rowCount)
    return Step(
      means: covariance.times(gradient.means).map { $0 / n },
      covariance: (2 / n) * (covariance * gradient.covariance * covariance).symmetrized)
  }

  /// The Newton step by the observed information itself; `nil` where the log-likelihood is not concave.
  ///
  /// It costs p^4 a pattern and p^6 once: the faster way for few variables.
  func exactNewtonStep() -> Step? {
    guard let factor = try? CholeskyFactorization(observedInformation()) else { return nil }
    let (p, n) = (patterns.variableCount, Double(patterns.rowCount))
    let step = factor.solve((meanGradient + covarianceGradient.duplicationTransposedTimesVec).map { $0 / n })
    return Step(means: Array(step[..<p]), covariance: Matrix(halfVector: Array(step[p...]), order: p))
  }

  /// The Newton step by conjugate gradients, preconditioned by the complete-data information; `nil` where the log-likelihood is not
  /// concave.
  ///
  /// The number of iterations depends on the share of the information that is missing, not on the number of parameters, and a
  /// direction about which the data say nothing does no harm: the step has no part in it. Source: Nocedal and Wright (2006),
  /// Numerical Optimization, algorithm 7.1.
  ///
  /// - Parameter tolerance: the residual that is left, relative to the gradient, both in the metric of the preconditioner.
  func newtonStep(tolerance: Double) -> Step? {
    var residual = gradient
    var scaled = preconditioned(residual)
    var direction = scaled
    var squared = residual.product(with: scaled)
    var step = Step(means: means.map { _ in 0 }, covariance: 0 * covariance)
    let goal = tolerance * tolerance * squared
    guard squared > 0 else { return squared == 0 ? step : nil }
    for _ in 0..<200 {
      let image = informationTimes(direction)
      let curvature = direction.product(with: image)
      guard curvature > 0, curvature.isFinite else { return nil }
      let length = squared / curvature
      step = step.adding(length, times: direction)
      residual = residual.adding(-length, times: image)
      scaled = preconditioned(residual)
      let next = residual.product(with: scaled)
      if !(next > goal) { return next.isNaN ? nil : step }
      direction = scaled.adding(next / squared, times: direction)
      squared = next
    }
    return step
  }
}
