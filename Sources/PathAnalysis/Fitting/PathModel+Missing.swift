import LinearAlgebra

extension PathModel {
  /// The variables that samples must have: the model's, and those that help with missing values.
  public func sampleVariables(_ options: EstimationOptions) -> [String] { unique(allObservedVariables + options.auxiliary) }

  /// What does not go with a treatment of missing values is refused by name, with what does.
  func refuseForMissing(_ samples: [Sample], _ options: EstimationOptions, _ method: EstimationMethod) throws(FitError) {
    let missing = options.missing
    if !missing.isFullInformation, let name = uselessAuxiliary(options) {
      throw .notWithMissing("auxiliary variable \(name)", missing: missing.rawValue, advice: "use --missing ml, or two.stage")
    }
    guard missing != .listwise else { return }
    func refuse(_ what: String, _ advice: String) throws(FitError) {
      throw .notWithMissing(what, missing: missing.rawValue, advice: advice)
    }
    if samples.contains(where: { $0.rows == nil }) { throw .rowsNeeded }
    let estimator = "estimator \(method.estimator.rawValue)"
    if missing == .pairwise {
      if !table.isCategorical { try refuseForPairwise(samples, method, refuse) }
      return
    }
    if table.isCategorical { try refuse("a model of ordinal variables", "use --missing pairwise, or listwise") }
    if table.isConditionalX {
      try refuse("conditional-x", "leave --conditional-x out: exogenous variables are then held at their sample moments")
    }
    if method.discrepancy != .maximumLikelihood { try refuse(estimator, "use ML or MLR") }
    if missing.isFullInformation { try refuseForFullInformation(method, refuse) }
    if missing.isTwoStage { try refuseForTwoStages(samples, options, method, refuse) }
  }

  /// The first auxiliary variable that the treatment has no use for.
  private func uselessAuxiliary(_ options: EstimationOptions) -> String? {
    table.auxiliaryVariables.first ?? (options.missing.isTwoStage ? nil : options.auxiliary.first)
  }

  private func refuseForFullInformation(
    _ method: EstimationMethod, _ refuse: (String, String) throws(FitError) -> Void
  ) throws(FitError) {
    if method.standardErrors == .moments {
      let what = method.estimator == .ML ? "se robust.sem" : "estimator \(method.estimator.rawValue)"
      try refuse(what, "use MLR: its errors and its test are robust, and those of incomplete cases")
    }
    if let test = method.tests.first(where: { ![.standard, .none, .yuanBentler, .yuanBentlerMplus].contains($0) }) {
      try refuse("test \(test.rawValue)", "use MLR, or test yuan.bentler.mplus")
    }
  }

  /// Pairwise covariances of continuous variables are fitted as if they were those of complete cases: what needs whole cases does not go.
  private func refuseForPairwise(
    _ samples: [Sample], _ method: EstimationMethod, _ refuse: (String, String) throws(FitError) -> Void
  ) throws(FitError) {
    let advice = "use --missing ml: full information from the same cases"
    if method.needsRows || ![.maximumLikelihood, .unweightedLeastSquares].contains(method.discrepancy) {
      let isOwn = [.ML, .ULS].contains(method.estimator)
      try refuse(isOwn ? "robust errors or a corrected test" : "estimator \(method.estimator.rawValue)", advice)
    }
    if method.tests.contains(.bollenStine) { try refuse("test bollen.stine", advice) }
    if samples.contains(where: { $0.weights != nil || $0.clusters != nil }) {
      try refuse("sampling weights or clusters", "use --missing ml with MLR")
    }
  }

  private func refuseForTwoStages(
    _ samples: [Sample], _ options: EstimationOptions, _ method: EstimationMethod,
    _ refuse: (String, String) throws(FitError) -> Void
  ) throws(FitError) {
    let advice = "use ML: errors and test of two stages have their own correction"
    if [.scores, .firstOrder].contains(method.standardErrors) {
      try refuse(method.estimator == .ML ? "these standard errors" : "estimator \(method.estimator.rawValue)", advice)
    }
    let known: [EstimationOptions.Test] = [.standard, .none, .satorraBentler, .meanVarianceAdjusted, .scaledShifted]
    if let test = method.tests.first(where: { !known.contains($0) }) { try refuse("test \(test.rawValue)", advice) }
    if options.likelihood == .wishart { try refuse("likelihood wishart", "leave it out") }
    if method.information == .firstOrder { try refuse("information first.order", "use observed, or expected") }
    if samples.contains(where: { $0.weights != nil || $0.clusters != nil }) {
      try refuse("sampling weights or clusters", "use --missing ml with MLR")
    }
  }

  /// The first of two stages: the saturated moments of the model's variables, with the auxiliary variables' help.
  func twoStageMoments(
    _ sample: Sample, group: Int, _ options: EstimationOptions, _ method: EstimationMethod
  ) throws(FitError) -> TwoStageMoments {
    let names = observedVariables(ofGroup: group)
    let all = names + options.auxiliaryVariables(beside: names)
    let position = Dictionary(sample.variables.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    guard let rows = sample.rows else { throw .rowsNeeded }
    if let unknown = all.first(where: { position[$0] == nil }) { throw .missingVariable(unknown) }
    let columns = all.compactMap { position[$0] }
    let saturated = try saturated(rows.selecting(columns: columns), all)
    let moments = TwoStageMoments(
      saturated, variableCount: names.count, fixed: groups[group].fixedExogenous,
      isRobust: options.missing == .robustTwoStage, usesExpectedInformation: method.information == .expected)
    guard let moments else { throw .covarianceNotIdentified(Self.neverTogether(saturated.patterns, all)) }
    return moments
  }

  /// Names of the first pair that no case has together.
  private static func neverTogether(_ patterns: MissingPatterns, _ names: [String]) -> [String] {
    patterns.pairsNeverTogether.first.map { [names[$0.0], names[$0.1]] } ?? []
  }
}
