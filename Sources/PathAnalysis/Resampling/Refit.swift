import LinearAlgebra

/// Why a draw gave no estimates.
public enum RefitFailure: String, Error, Sendable, CaseIterable {
  case notPositiveDefinite = "not-positive-definite"
  case notConverged = "not-converged"
}

/// Refits a model to the moments of one draw after another, starting from the sample's estimates.
///
/// Recursive models of observed variables take quasi-Newton steps on their residual form (``ResidualBlocks``): the first
/// inverse curvature is the sample's information, updated by BFGS, so that a draw needs a handful of gradients and no
/// factorisation larger than a residual block. Other models, and draws on which this stalls, are fitted by Fisher scoring.
/// Both end at the same optimum. A value type: each thread has its own copy.
public struct Refit: Sendable {
  private let groups: [RAMMatrices]
  private let constraints: Constraints
  private let restrictions: LinearRestrictions
  private let rotation: DrawRotation?
  private let start: [Double]
  private let reducedStart: [Double]
  private let startCurvature: [Double]
  private let sampleSizes: [Int]
  /// Each group's share in the discrepancy.
  private let weights: [Double]
  private var blocks: ResidualBlocks?
  private var curvature: [Double]
  private var step: [Double]
  private var change: [Double]
  private var image: [Double]
  private let maximumIterations = 200
  /// As in ``FisherScoring``; a last step follows once the step is shorter, and it converges faster than linearly.
  private let tolerance = 1e-9

  /// - Returns: `nil` when the fit is not identified.
  public init?(_ fit: Fit) {
    guard let acov = fit.asymptoticCovariance else { return nil }
    groups = fit.model.groups
    constraints = fit.constraints
    restrictions = fit.constraints.linear
    rotation = DrawRotation(fit)
    start = fit.rotation?.unrotated ?? fit.parameters
    reducedStart = restrictions.reduced(start)
    sampleSizes = fit.groups.map(\.sample.sampleSize)
    weights = fit.groups.map { $0.weight / fit.sampleWeight }
    let isFree = rotation == nil && constraints.equalityCount == 0 && fit.activeConstraints.isEmpty
    blocks = groups.count == 1 && isFree ? ResidualBlocks(groups[0]) : nil
    let kept = restrictions.reducedNames(fit.parameters.indices.map(String.init)).compactMap(Int.init)
    // The curvature of F is twice the information: H = (2 I)^-1 = N acov / 2.
    startCurvature = ((fit.sampleWeight / 2) * acov.principal(kept)).elements
    curvature = startCurvature
    step = [Double](repeating: 0, count: reducedStart.count)
    change = step
    image = step
  }

  /// The moments of one group in a draw: `covariance` p x p column-major with the likelihood's divisor, `means` of length p.
  public typealias Moments = (covariance: [Double], means: [Double])

  /// The estimates for a draw's moments, a pair a group.
  public mutating func estimate(_ moments: [Moments]) throws(RefitFailure) -> [Double] {
    if let parameters = quasiNewton(moments[0].covariance, moments[0].means), meetsConstraints(parameters) { return parameters }
    var observed: [ObservedMoments] = []
    var parts: [MomentBlock] = []
    for (group, matrices) in groups.enumerated() {
      let p = matrices.observedCount
      observed.append(
        ObservedMoments(
          covariance: Matrix(rowCount: p, columnCount: p, columnMajor: moments[group].covariance), means: moments[group].means,
          sampleSize: sampleSizes[group]))
      guard let block = try? MomentBlock(complete: observed[group], of: matrices, group: group, weight: weights[group]) else {
        throw .notPositiveDefinite
      }
      parts.append(block)
    }
    let function = MaximumLikelihood(groups, references: observed, blocks: parts)
    let scoring = ConstrainedScoring(maximumIterations: maximumIterations)
    guard let outcome = try? scoring.minimize(function, from: start, constraints: constraints), outcome.converged else {
      throw .notConverged
    }
    guard let rotation else { return outcome.parameters }
    guard let rotated = rotation.rotated(outcome.parameters, observed) else { throw .notConverged }
    return rotated
  }

  /// Whether a minimum that was found without looking at inequalities is the minimum under them.
  private func meetsConstraints(_ parameters: [Double]) -> Bool {
    constraints.isLinearEqualityOnly || constraints.values(at: parameters).allSatisfy { $0 >= 0 }
  }

  private mutating func quasiNewton(_ covariance: [Double], _ means: [Double]) -> [Double]? {
    guard blocks != nil else { return nil }
    let count = reducedStart.count
    for k in curvature.indices { curvature[k] = startCurvature[k] }
    var reduced = reducedStart
    var parameters = start
    guard var value = blocks?.evaluate(parameters, covariance: covariance, means: means) else { return nil }
    var gradient = restrictions.reducedGradient(blocks?.gradient ?? [])
    for _ in 0..<60 {
      var decrement = 0.0
      for i in 0..<count {
        let change = -dot(curvature, row: i, gradient)
        step[i] = change
        decrement -= change * gradient[i]
      }
      guard decrement >= 0 else { return nil }
      let isLast = (decrement / 2).squareRoot() < tolerance
      for i in 0..<count { reduced[i] += step[i] }
      parameters = restrictions.parameters(reduced)
      // After a step this short the minimum is nearer than rounding: it needs no further look.
      if isLast { return parameters }
      guard let next = blocks?.evaluate(parameters, covariance: covariance, means: means),
        next <= value + 1e-12 * (1 + abs(value))
      else { return nil }
      let nextGradient = restrictions.reducedGradient(blocks?.gradient ?? [])
      for i in 0..<count { change[i] = nextGradient[i] - gradient[i] }
      updateCurvature()
      (value, gradient) = (next, nextGradient)
    }
    return nil
  }

  /// BFGS: `H <- (I - s y'/y's) H (I - y s'/y's) + s s'/y's` for the step s and the change y of the gradient.
  private mutating func updateCurvature() {
    let count = step.count
    var product = 0.0
    for i in 0..<count { product += step[i] * change[i] }
    guard product > 0 else { return }
    var quadratic = 0.0
    for i in 0..<count {
      image[i] = dot(curvature, row: i, change)
      quadratic += image[i] * change[i]
    }
    let scale = (1 + quadratic / product) / product
    let inverse = 1 / product
    for i in 0..<count {
      let left = step[i] * scale - image[i] * inverse
      let right = step[i] * inverse
      let row = i &* count
      for j in 0..<count { curvature[row &+ j] += left * step[j] - right * image[j] }
    }
  }

  /// The product of a row of a symmetric matrix with a vector, in four sums that need not wait for each other.
  @inline(__always)
  private func dot(_ matrix: [Double], row: Int, _ vector: [Double]) -> Double {
    let count = vector.count
    let start = row &* count
    var (s0, s1, s2, s3) = (0.0, 0.0, 0.0, 0.0)
    var j = 0
    while j &+ 3 < count {
      s0 += matrix[start &+ j] * vector[j]
      s1 += matrix[start &+ j &+ 1] * vector[j &+ 1]
      s2 += matrix[start &+ j &+ 2] * vector[j &+ 2]
      s3 += matrix[start &+ j &+ 3] * vector[j &+ 3]
      j &+= 4
    }
    while j < count {
      s0 += matrix[start &+ j] * vector[j]
      j &+= 1
    }
    return (s0 + s1) + (s2 + s3)
  }
}
