/// Two variables after the second stage: their correlation given the covariates, with the first stage's parameters held fixed.
///
/// The derivatives are those of A21 in Muthén (1984): the sum over cases of the correlation's score times the derivative of the
/// case's log likelihood with respect to a parameter of one of the two variables, in the order of that variable's `influence`.
struct PairFit: Sendable {
  var correlation: Double
  /// Length n: derivatives of the cases' log likelihoods with respect to the correlation.
  var scores: [Double]
  var firstDerivatives: [Double]
  var secondDerivatives: [Double]

  /// The covariates of the cases that have both variables, in the units in which each variable was regressed on them.
  struct PairCovariates: Sendable {
    var first: Covariates?
    var second: Covariates?

    var exchanged: PairCovariates { PairCovariates(first: second, second: first) }
  }
}
