import Glibc
import LinearAlgebra
import Probability

/// The independence model that incremental indices compare with, in closed form (conventions.md section 5).
///
/// All variances (and means) are free and all covariances zero, save those among exogenous variables, which are kept:
/// `T0 = n (ln|S0| - ln|S|)` with S0 block-diagonal.
struct Baseline: Sendable {
  let chiSquare: Double
  let degreesOfFreedom: Int

  init(_ fit: Fit) {
    var statistic = 0.0
    var count = 0
    for group in fit.groups {
      let (part, df) = Self.contribution(of: group, fit)
      statistic += group.weight * part
      count += df
    }
    chiSquare = statistic
    degreesOfFreedom = count
  }

  private static func contribution(of group: FittedGroup, _ fit: Fit) -> (discrepancy: Double, degreesOfFreedom: Int) {
    let indices = group.exogenousIndices
    let p = group.matrices.observedCount
    let isExogenous = Set(indices)
    let outcomes = (0..<p).filter { !isExogenous.contains($0) }
    let conditional = fit.model.options.conditionalX && !indices.isEmpty
    let covariance = conditional ? group.observed.covariance.partial(outcomes, given: indices) : group.observed.covariance
    let keeps = fit.options.baselineKeepsExogenousCovariances && !conditional
    let diagonal = conditional ? Array(outcomes.indices) : keeps ? outcomes : Array(0..<p)
    var logDeterminant = diagonal.reduce(0) { $0 + log(covariance[$1, $1]) }
    if keeps { logDeterminant += covariance.principal(indices).logDeterminantOrZero }
    let m = covariance.rowCount
    return (
      logDeterminant - covariance.logDeterminantOrZero,
      m * (m - 1) / 2 - (keeps ? indices.count * (indices.count - 1) / 2 : 0)
    )
  }
}

/// Indices that compare the model with the baseline (conventions.md section 5).
struct IncrementalIndices {
  static func measures(_ fit: Fit) -> [FitMeasure] {
    let baseline = Baseline(fit)
    let (t, df) = (fit.chiSquare, Double(fit.degreesOfFreedom))
    let (t0, df0) = (baseline.chiSquare, Double(baseline.degreesOfFreedom))
    let excess = max(t - df, 0)
    let excess0 = max(t - df, t0 - df0, 0)
    let cfi = excess0 == 0 ? 1 : 1 - excess / excess0
    let tli = df == 0 || df0 == 0 ? 1 : 1 - ((t - df) * df0) / ((t0 - df0) * df)
    let nfi = t0 > 0 ? (t0 - t) / t0 : 1
    let rfi = df == 0 || df0 == 0 ? 1 : (t0 / df0 - t / df) / (t0 / df0)
    let ifi = t0 - df == 0 ? 1 : (t0 - t) / (t0 - df)
    let rni = t0 - df0 == 0 ? 1 : 1 - (t - df) / (t0 - df0)
    return [
      FitMeasure("baseline.chisq", t0), FitMeasure("baseline.df", df0),
      FitMeasure("baseline.pvalue", df0 > 0 ? ChiSquare(degreesOfFreedom: df0).upperTail(t0) : nil),
      FitMeasure("cfi", cfi), FitMeasure("tli", tli), FitMeasure("nnfi", tli), FitMeasure("rfi", rfi), FitMeasure("nfi", nfi),
      FitMeasure("pnfi", df0 > 0 ? df / df0 * nfi : nil), FitMeasure("ifi", ifi), FitMeasure("rni", rni),
      FitMeasure("pcfi", df0 > 0 ? df / df0 * cfi : nil),
    ].map { $0.value?.isFinite == false ? FitMeasure($0.name, nil) : $0 }
  }
}

extension Matrix {
  /// ln|A| of a positive definite matrix; 0 for an empty one.
  var logDeterminantOrZero: Double { rowCount == 0 ? 0 : (try? CholeskyFactorization(self))?.logDeterminant ?? .nan }

  /// Covariance of `outcomes` given `predictors`: `S_yy - S_yx S_xx^-1 S_xy`.
  func partial(_ outcomes: [Int], given predictors: [Int]) -> Matrix {
    guard !predictors.isEmpty, let factor = try? CholeskyFactorization(principal(predictors)) else { return principal(outcomes) }
    let cross = submatrix(rows: predictors, columns: outcomes)
    return (principal(outcomes) - cross.transposedTimes(factor.solve(cross))).symmetrized
  }

  /// Slopes of `outcomes` on `predictors`, one column an outcome: `S_xx^-1 S_xy`; zero when S_xx is singular.
  func slopes(of outcomes: [Int], on predictors: [Int]) -> Matrix {
    let cross = submatrix(rows: predictors, columns: outcomes)
    guard let factor = try? CholeskyFactorization(principal(predictors)) else {
      return Matrix(rowCount: predictors.count, columnCount: outcomes.count)
    }
    return factor.solve(cross)
  }
}
