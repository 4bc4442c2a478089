extension Fit {
  /// The resolved choices behind the numbers (conventions.md section 16), in printing order.
  public var conventions: [Convention] {
    let exogenous = model.table.exogenousVariables
    let method = solution.estimation.method
    let baselineDf = Baseline.degreesOfFreedom(of: self)
    let rescales = options.rescaleSampleCovariance ?? method.rescales(options.likelihood)
    return [
      Convention("estimator", method.estimator.rawValue),
      Convention("likelihood", options.likelihood == .normal ? "normal (n)" : "wishart (n - 1)"),
      Convention("covariance", rescales ? "divisor n" : sample.rows == nil ? "as given" : "divisor n - 1"),
      Convention(
        "x", exogenous.isEmpty ? "none" : model.table.isConditionalX ? "conditional" : model.table.hasFixedX ? "fixed" : "free"),
      Convention("means", model.table.hasMeanStructure ? "modelled" : "not modelled"),
      Convention("information", method.information.rawValue),
    ] + (options.bounds == .none ? [] : [Convention("bounds", options.bounds.rawValue)]) + [
      Convention("baseline", baselineText(baselineDf, exogenous)),
      model.table.hasLevels
        ? Convention("srmr", "residual correlations, within + between")
        : Convention("srmr", "bentler (means counted: \(model.table.hasMeanStructure ? "yes" : "no"))"),
      Convention("rmsea", "N = \(Int(sampleWeight)), CI \(Int((options.rmseaLevel * 100).rounded()))%"),
      Convention(
        "loglik",
        !model.table.hasFixedX || exogenous.isEmpty
          ? "of all variables" : model.table.hasLevels ? "conditional on x of one level" : "conditional on x"),
      Convention("std", "model-implied SD, residual covariances by residual SDs"),
    ] + rotationConventions
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
