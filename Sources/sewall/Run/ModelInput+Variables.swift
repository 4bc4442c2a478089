import ModelSyntax
import PathAnalysis
import SurveyData

extension ModelInput {
  /// Refuses variables that the data do not have, all at once, each at its first place in the model.
  ///
  /// A product `x:w` needs its components, where it is no column of its own. Throws a failure with status 65.
  func refuseUnknown(_ variables: [String], among names: [String], in file: String) throws(Failure) {
    let known = Set(names)
    let needed = variables.flatMap { name in known.contains(name) ? [] : name.split(separator: ":").map { (String($0), name) } }
    let unknown = needed.filter { !known.contains($0.0) }
    guard !unknown.isEmpty else { return }
    var seen = Set<String>()
    let findings = unknown.filter { seen.insert($0.0).inserted }.map { name, term in
      Finding(
        Diagnostic(
          .error, "unknown-variable", "there is no variable `\(name)` in `\(file)`", at: firstPlace(of: term),
          advice: nearestName(to: name, among: names).map { "did you mean `\($0)`?" } ?? listing(names)), in: source)
    }
    throw Failure(.wrongInput, findings)
  }

  private func firstPlace(of variable: String) -> SourceRange? {
    for term in ModelParser.parse(document).tree.terms {
      if term.lhs == variable { return term.lhsRange }
      if term.rhs == variable { return term.rhsRange }
    }
    return nil
  }

  /// Names that are all numbers are a first row of data.
  private func listing(_ names: [String]) -> String {
    if !names.isEmpty, names.allSatisfy({ Double($0) != nil }) { return DelimitedReader.headerAdvice }
    return "there are: \(names.prefix(12).joined(separator: ", "))\(names.count > 12 ? ", …" : "")"
  }
}
