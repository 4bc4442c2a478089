/// How the free parameters are estimated and their uncertainty computed (conventions.md sections 1, 3, 6 and 16).
public struct EstimationOptions: Sendable, Equatable {
  /// lavaan's names: a discrepancy function, or one with its customary robust errors and test.
  public enum Estimator: String, Sendable, CaseIterable {
    case ML, MLR, MLM, MLMV, MLMVS, MLF, GLS, ULS, ULSM, ULSMV, ULSMVS, WLS, DWLS, WLSM, WLSMV, WLSMVS
  }
  /// `normal`: moments with divisor n, `T = n F`. `wishart`: divisor n - 1, `T = (n - 1) F`.
  public enum Likelihood: String, Sendable, CaseIterable { case normal, wishart }
  public enum Information: String, Sendable, CaseIterable {
    case expected, observed
    case firstOrder = "first.order"
  }
  public enum StandardErrors: String, Sendable, CaseIterable {
    case standard, none, robust
    case robustMoments = "robust.sem"
    case robustScores = "robust.huber.white"
    case robustClusters = "robust.cluster"
    case firstOrder = "first.order"
  }
  public enum Test: String, Sendable, CaseIterable {
    case standard, none
    case satorraBentler = "satorra.bentler"
    case yuanBentler = "yuan.bentler"
    case yuanBentlerMplus = "yuan.bentler.mplus"
    case meanVarianceAdjusted = "mean.var.adjusted"
    case scaledShifted = "scaled.shifted"
    case browneADF = "browne.residual.adf"
    case browneNormalTheory = "browne.residual.nt"
    /// From bootstrap draws: needs ``ResamplingOptions/draws``.
    case bollenStine = "bollen.stine"
  }
  /// What is done about missing values.
  public enum Missing: String, Sendable, CaseIterable {
    /// Complete cases of the model's variables.
    case listwise
    /// Full-information maximum likelihood; cases without all fixed exogenous variables are left out.
    case fullInformation = "ml"
    /// The same with the exogenous variables in the likelihood.
    case fullInformationWithX = "ml.x"
    /// The saturated model's moments as if they were those of complete cases, with errors and test for how they were come by.
    case twoStage = "two.stage"
    /// The same, whatever the distribution.
    case robustTwoStage = "robust.two.stage"
    /// Ordinal variables: thresholds from the cases of each variable, correlations from those of each pair.
    case pairwise
  }

  /// Another program whose choices are followed where lavaan's `mimic` follows them.
  public enum Mimic: String, Sendable, CaseIterable { case lavaan, mplus, eqs }

  public var mimic = Mimic.lavaan
  /// `nil`: ML, or WLSMV for ordinal variables.
  public var estimator: Estimator?
  /// `nil`: as the estimator has it.
  public var standardErrors: StandardErrors?
  /// `nil`: as the estimator has it. The first one that scales the chi-square gives the scaled and robust fit measures.
  public var tests: [Test]?
  public var missing = Missing.listwise
  /// Variables outside the model that help to estimate the saturated moments of two stages; the samples must have them.
  ///
  /// With full information they are part of the model instead: ``ModelOptions/auxiliary``.
  public var auxiliary: [String] = []
  public var likelihood = Likelihood.normal
  /// `nil`: observed for MLR, MLF and incomplete data, expected otherwise.
  public var information: Information?
  /// Multiply a covariance with divisor n - 1 by (n - 1)/n. `nil`: as the estimator and likelihood have it.
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
