import ModelSyntax

/// The part that each variable plays in one block (a group or a level) of a model.
///
/// The rules are lavaan's (conventions.md section 2); each list keeps the order of first appearance.
struct VariableRoles: Sendable, Equatable {
  /// On the left of `=~` or `<~`.
  var latent: [String] = []
  /// On the left of `<~`, among the latent variables; and the observed variables on its right, among the indicators.
  var composites: [String] = []
  var compositeIndicators: [String] = []
  /// Observed, on the right of `=~` or `<~`.
  var indicators: [String] = []
  /// Observed, on the left of `~`, not an indicator.
  var outcomes: [String] = []
  /// Observed, only ever a predictor. A product with an endogenous component is not exogenous.
  var exogenous: [String] = []
  /// Observed predictors with a variance, covariance or intercept of the user's: treated as modelled, not as fixed.
  var modelledPredictors: [String] = []
  /// Observed, only in `~~`, `~1` or `|`.
  var orphans: [String] = []
  /// Not in the text: variables that help with missing values.
  var auxiliary: [String] = []
  /// Variables with thresholds.
  var ordinal: Set<String> = []
  /// Outcomes (observed or latent) that predict nothing: their residuals covary by default.
  var finalOutcomes: [String] = []
  /// Latent variables that are neither outcomes nor indicators.
  var exogenousLatent: [String] = []

  /// All observed variables in the table's order: indicators, outcomes, predictors, orphans, auxiliary ones.
  var observed: [String] { stated + auxiliary }
  /// Those of the text.
  var stated: [String] { indicators + outcomes + predictors + orphans }
  /// Observed predictors, exogenous or modelled, in order of appearance.
  private(set) var predictors: [String] = []
  /// Observed variables whose variances are modelled.
  var modelled: [String] {
    let fixed = Set(exogenous + compositeIndicators)
    return stated.filter { !fixed.contains($0) }
  }

  init(_ terms: [Term], ordered: ModelOptions.OrderedVariables = .none, auxiliary names: [String] = []) {
    let measurement = terms.filter { $0.relation == .measuredBy || $0.relation == .formedBy }
    let regressions = terms.filter { $0.relation == .regression }
    latent = unique(measurement.map(\.lhs))
    let latentSet = Set(latent)
    indicators = unique(measurement.map(\.rhs)).filter { !latentSet.contains($0) }
    let measured = latentSet.union(indicators)
    let formation = terms.filter { $0.relation == .formedBy }
    composites = unique(formation.map(\.lhs))
    compositeIndicators = unique(formation.map(\.rhs)).filter { !latentSet.contains($0) }
    let leftSides = unique(regressions.map(\.lhs))
    let leftSet = Set(leftSides)
    let rightSides = unique(regressions.map(\.rhs))
    let rightSet = Set(rightSides)
    outcomes = leftSides.filter { !measured.contains($0) }
    predictors = rightSides.filter { !measured.contains($0) && !leftSet.contains($0) }
    let placed = measured.union(outcomes).union(predictors)
    let loose = terms.filter { [.covariance, .intercept, .threshold, .scaling].contains($0.relation) }
    orphans = unique(
      loose.flatMap { $0.relation == .covariance ? [$0.lhs, $0.rhs] : [$0.lhs] }
    ).filter { !placed.contains($0) }
    ordinal = Set(terms.filter { $0.relation == .threshold }.map(\.lhs))

    let userMoments = Set(
      terms.filter { $0.relation == .covariance }.flatMap { [$0.lhs, $0.rhs] }
        + terms.filter { $0.relation == .intercept }.map(\.lhs))
    let endogenous = leftSet.union(measured)
    for name in predictors {
      let isEndogenousProduct = productComponents(name).map { $0.contains { endogenous.contains($0) } } ?? false
      if userMoments.contains(name) || isEndogenousProduct {
        modelledPredictors.append(name)
      } else {
        exogenous.append(name)
      }
    }
    let indicatorSet = Set(measurement.map(\.rhs))
    let finals = leftSides.filter { !rightSet.contains($0) && !indicatorSet.contains($0) }
    finalOutcomes = finals.filter { latentSet.contains($0) } + finals.filter { !latentSet.contains($0) }
    switch ordered {
    case .none: break
    case .all: ordinal.formUnion(modelled)
    case .names(let names): ordinal.formUnion(modelled.filter { names.contains($0) })
    }
    let known = Set(stated).union(latent)
    auxiliary = unique(names).filter { !known.contains($0) }
    exogenousLatent = latent.filter { !leftSet.contains($0) && !indicatorSet.contains($0) }
  }
}

/// The components of a product term `a:b`, or `nil` for a plain name.
func productComponents(_ name: String) -> [String]? {
  guard name.contains(":") else { return nil }
  return name.split(separator: ":").map(String.init)
}

/// The elements in order of first appearance.
func unique(_ names: [String]) -> [String] {
  var seen = Set<String>()
  return names.filter { seen.insert($0).inserted }
}
