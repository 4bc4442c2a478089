import LinearAlgebra

/// Whether every set of moments that a restricted model can imply is one that a less restricted model can imply too.
///
/// NET (Bentler & Satorra 2010): the less restricted model is fitted to the moments that the restricted one implies; when it reproduces
/// them, the restricted model is nested in it. Judged at one point, the restricted model's estimates.
struct NestingTest {
  /// The discrepancy up to which moments count as reproduced; the search ends far below.
  static let tolerance = 1e-8

  let nesting: Nesting
  /// The less restricted model's parameters that imply the restricted model's moments, when it is nested.
  let parameters: [Double]?

  init(of restricted: Fit, in general: Fit) {
    guard restricted.converged, general.converged, restricted.groups.count == general.groups.count,
      restricted.degreesOfFreedom >= general.degreesOfFreedom, let fit = Self.fit(general, toMomentsOf: restricted)
    else {
      (nesting, parameters) = (.unknown, nil)
      return
    }
    guard fit.discrepancy < Self.tolerance else {
      (nesting, parameters) = (.notNested, nil)
      return
    }
    nesting = restricted.degreesOfFreedom == general.degreesOfFreedom ? .equivalent : .nested
    parameters = fit.parameters
  }

  /// By maximum likelihood, whatever the models' estimator: a reproduced moment is reproduced.
  private static func fit(_ general: Fit, toMomentsOf restricted: Fit) -> Fit? {
    let samples = restricted.groups.map { group in
      Sample(
        label: group.sample.label, variables: group.observedVariables, sampleSize: group.sample.sampleSize,
        covariance: group.impliedCovariance, means: group.matrices.intercepts.isEmpty ? group.observed.means : group.impliedMeans)
    }
    var options = EstimationOptions()
    options.rescaleSampleCovariance = false
    options.bounds = general.options.bounds
    guard let fit = try? general.model.fit(to: samples, options: options), fit.converged else { return nil }
    return fit
  }
}
