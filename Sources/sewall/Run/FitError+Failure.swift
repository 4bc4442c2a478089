import ModelSyntax
import PathAnalysis

extension Failure {
  /// Why a model could not be fitted, with status 65.
  init(_ error: FitError, model: PathModel, data: String, _ input: ModelInput) {
    func about(_ id: String, _ text: String, advice: String? = nil) -> Failure {
      Failure(.wrongInput, id, text, place: data, advice: advice)
    }
    func constraint(_ index: Int, _ id: String, _ text: String, advice: String) -> Failure {
      let constraints = model.table.constraints
      let range = constraints.indices.contains(index) ? constraints[index].range : nil
      return Failure(.wrongInput, [Finding(Diagnostic(.error, id, text, at: range, advice: advice), in: input.source)])
    }
    self =
      switch error {
      case .missingVariable(let name):
        about("unknown-variable", "there is no variable `\(name)` here, which the model has")
      case .constantVariable(let name):
        about(
          "constant-variable", "`\(name)` has the same value in every case: it can explain nothing",
          advice: "take it out of the model")
      case .collinear(let name, let others):
        about(
          "collinear", "`\(name)` follows exactly from \(others.map { "`\($0)`" }.joined(separator: ", "))",
          advice: "take one of them out of the model (a total beside all of its parts is the usual cause)")
      case .tooFewCases(let size, let count):
        about(
          "too-few-cases", "\(size) complete cases are too few for \(count) variables",
          advice: "there must be more cases than variables")
      case .covarianceNotPositiveDefinite(let name):
        about(
          "not-positive-definite",
          "the covariance matrix cannot come from complete data (it is not positive definite, at `\(name)`)",
          advice: "check it for misprints; a matrix of pairwise correlations can be so too")
      case .meansMissing:
        about("no-means", "the model has means, and there are none", advice: "give --means FILE, or --no-meanstructure")
      case .rowsNeeded:
        about(
          "rows-needed", "this estimator, its errors or its test need the cases, and moments were given",
          advice: "give --data FILE, or use ML, GLS or ULS with standard errors")
      case .notForOrdinal(let name):
        about(
          "not-for-ordinal", "\(name) does not fit ordinal variables",
          advice: "use WLSMV (the default with ordinal variables), ULSMV, DWLS or WLS, or leave out --ordered")
      case .ordinal(let problem): about("ordinal-moments", problem.text, advice: problem.advice)
      case .clustersNeeded:
        Failure(
          .wrongInput, "clusters-needed", "a model of two levels needs the cases, and to know which cluster each belongs to",
          place: input.source.name, advice: "give --data FILE and --cluster VARIABLE")
      case .tooFewClusters(let clusters, let cases, let variables):
        clusters == cases
          ? about(
            "too-few-clusters", "every cluster has one case only: nothing varies within clusters",
            advice: "check --cluster, or leave the levels out of the model")
          : about(
            "too-few-clusters", "\(clusters) clusters of \(cases) cases are too few for \(variables) variables between clusters",
            advice: "there must be more clusters than variables between them, and more cases than clusters")
      case .variesWithinClusters(let name):
        about(
          "varies-within-clusters", "`\(name)` differs between cases of the same cluster, but stands at level 2 only",
          advice: "let it stand at level 1 as well (`\(name) ~~ \(name)` is enough), or use the clusters' means")
      case .constantWithinClusters(let name):
        about(
          "constant-within-clusters", "`\(name)` is the same for all cases of each cluster, but stands at level 1",
          advice: "it belongs to level 2")
      case .notWithLevels(let what):
        about(
          "not-with-levels", "\(what): not available for models of two levels",
          advice: "these are estimated from complete cases by ML or MLR")
      case .notWithMissing(let what, let missing, let advice):
        Failure(
          .wrongUsage, "not-with-missing", "missing \(missing) does not go with \(what)", place: input.source.name, advice: advice
        )
      case .covarianceNotIdentified(let names):
        about(
          "not-identified",
          names.isEmpty
            ? "the saturated model of the incomplete data is not identified"
            : "no case has both `\(names[0])` and `\(names[1])`: their covariance cannot be estimated",
          advice: "use --missing ml, which needs no saturated moments for its standard errors")
      case .notWithComposites(let what):
        about(
          "not-with-composites", "\(what): not available for models with composites (`<~`)",
          advice: "these are estimated by ML, with standard errors from the information")
      case .tooFewCasesForWeight(let size, let count):
        about(
          "too-few-cases", "\(size) cases are too few to weight \(count) moments by WLS",
          advice: "use DWLS, or ML with robust errors (MLR)")
      case .infeasibleConstraint(let index):
        constraint(index, "infeasible-constraint", "this constraint contradicts the others", advice: "leave one of them out")
      case .infeasibleBounds(let name):
        Failure(
          .wrongInput, "infeasible-bounds", "the bounds of \(name) contradict each other or the constraints",
          place: input.source.name, advice: "check lower(), upper(), --bounds and the constraints")
      case .unmetConstraint(let index):
        constraint(
          index, "infeasible-constraint", "no parameters were found that meet this constraint",
          advice: "check it against the other constraints and bounds, or give start values that meet it")
      case .noAdmissibleStart:
        Failure(
          .wrongInput, "no-start", "no start values give possible covariances", place: input.source.name,
          advice: "give start values with start(), and check the values that are fixed")
      }
  }
}
