extension OrdinalProblem {
  /// What is wrong, as a sentence for the user.
  public var text: String {
    switch self {
    case .shapesDisagree: "there are no cases to count categories in"
    case .notFinite(let name, _): "`\(name)` has values that are missing or infinite"
    case .oneCategory(let name): "all cases are in one category of `\(name)`: it has no threshold"
    case .noVariance(let name): "`\(name)` does not vary beyond what the exogenous variables explain"
    case .collinear(let name): "`\(name)` is constant or a combination of other exogenous variables"
    case .noProbitRegression(let name): "exogenous variables predict the categories of `\(name)` without error"
    case .perfectAssociation(let first, let second):
      "`\(first)` and `\(second)` order all cases alike: their correlation cannot be told from 1 (or -1)"
    case .neverTogether(let first, let second): "no case has both `\(first)` and `\(second)`: they have no correlation"
    case .noSamplingVariance(let names):
      "the cases do not say how exact the correlations of \(names.map { "`\($0)`" }.joined(separator: ", ")) are"
    case .categoriesDiffer(let name, let group):
      "`\(name)` has categories that no case shows\(group.isEmpty ? "" : " in group \(group)")"
    }
  }

  /// What to do about it.
  public var advice: String {
    switch self {
    case .oneCategory, .noVariance: "take the variable out of the model"
    case .collinear, .noProbitRegression: "take one of the exogenous variables out of the model"
    case .categoriesDiffer: "join categories that are rare, in all groups alike"
    case .perfectAssociation, .noSamplingVariance: "join rare categories, or leave one of the variables out"
    case .neverTogether: "take one of them out of the model"
    case .shapesDisagree, .notFinite: "check the data"
    }
  }
}
