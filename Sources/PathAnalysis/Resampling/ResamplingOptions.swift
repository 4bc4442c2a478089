/// How intervals are made from draws (conventions.md section 12).
public struct ResamplingOptions: Sendable, Equatable {
  public enum IntervalType: String, Sendable, CaseIterable {
    case percentile, biasCorrected = "bc", biasCorrectedAccelerated = "bca", basic, normal
  }
  public enum Generator: String, Sendable, CaseIterable { case sewall, r }
  /// The acceleration of BCa: from the exact jackknife, or from a regression of the draws on the resampling frequencies.
  public enum Acceleration: String, Sendable, CaseIterable { case jackknife, regression }
  /// The exogenous moments of a draw: its own, or those of the original sample (as lavaan has it).
  public enum ExogenousMoments: String, Sendable, CaseIterable { case resample, original }
  /// The p value: inverting the printed interval, or estimate / standard error.
  public enum PValue: String, Sendable, CaseIterable { case interval, wald }

  /// Bootstrap draws; 0 for Monte Carlo intervals of the effects.
  public var draws = 0
  public var interval = IntervalType.percentile
  public var level = 0.95
  /// `nil`: Monte Carlo uses seed 1; a bootstrap's caller supplies one from the system's entropy and prints it.
  public var seed: UInt64?
  public var generator = Generator.sewall
  public var acceleration = Acceleration.jackknife
  public var exogenousMoments = ExogenousMoments.resample
  public var pValue = PValue.interval
  /// `nil`: one thread a core.
  public var threads: Int?
  public var monteCarloDraws = 20_000

  public init() {}
}
