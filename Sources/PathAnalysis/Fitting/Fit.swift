import LinearAlgebra

/// A fitted model: estimates, their covariance, and the moments they imply. Immutable; everything else is computed from it.
public struct Fit: Sendable {
  public let model: PathModel
  public let sample: Sample
  public let options: EstimationOptions
  /// The moments that were fitted, in the model's order of variables.
  public let observed: ObservedMoments
  /// The parameter vector theta, length q.
  public let parameters: [Double]
  /// The estimates' asymptotic covariance, q x q; `nil` when the information matrix is singular.
  public let asymptoticCovariance: Matrix?
  /// Implied covariance of the observed variables, p x p.
  public let impliedCovariance: Matrix
  public let impliedMeans: [Double]
  /// F, twice lavaan's `fmin`.
  public let discrepancy: Double
  public let iterations: Int
  public let converged: Bool
  /// Free parameters minus independent equality constraints.
  public let freeCount: Int
  public let identification: Identification
  let restrictions: LinearRestrictions

  /// n for the normal likelihood, n - 1 for Wishart: what F and the information are multiplied by.
  public var sampleWeight: Double {
    options.likelihood == .normal ? Double(sample.sampleSize) : Double(sample.sampleSize - 1)
  }

  /// The model's test statistic, `T = n F`; a tiny negative F counts as 0.
  public var chiSquare: Double { sampleWeight * max(discrepancy, 0) }

  /// Moments minus free parameters (conventions.md section 3).
  public var degreesOfFreedom: Int { model.momentCount - freeCount }
}

extension PathModel {
  /// Sample moments that the model explains: p(p + 1)/2, plus p with means, minus those of fixed exogenous variables.
  public var momentCount: Int {
    func count(_ p: Int) -> Int { p * (p + 1) / 2 + (table.hasMeanStructure ? p : 0) }
    return count(matrices.observedCount) - (table.hasFixedX ? count(table.exogenousVariables.count) : 0)
  }
}
