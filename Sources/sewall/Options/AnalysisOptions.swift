import PathAnalysis

/// The options that all commands on a model share.
struct AnalysisOptions: Sendable {
  var input: InputOptions
  var specification: SpecificationOptions
  var factors: FactorOptions
  var fitting: FittingOptions
  var tests: RestrictionOptions
  var intervals: IntervalOptions
  var output: OutputOptions
  var later: LaterOptions

  /// The library's options of estimation.
  var estimationOptions: EstimationOptions {
    var options = EstimationOptions()
    options.likelihood = fitting.likelihood ?? options.likelihood
    options.information = fitting.information
    options.estimator = fitting.estimator
    options.mimic = fitting.mimic ?? options.mimic
    if options.mimic == .eqs, fitting.likelihood == nil { options.likelihood = .wishart }
    options.standardErrors = fitting.se
    options.tests = fitting.test?.choices
    options.missing = fitting.missing ?? options.missing
    if !options.missing.isFullInformation { options.auxiliary = fitting.aux?.items ?? [] }
    options.rescaleSampleCovariance = input.sampleCovRescale
    options.maximumIterations = fitting.maxIterations ?? options.maximumIterations
    options.bounds = fitting.bounds ?? options.bounds
    options.level = intervals.level ?? options.level
    options.rmseaLevel = fitting.rmseaLevel ?? options.rmseaLevel
    options.baselineKeepsExogenousCovariances = (fitting.baselineX ?? (options.mimic == .eqs ? .zero : .keep)) != .zero
    return options
  }

  /// The library's options of specification, with what the estimator and the data bring along: modelled means for incomplete and
  /// clustered cases; free exogenous moments for least squares.
  var modelOptions: ModelOptions {
    var options = specification.modelOptions
    options.rotation = factors.rotationOptions
    let estimation = estimationOptions
    if estimation.mimic == .mplus { options.meanStructure = options.meanStructure ?? true }
    if estimation.mimic == .eqs { options.fixedX = options.fixedX ?? false }
    if estimation.missing.isFullInformation { options.auxiliary = fitting.aux?.items ?? [] }
    if estimation.missing.isFullInformation || estimation.missing.isTwoStage || input.cluster != nil {
      options.meanStructure = options.meanStructure ?? true
    }
    if let estimator = estimation.estimator, !estimator.isLikelihood { options.fixedX = options.fixedX ?? false }
    return options
  }

  /// What was asked for and is not available yet, of this and of the other groups.
  var refusals: [Refusal] {
    var refusals = later.refusals
    let kinds = ModelOptions.EqualParameters.allCases.map(\.rawValue)
    for item in specification.groupEqual?.items ?? [] {
      if let refusal = LaterOptions.check("group-equal", item, does: "holds equal", of: kinds, available: kinds) {
        refusals.append(refusal)
      }
    }
    if specification.fixedX == true, fitting.aux != nil, estimationOptions.missing.isFullInformation {
      refusals.append(
        Refusal(
          option: "fixed-x", id: "not-with-auxiliary",
          text: "exogenous variables covary with auxiliary variables and cannot be held at their sample moments",
          advice: "leave --fixed-x out, or use --missing two.stage", isWrongUsage: true))
    }
    if let figure = output.figure, FilePath.ending(of: figure) != "svg" {
      refusals.append(
        Refusal(
          option: "figure", id: "not-available", text: "`\(figure)` cannot be drawn yet: sewall draws SVG so far",
          advice: "name a file that ends in .svg; rsvg-convert or Inkscape turns it into PDF or PNG"))
    }
    refusals += contradictions
    if output.saveDraws != nil {
      refusals.append(Refusal(option: "save-draws", id: "not-available", text: "`save-draws` is not available yet"))
    }
    return refusals
  }

  private var contradictions: [Refusal] {
    var found: [Refusal] = []
    if specification.effectCoding?.kinds.contains(.loadings) == true, specification.stdLv == true {
      found.append(
        Refusal(
          option: "effect-coding", id: "contradictory-options",
          text: "`effect-coding` and `std-lv` both give factors their scale",
          advice: "leave one of them out", isWrongUsage: true))
    }
    if specification.stdOv == true, input.givesMoments {
      found.append(
        Refusal(
          option: "std-ov", id: "without-rows", text: "`std-ov` standardises cases, and moments were given",
          advice: "give the correlations as --cor without --sds", isWrongUsage: true))
    }
    return found
  }
}
