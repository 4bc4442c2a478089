/// Why the moments of ordinal data do not exist.
public enum OrdinalProblem: Error, Sendable, Equatable {
  /// The variables named, the columns or the rows do not agree in number, or there is no row at all.
  case shapesDisagree
  /// A cell of this variable is missing or infinite; rows count from 0.
  case notFinite(variable: String, row: Int)
  /// All cases are in one category, so that there is no threshold.
  case oneCategory(variable: String)
  /// A continuous variable that does not vary, or not beyond what the covariates explain.
  case noVariance(variable: String)
  /// A covariate is constant or a combination of those before it.
  case collinear(covariate: String)
  /// The covariates separate the categories of this variable, so that its probit regression has no finite slopes.
  case noProbitRegression(variable: String)
  /// The two variables order the cases alike (or in reverse) without exception: the correlation of what underlies them is ±1.
  case perfectAssociation(first: String, second: String)
  /// No case has both variables.
  case neverTogether(first: String, second: String)
  /// The scores of this variable, or of the correlation of these variables, do not vary: sampling (co)variances do not exist.
  case noSamplingVariance(variables: [String])
  /// A group's cases show other numbers of categories than all cases together.
  case categoriesDiffer(variable: String, group: String)
}

/// What deserves mention although the moments exist. Variables by their position.
enum OrdinalWarning: Sendable, Equatable {
  /// Combinations of categories that no case shows; without covariates only.
  case emptyCells(first: Int, second: Int, count: Int)
  /// The one empty cell of a 2 x 2 table was given half a case, with the margins kept.
  case adjustedEmptyCell(first: Int, second: Int)
  /// A correlation beyond ±0.99.
  case nearlyPerfect(first: Int, second: Int, correlation: Double)
}
