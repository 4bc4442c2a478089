import LinearAlgebra

/// Refits a model to the moments of one draw after another, starting from the sample's estimates.
///
/// Recursive models take quasi-Newton steps (``QuasiNewton``) on ``DrawLikelihood``: the first inverse curvature is the sample's, so that
/// a draw needs a handful of gradients. Other models, and draws on which this stalls, are fitted by Fisher scoring. Both end at the same
/// optimum. A value type: each thread has its own copy.
public struct Refit: Sendable {
  private let groups: [RAMMatrices]
  private let constraints: Constraints
  private let restrictions: LinearRestrictions
  private let rotation: DrawRotation?
  private let start: [Double]
  private let reducedStart: [Double]
  private let sampleSizes: [Int]
  /// Each group's share in the discrepancy.
  private let weights: [Double]
  private var likelihood: DrawLikelihood?
  private var quasiNewton: QuasiNewton
  private let maximumIterations = 200

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
    likelihood = isFree ? DrawLikelihood(groups, weights: weights) : nil
    let kept = restrictions.reducedNames(fit.parameters.indices.map(String.init)).compactMap(Int.init)
    // The curvature of F is twice the information: H = (2 I)^-1 = N acov / 2.
    quasiNewton = QuasiNewton(inverseCurvature: (fit.sampleWeight / 2) * acov.principal(kept))
  }

  /// The moments of one group in a draw: `covariance` p x p column-major with the likelihood's divisor, `means` of length p.
  public typealias Moments = (covariance: [Double], means: [Double])

  /// The estimates for a draw's moments, a pair a group.
  public mutating func estimate(_ moments: [Moments]) throws(RefitFailure) -> [Double] {
    let parameters = try minimum(moments)
    guard let rotation else { return parameters }
    guard let rotated = rotation.rotated(parameters, observed(moments)) else { throw .notConverged }
    return rotated
  }

  /// F at the minimum for a draw's moments.
  mutating func discrepancy(_ moments: [Moments]) throws(RefitFailure) -> Double {
    let parameters = try minimum(moments)
    guard let point = try? likelihoodFunction(moments).evaluate(parameters) else { throw .notConverged }
    return max(point.discrepancy, 0)
  }

  /// The parameters at the minimum, before rotation.
  private mutating func minimum(_ moments: [Moments]) throws(RefitFailure) -> [Double] {
    if let parameters = quasiNewtonMinimum(moments), meetsConstraints(parameters) { return parameters }
    let function = try likelihoodFunction(moments)
    let scoring = ConstrainedScoring(maximumIterations: maximumIterations)
    guard let outcome = try? scoring.minimize(function, from: start, constraints: constraints), outcome.converged else {
      throw .notConverged
    }
    return outcome.parameters
  }

  private func observed(_ moments: [Moments]) -> [ObservedMoments] {
    groups.indices.map { group in
      let p = groups[group].observedCount
      return ObservedMoments(
        covariance: Matrix(rowCount: p, columnCount: p, columnMajor: moments[group].covariance), means: moments[group].means,
        sampleSize: sampleSizes[group])
    }
  }

  private func likelihoodFunction(_ moments: [Moments]) throws(RefitFailure) -> MaximumLikelihood {
    let observed = observed(moments)
    var parts: [MomentBlock] = []
    for (group, matrices) in groups.enumerated() {
      guard let block = try? MomentBlock(complete: observed[group], of: matrices, group: group, weight: weights[group]) else {
        throw .notPositiveDefinite
      }
      parts.append(block)
    }
    return MaximumLikelihood(groups, references: observed, blocks: parts)
  }

  /// Whether a minimum that was found without looking at inequalities is the minimum under them.
  private func meetsConstraints(_ parameters: [Double]) -> Bool {
    constraints.isLinearEqualityOnly || constraints.values(at: parameters).allSatisfy { $0 >= 0 }
  }

  private mutating func quasiNewtonMinimum(_ moments: [Moments]) -> [Double]? {
    // Taken out of `self` and put back, so that its buffers have one owner and are not copied.
    guard var function = likelihood.take() else { return nil }
    defer { likelihood = function }
    function.take(moments)
    return quasiNewton.minimize(&function, from: reducedStart, restrictions)
  }
}
