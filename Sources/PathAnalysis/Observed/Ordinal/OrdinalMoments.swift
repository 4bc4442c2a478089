import LinearAlgebra

/// The moments of ordinal and continuous variables that limited-information estimation fits (DWLS, WLSMV, ULSMV, WLS).
///
/// An ordinal variable y with thresholds τ is a standard normal y* cut at them, y = k where τ(k-1) < y* ≤ τ(k); given covariates
/// x, y* has mean βx and unit variance. A continuous variable has the mean ν + βx. Three stages: thresholds, means, slopes and
/// variances of each variable by maximum likelihood; the correlation of each pair with those held fixed; the sampling covariance
/// matrix of all from the scores of both stages.
///
/// The moment vector (lavaan's WLS.obs) holds, in this order,
/// 1. variable by variable the thresholds of an ordinal one, the mean (intercept) of a continuous one *with its sign changed*;
/// 2. the slopes, covariate by covariate, all variables on the first, then all on the second;
/// 3. the variances of the continuous variables;
/// 4. the covariances (correlations, if both are ordinal) below the diagonal, column by column.
///
/// Source: Muthén (1984), Psychometrika 49, 115-132; Olsson (1979), Psychometrika 44, 443-460; Olsson, Drasgow & Dorans (1982),
/// Psychometrika 47, 337-347.
struct OrdinalMoments: Sendable {
  /// One array a variable, ascending; empty for a continuous variable.
  var thresholds: [[Double]]
  /// Length p: means (intercepts) of continuous variables, 0 for ordinal ones.
  var means: [Double]
  /// p x px, empty without covariates.
  var slopes: Matrix
  /// p x p, given the covariates: the divisor of variances is n, ordinal variables have 1.
  var covariance: Matrix
  /// n times the sampling covariance matrix of the moment vector, in the order of `elements`.
  var gamma: Matrix
  var sampleSize: Int
  var elements: [MomentElement]
  var warnings: [OrdinalWarning]

  /// The moment vector, in the order of `elements`.
  var vector: [Double] {
    elements.map { element in
      switch element {
      case .threshold(let variable, let number): thresholds[variable][number]
      case .mean(let variable): means[variable]
      case .negativeMean(let variable): -means[variable]
      case .slope(let variable, let covariate): slopes[variable, covariate]
      case .variance(let variable): covariance[variable, variable]
      case .covariance(let row, let column): covariance[row, column]
      }
    }
  }
}
