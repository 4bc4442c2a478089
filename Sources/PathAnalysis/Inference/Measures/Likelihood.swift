import Glibc
import LinearAlgebra

/// Log-likelihoods and information criteria (conventions.md section 4).
///
/// `l = -(n/2) [p ln 2pi + ln|S| + p + F]`; with fixed x the marginal likelihood of x at its sample moments is subtracted. With two levels
/// that of variables of one level alone: the parts of one with two are not observed, so that no marginal likelihood separates (as lavaan
/// has it).
enum LikelihoodMeasures {
  static func measures(_ fit: Fit, _ tests: FitTests) -> [FitMeasure] {
    let n = Double(fit.sampleSize)
    guard fit.solution.estimation.method.discrepancy == .maximumLikelihood else { return [FitMeasure("ntotal", n)] }
    let q = Double(fit.freeCount)
    let saturated = zip(fit.groups, fit.solution.estimation.data).reduce(0) { sum, pair in
      let (group, data) = pair
      let size = Double(group.sample.sampleSize)
      guard fit.model.table.hasFixedX else { return sum + saturatedLogLikelihood(data) }
      return sum + saturatedLogLikelihood(data)
        - separable(group, data.clusters).reduce(0) { total, part in
          total + logLikelihood(group.observed.covariance.principal(part.variables), part.count ?? size)
        }
    }
    let model = saturated - n / 2 * max(fit.discrepancy, 0)
    let factors = tests.scaled?.likelihoodFactors
    return [
      FitMeasure("logl", model), FitMeasure("unrestricted.logl", saturated),
      FitMeasure("aic", -2 * model + 2 * q), FitMeasure("bic", -2 * model + q * log(n)),
      FitMeasure("ntotal", n), FitMeasure("bic2", -2 * model + q * log((n + 2) / 24)),
    ]
      + (factors.map { [FitMeasure("scaling.factor.h1", $0.saturated), FitMeasure("scaling.factor.h0", $0.model)] } ?? [])
  }

  /// Exogenous variables whose likelihood is subtracted, and how many values each has where these are not the cases.
  private static func separable(_ group: FittedGroup, _ clusters: ClusteredData?) -> [(variables: [Int], count: Double?)] {
    guard let clusters else { return [(group.exogenousIndices, nil)] }
    let exogenous = Set(group.exogenousIndices)
    let alone = clusters.layout.variables.filter { ($0.within == nil) != ($0.between == nil) }
    return [
      (alone.compactMap(\.within).filter(exogenous.contains), nil),
      (alone.compactMap(\.between).filter(exogenous.contains), Double(clusters.clusterCount)),
    ]
  }

  private static func saturatedLogLikelihood(_ data: GroupData) -> Double {
    switch data.form {
    case .moments, .twoStage, .ordinal: logLikelihood(data.observed.covariance, Double(data.sampleSize))
    case .patterns(let saturated): saturated.logLikelihood
    case .clusters(let clusters, let saturated):
      -(data.weight * saturated + clusters.valueCount * MaximumLikelihood.logTwoPi) / 2
    }
  }

  /// Of n normal cases at their own moments.
  private static func logLikelihood(_ covariance: Matrix, _ n: Double) -> Double {
    let p = Double(covariance.rowCount)
    return -n / 2 * (p * log(2 * Double.pi) + covariance.logDeterminantOrZero + p)
  }
}
