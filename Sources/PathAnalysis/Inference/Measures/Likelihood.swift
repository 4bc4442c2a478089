import Glibc
import LinearAlgebra

/// Log-likelihoods and information criteria (conventions.md section 4).
///
/// `l = -(n/2) [p ln 2pi + ln|S| + p + F]`; with fixed x the marginal likelihood of x at its sample moments is subtracted.
enum LikelihoodMeasures {
  static func measures(_ fit: Fit) -> [FitMeasure] {
    let n = Double(fit.sampleSize)
    let q = Double(fit.freeCount)
    let saturated = fit.groups.reduce(0) { sum, group in
      let size = Double(group.sample.sampleSize)
      let exogenous = fit.model.table.hasFixedX ? group.observed.covariance.principal(group.exogenousIndices) : nil
      return sum + logLikelihood(group.observed.covariance, size) - (exogenous.map { logLikelihood($0, size) } ?? 0)
    }
    let model = saturated - n / 2 * max(fit.discrepancy, 0)
    return [
      FitMeasure("logl", model), FitMeasure("unrestricted.logl", saturated),
      FitMeasure("aic", -2 * model + 2 * q), FitMeasure("bic", -2 * model + q * log(n)),
      FitMeasure("ntotal", n), FitMeasure("bic2", -2 * model + q * log((n + 2) / 24)),
    ]
  }

  /// Of n normal cases at their own moments.
  private static func logLikelihood(_ covariance: Matrix, _ n: Double) -> Double {
    let p = Double(covariance.rowCount)
    return -n / 2 * (p * log(2 * Double.pi) + covariance.logDeterminantOrZero + p)
  }
}
