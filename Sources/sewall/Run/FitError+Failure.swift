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
