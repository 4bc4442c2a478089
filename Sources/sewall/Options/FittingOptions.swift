import ArgumentParser
import PathAnalysis

/// How parameters are estimated and the fit is judged.
struct FittingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What is minimised, with its customary errors and test: ML (default), MLR, MLM, …, GLS, ULS, WLS, DWLS, WLSMV, ULSMV.",
      valueName: "name"))
  var estimator: EstimationOptions.Estimator?

  @Option(
    help: ArgumentHelp(
      "Incomplete cases: listwise (left out), ml (full information), ml.x (of x too), two.stage, robust.two.stage, pairwise "
        + "(ordinal variables).", valueName: "name"))
  var missing: EstimationOptions.Missing?

  @Option(
    help: ArgumentHelp(
      "Auxiliary variables: not in the model, but related to missing values (saturated correlates with ml; first stage of two).",
      valueName: "a,b"))
  var aux: CommaList?

  @Option(help: ArgumentHelp("Standard errors, where not the estimator's: robust.sem, robust.huber.white, …", valueName: "name"))
  var se: EstimationOptions.StandardErrors?

  @Option(
    help: ArgumentHelp("Tests of fit, where not the estimator's: satorra.bentler, browne.residual.adf, …", valueName: "a,b"))
  var test: TestList?

  @Option(help: ArgumentHelp("Follow another program where it differs: lavaan (default), mplus, eqs.", valueName: "name"))
  var mimic: EstimationOptions.Mimic?

  @Option(help: ArgumentHelp("Divisor n (normal) or n - 1 (wishart).", valueName: "name"))
  var likelihood: EstimationOptions.Likelihood?

  @Option(help: ArgumentHelp("Information matrix behind the standard errors.", valueName: "name"))
  var information: EstimationOptions.Information?

  @Option(
    help: ArgumentHelp(
      "Bounds of variances and loadings: none, pos.var, pos.ov.var, pos.lv.var, standard, wide, wide.zerovar.",
      valueName: "name"))
  var bounds: AutomaticBounds?

  @Option(
    help: ArgumentHelp("Stop the optimiser there; the result then says it has not converged.", valueName: "n"),
    transform: ArgumentValue.count(0...1_000_000))
  var maxIterations: Int?

  @Option(help: ArgumentHelp("Covariances of x in the baseline model.", valueName: "name"))
  var baselineX: BaselineX?

  @Option(help: ArgumentHelp("Level of RMSEA's interval (.90).", valueName: "level"), transform: ArgumentValue.level)
  var rmseaLevel: Double?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Add a table of residuals.")
  var residuals: Bool?

  @Flag(
    name: .customLong("adjusted-r2"), inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Add R2 adjusted for the number of predictors.")
  var adjustedRSquared: Bool?

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Add a table of implied moments.")
  var implied: Bool?
}
