/// A variable that predicts or measures itself.
enum SelfRelation {
  static func diagnostic(for term: Term) -> Diagnostic? {
    guard term.lhs == term.rhs else { return nil }
    switch term.relation {
    case .regression:
      return Diagnostic(
        .error, "self-regression", "`\(term.lhs)` is regressed on itself", at: term.rhsRange,
        advice: "write `\(term.lhs) ~~ \(term.lhs)` for its variance, or name another variable")
    case .measuredBy:
      return Diagnostic(
        .error, "self-regression", "`\(term.lhs)` is measured by itself", at: term.rhsRange,
        advice: "an indicator is another variable than its factor")
    case .formedBy:
      return Diagnostic(
        .error, "self-regression", "`\(term.lhs)` is formed by itself", at: term.rhsRange,
        advice: "a composite is another variable than its parts")
    case .covariance, .intercept, .threshold, .scaling:
      return nil
    }
  }
}
