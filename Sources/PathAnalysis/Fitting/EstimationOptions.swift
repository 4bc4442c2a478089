/// How the free parameters are estimated and their uncertainty computed (conventions.md sections 1, 3, 6 and 16).
public struct EstimationOptions: Sendable, Equatable {
  /// `normal`: moments with divisor n, `T = n F`. `wishart`: divisor n - 1, `T = (n - 1) F`.
  public enum Likelihood: String, Sendable, CaseIterable { case normal, wishart }
  public enum Information: String, Sendable, CaseIterable { case expected, observed }

  public var likelihood = Likelihood.normal
  public var information = Information.expected
  /// Multiply a covariance with divisor n - 1 by (n - 1)/n. `nil`: as the likelihood has it.
  public var rescaleSampleCovariance: Bool?
  public var maximumIterations = 1_000
  /// Bounds beside those that the model states.
  public var bounds = AutomaticBounds.none
  /// Level of Wald and resampling intervals.
  public var level = 0.95
  public var rmseaLevel = 0.90
  /// Covariances among exogenous variables in the baseline model.
  public var baselineKeepsExogenousCovariances = true

  public init() {}
}
