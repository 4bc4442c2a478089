/// How a model's text becomes a parameter table: lavaan's preset functions and switches.
///
/// `nil` stands for "as the preset has it".
public struct ModelOptions: Sendable, Equatable {
  /// lavaan's functions `sem()`, `cfa()`, `growth()` and `lavaan()`.
  public enum Preset: String, Sendable, CaseIterable { case sem, cfa, growth, none }

  public var preset = Preset.sem
  /// Parameters that `--group-equal` holds equal across groups, under lavaan's names.
  /// What adds up to what a factor's indicators have on average.
  public enum EffectCoding: String, Sendable, CaseIterable { case loadings, intercepts }

  public enum EqualParameters: String, Sendable, CaseIterable {
    case loadings, intercepts, means, thresholds, regressions, residuals
    case residualCovariances = "residual.covariances"
    case latentVariances = "lv.variances"
    case latentCovariances = "lv.covariances"
  }

  public enum OrderedVariables: Sendable, Equatable {
    case none
    /// All but the exogenous ones.
    case all
    case names(Set<String>)
  }

  public var groupEqual: [EqualParameters] = []
  /// Relations that stay free although their kind is equal across groups: `x1 =~ y2`, `y2 ~1`.
  public var groupPartial: [String] = []
  /// `nil`: true for maximum likelihood.
  public var fixedX: Bool?
  /// `nil`: on when the text, the groups or the options need means.
  public var meanStructure: Bool?
  /// Exogenous variables as conditions rather than variables. `nil`: true for models of ordinal variables.
  public var conditionalX: Bool?
  /// Observed variables whose values are ordered categories, besides those with thresholds in the text.
  public var ordered = OrderedVariables.none
  /// How many categories each ordinal variable has in the data; what is not named gets no thresholds by default.
  public var categoryCounts: [String: Int] = [:]
  public var parameterization = RAMMatrices.Parameterization.delta
  public var standardizeLatent = false
  /// Factors take the scale of their indicators: loadings are 1 and intercepts 0 on average (Little, Slegers & Card 2006).
  ///
  /// Loadings alone give the scale of a factor, intercepts alone its mean.
  public var effectCoding: Set<EffectCoding> = []
  public var orthogonal = false
  /// Residual covariances among final outcomes, added by default.
  public var autoCovarianceOutcomes: Bool?
  /// Residual variances, added by default.
  public var autoVariance: Bool?
  /// Free intercepts of observed variables.
  public var freeObservedIntercepts: Bool?

  /// Variables outside the model that are related to missing values or to their being missing: saturated correlates.
  ///
  /// Each has a free mean and variance and covaries freely with the others of them, with exogenous variables and with the residuals of
  /// all other observed variables, so that the model's restrictions and degrees of freedom stay what they are. Exogenous variables
  /// are then free. Source: Graham (2003), Structural Equation Modeling 10; Enders (2008), Structural Equation Modeling 15.
  public var auxiliary: [String] = []

  /// How factors of EFA blocks are rotated.
  public var rotation = RotationOptions()

  public init() {}
}
