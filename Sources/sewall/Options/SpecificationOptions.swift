import ArgumentParser
import PathAnalysis

/// How the model's text becomes a parameter table.
struct SpecificationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What is added by default: as lavaan's function of that name does.", valueName: "name"))
  var preset: ModelOptions.Preset?

  @Option(help: ArgumentHelp("Fit the model in each group of this variable's values.", valueName: "variable"))
  var group: String?

  @Option(
    name: .customLong("group-equal"),
    help: ArgumentHelp("Parameters that are equal in all groups: loadings, intercepts, means, regressions, …", valueName: "a,b"))
  var groupEqual: CommaList?

  @Option(
    name: .customLong("group-partial"),
    help: ArgumentHelp("Parameters that are free all the same, as in x1=~y2.", valueName: "a,b"))
  var groupPartial: CommaList?

  @Option(
    help: ArgumentHelp(
      "Ordinal variables: all (but the exogenous ones), or their names. Estimated by WLSMV.", valueName: "all|a,b"))
  var ordered: CommaList?

  @Option(help: ArgumentHelp("Scale of what underlies ordinal variables: delta or theta.", valueName: "name"))
  var parameterization: RAMMatrices.Parameterization?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Hold exogenous variables at their sample moments.")
  var fixedX: Bool?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Estimate intercepts and means.")
  var meanstructure: Bool?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Fix the variances of latent variables to 1.")
  var stdLv: Bool?

  @Option(
    name: .customLong("effect-coding"),
    help: ArgumentHelp(
      "Give factors the scale of their indicators: loadings 1, intercepts 0 on average; both without a value.",
      valueName: "loadings,intercepts"))
  var effectCoding: EffectCodingChoice?

  @Flag(
    inversion: .prefixedNo, exclusivity: .chooseLast, help: "Standardise observed variables first, but for fixed exogenous ones.")
  var stdOv: Bool?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Leave latent variables uncorrelated.")
  var orthogonal: Bool?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Model the outcomes conditional on x.")
  var conditionalX: Bool?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Let final outcomes' residuals covary.")
  var autoCovY: Bool?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Add residual variances.")
  var autoVar: Bool?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Add what sem() adds; --no-auto adds nothing.")
  var auto: Bool?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Free the intercepts of observed variables.")
  var intOvFree: Bool?

  /// The library's options.
  var modelOptions: ModelOptions {
    var options = ModelOptions()
    options.preset = preset ?? (auto == false ? .none : .sem)
    if auto == true, options.preset == .none { options.preset = .sem }
    options.fixedX = fixedX
    options.meanStructure = meanstructure
    options.conditionalX = conditionalX
    options.standardizeLatent = stdLv ?? false
    options.effectCoding = effectCoding?.kinds ?? []
    options.orthogonal = orthogonal ?? false
    options.autoCovarianceOutcomes = autoCovY
    options.autoVariance = autoVar
    options.freeObservedIntercepts = intOvFree
    options.groupEqual = (groupEqual?.items ?? []).compactMap { ModelOptions.EqualParameters(rawValue: $0.lowercased()) }
    options.parameterization = parameterization ?? .delta
    if let ordered { options.ordered = ordered.items.map { $0.lowercased() } == ["all"] ? .all : .names(Set(ordered.items)) }
    options.groupPartial = groupPartial?.items ?? []
    return options
  }
}
