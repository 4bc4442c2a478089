/// What comparing models of the same data found, the least restricted model first.
public struct ComparisonResults: Sendable {
  public var models: [ComparedModelResult]
  public var sampleSize: Int
  public var groups: [GroupResult]
  public var messages: [Message]
}

/// One model and how it differs from the one before it.
public struct ComparedModelResult: Sendable {
  public var name: String
  public var converged: Bool
  public var freeCount: Int
  public var degreesOfFreedom: Int
  /// The unscaled statistic.
  public var chiSquare: Double
  public var pValue: Double?
  /// With a robust estimator: the scaled statistic with its p value, and what the unscaled one is divided by.
  public var scaledChiSquare: Double?
  public var scaledPValue: Double?
  public var scalingFactor: Double?
  public var cfi: Double?
  public var rmsea: Double?
  public var srmr: Double?
  public var aic: Double?
  public var bic: Double?
  /// `exp(-delta/2)` as a share of all models' (Wagenmakers & Farrell 2004); `nil` where criteria are not comparable.
  public var aicWeight: Double?
  public var bicWeight: Double?
  /// Against the model before; `nil` for the first and where there is no test.
  public var difference: DifferenceResult?
  /// Whether the model is nested in the one before.
  public var nesting: Nesting?
  public var cfiChange: Double?
  public var rmseaChange: Double?
}

/// A test of whether a restricted model fits worse than a less restricted one.
public struct DifferenceResult: Sendable {
  /// Name of the less restricted model.
  public var against: String
  public var method: DifferenceMethod
  public var chiSquare: Double?
  public var degreesOfFreedom: Double
  public var pValue: Double?
  /// RMSEA of the difference: misfit that the restrictions add, per restriction.
  public var rmsea: Double?
  /// c_d, what the difference of the unscaled statistics is divided by.
  public var scalingFactor: Double?
  /// What was then added (Satorra 2000).
  public var shift: Double?
}

/// How chi-square differences are tested (conventions.md section 7).
public enum DifferenceMethod: String, Sendable, CaseIterable {
  case standard
  case satorraBentler2001 = "satorra.bentler.2001"
  case satorraBentler2010 = "satorra.bentler.2010"
  case satorra2000 = "satorra.2000"
}

/// What the nesting test found (Bentler & Satorra 2010).
public enum Nesting: String, Sendable {
  case nested
  /// The same degrees of freedom, and each fits the other's implied moments.
  case equivalent
  case notNested = "not nested"
  case unknown
}
