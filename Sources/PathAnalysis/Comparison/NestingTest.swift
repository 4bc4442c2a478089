import LinearAlgebra

/// Whether every set of moments that a restricted model can imply is one that a less restricted model can imply too.
///
/// NET (Bentler & Satorra 2010): the less restricted model is fitted to the moments that the restricted one implies; when it reproduces
/// them, the restricted model is nested in it. Judged at one point, the restricted model's estimates.
enum NestingTest {
  /// The discrepancy up to which moments count as reproduced; the search ends far below.
  static let tolerance = 1e-8

  static func nesting(of restricted: Fit, in general: Fit) -> Nesting {
    guard restricted.converged, general.converged, restricted.groups.count == general.groups.count,
      restricted.degreesOfFreedom >= general.degreesOfFreedom, let fits = reproduces(restricted, by: general)
    else { return .unknown }
    guard fits else { return .notNested }
    return restricted.degreesOfFreedom == general.degreesOfFreedom ? .equivalent : .nested
  }

  private static func reproduces(_ restricted: Fit, by general: Fit) -> Bool? {
    var samples: [Sample] = []
    for group in restricted.groups {
      samples.append(
        Sample(
          label: group.sample.label, variables: group.observedVariables, sampleSize: group.sample.sampleSize,
          covariance: group.impliedCovariance,
          means: group.matrices.intercepts.isEmpty ? group.observed.means : group.impliedMeans))
    }
    var options = general.options
    options.rescaleSampleCovariance = false
    guard let fit = try? general.model.fit(to: samples, options: options), fit.converged else { return nil }
    return fit.discrepancy < tolerance
  }
}
