extension Fit {
  /// The resolved choices behind the numbers (conventions.md section 16), in printing order.
  public var conventions: [Convention] {
    estimationConventions + modelConventions + measureConventions + rotationConventions
  }

  private var method: EstimationMethod { solution.estimation.method }

  private var estimationConventions: [Convention] {
    let isLikelihood = method.discrepancy == .maximumLikelihood
    let rescales = options.rescaleSampleCovariance ?? method.rescales(options.likelihood)
    let divisor = rescales ? "divisor n" : !sample.isOfRows ? "as given" : "divisor n - 1"
    var conventions = [Convention("estimator", method.estimator.rawValue)]
    if options.mimic != .lavaan { conventions.append(Convention("mimic", options.mimic.rawValue)) }
    if isLikelihood {
      conventions.append(Convention("likelihood", options.likelihood == .normal ? "normal (n)" : "wishart (n - 1)"))
    }
    conventions.append(
      model.table.isCategorical
        ? Convention("ordinal", "polychoric, \(model.options.parameterization.rawValue)") : Convention("covariance", divisor))
    conventions += missingConventions
    if isLikelihood { conventions.append(Convention("information", method.information.rawValue)) }
    conventions.append(Convention("errors", options.missing.isTwoStage ? "corrected for two stages" : method.errorsText))
    if let scaling = method.scaling { conventions.append(Convention("test", scaling.rawValue)) }
    if options.bounds != .none { conventions.append(Convention("bounds", options.bounds.rawValue)) }
    return conventions
  }

  private var modelConventions: [Convention] {
    let exogenous = model.table.exogenousVariables
    let x = model.table.isConditionalX ? "conditional" : model.table.hasFixedX ? "fixed" : "free"
    return [
      Convention("x", exogenous.isEmpty ? "none" : x),
      Convention("means", model.table.hasMeanStructure ? "modelled" : "not modelled"),
      Convention("baseline", baselineText(Baseline.degreesOfFreedom(of: self), exogenous)),
    ]
  }

  private var measureConventions: [Convention] {
    let isFree = !model.table.hasFixedX || model.table.exogenousVariables.isEmpty
    let likelihood = isFree ? "of all variables" : model.table.hasLevels ? "conditional on x of one level" : "conditional on x"
    let srmr =
      model.table.hasLevels
      ? "residual correlations, within + between"
      : model.table.isCategorical
        ? "correlations" : "bentler (means counted: \(model.table.hasMeanStructure ? "yes" : "no"))"
    return [
      Convention("srmr", srmr),
      Convention("rmsea", "N = \(Int(sampleWeight)), CI \(Int((options.rmseaLevel * 100).rounded()))%"),
    ] + (method.discrepancy == .maximumLikelihood ? [Convention("loglik", likelihood)] : [])
      + [Convention("std", "model-implied SD, residual covariances by residual SDs")]
  }

  private func baselineText(_ degreesOfFreedom: Int, _ exogenous: [String]) -> String {
    let kept =
      exogenous.count < 2
      ? ""
      : model.table.isConditionalX
        ? ", slopes of x free" : options.baselineKeepsExogenousCovariances ? ", x covariances kept" : ", x covariances zero"
    return "independence\(kept) (df \(degreesOfFreedom))"
  }
}

extension EstimationMethod {
  /// Where standard errors come from, in the field's words.
  var errorsText: String {
    switch standardErrors {
    case .none: "none"
    case .information: "standard"
    case .moments: "robust (moments of the data)"
    case .scores: "robust (scores, Huber-White)"
    case .firstOrder: "first order (scores)"
    }
  }
}
