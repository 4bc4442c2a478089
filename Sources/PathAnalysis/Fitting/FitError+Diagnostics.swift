import ModelSyntax

extension FitError {
  /// What to tell a user: what happened, where in the model, what to do.
  public func diagnostic(for model: PathModel) -> Diagnostic {
    switch self {
    case .missingVariable(let name):
      Diagnostic(.error, "unknown-variable", "there is no variable `\(name)` in the data", at: model.place(of: name))
    case .constantVariable(let name):
      Diagnostic(
        .error, "constant-variable", "`\(name)` has the same value in every analysed row, so it cannot vary with anything",
        at: model.place(of: name), advice: "leave it out of the model, or check which rows were kept")
    case .collinear(let name, let others):
      Diagnostic(
        .error, "collinear", "`\(name)` is an exact linear combination of \(others.map { "`\($0)`" }.joined(separator: ", "))",
        at: model.place(of: name), advice: "leave one of them out")
    case .tooFewCases(let size, let count):
      Diagnostic(
        .error, "too-few-cases", "there are \(size) complete cases for \(count) variables",
        advice: "at least \(count + 1) are needed, and a good many more for trustworthy results")
    case .covarianceNotPositiveDefinite(let name):
      Diagnostic(
        .error, "not-positive-definite",
        "the covariance matrix is not positive definite: `\(name)` cannot have these covariances with the variables before it",
        at: model.place(of: name), advice: "check the matrix for typing errors, and whether it came from pairwise deletion")
    case .meansMissing:
      Diagnostic(
        .error, "means-missing", "the model has intercepts or means, but no means were given",
        advice: "give them with --means, or take the intercepts (`~ 1`) out of the model")
    case .nonlinearConstraint(let index):
      Diagnostic(
        .error, "nonlinear-constraint", "constraints that are not linear in the parameters are not estimated yet",
        at: model.table.constraints[index].range)
    case .infeasibleConstraint(let index):
      Diagnostic(
        .error, "infeasible-constraint", "no parameter values satisfy this together with the other constraints",
        at: model.table.constraints[index].range, advice: "leave one of the contradicting constraints out")
    case .noAdmissibleStart:
      Diagnostic(
        .error, "no-start", "no start values give a covariance matrix that could be one",
        advice: "check fixed values, or give start values with start()")
    }
  }
}

extension PathModel {
  /// The first statement that names a variable.
  func place(of variable: String) -> SourceRange? {
    table.rows.first { ($0.lhs == variable || $0.rhs == variable) && $0.range != nil }?.range
  }
}
