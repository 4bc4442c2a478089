import LinearAlgebra

/// Cases of ordinal and continuous variables, and of the covariates that they are conditioned on.
struct OrdinalInput: Sendable {
  /// The p variables that are modelled, in the order of the columns of `rows`.
  var names: [String]
  /// Length p; false for a continuous variable.
  var isOrdinal: [Bool]
  /// n x p. The categories of an ordinal variable are its distinct values, from the lowest to the highest, whatever they are.
  var rows: Matrix
  /// Whether a value may be missing (NaN): thresholds, means and variances are then those of the cases that have the variable,
  /// correlations those of the cases that have both.
  var usesAvailableCases = false
  /// n x px covariates, constants of the analysis (lavaan's conditional.x); `nil` without any.
  var exogenous: Matrix?
  /// Length px.
  var exogenousNames: [String]

  init(names: [String], isOrdinal: [Bool], rows: Matrix, exogenous: Matrix? = nil, exogenousNames: [String] = []) {
    self.names = names
    self.isOrdinal = isOrdinal
    self.rows = rows
    self.exogenous = exogenous
    self.exogenousNames = exogenousNames
  }
}
