import Glibc
import LinearAlgebra
import Probability

/// GFI in its two definitions, Hoelter's critical N, McDonald's index and ECVI (conventions.md section 9).
enum GoodnessOfFitMeasures {
  static func measures(_ fit: Fit) -> [FitMeasure] {
    // GFI compares one set of moments with the implied ones; two levels have no such set.
    (fit.model.table.hasLevels ? [] : momentMeasures(fit)) + chiSquareMeasures(fit)
  }

  private static func momentMeasures(_ fit: Fit) -> [FitMeasure] {
    let (n, df) = (fit.sampleWeight, Double(fit.degreesOfFreedom))
    let p = Double(fit.model.matrices.observedCount)
    let weight = ResidualWeight(fit)
    let moments = Double(fit.allMomentCount)
    let residualTest = weight.residualTest
    func gfi(_ noncentrality: Double) -> Double { min(1, n * p / (n * p + 2 * noncentrality)) }
    let bounds = df > 0 ? NoncentralityBounds(chiSquare: residualTest, degreesOfFreedom: df, level: 0.90) : nil
    let lisrel = weight.goodnessOfFit
    return [
      FitMeasure("gfi", df > 0 ? gfi(residualTest - df) : 1),
      FitMeasure("gfi.ci.lower", bounds.map { gfi($0.upper) } ?? 1),
      FitMeasure("gfi.ci.upper", bounds.map { gfi($0.lower) } ?? 1), FitMeasure("gfi.ci.level", 0.90),
      FitMeasure("gfi_lisrel", lisrel), FitMeasure("agfi_lisrel", df > 0 ? 1 - moments / df * (1 - lisrel) : 1),
      FitMeasure("pgfi", df / moments * lisrel),
    ]
  }

  private static func chiSquareMeasures(_ fit: Fit) -> [FitMeasure] {
    let (n, t, df) = (fit.sampleWeight, fit.chiSquare, Double(fit.degreesOfFreedom))
    func criticalCount(_ alpha: Double) -> Double? {
      guard df > 0, t > 0 else { return nil }
      return ChiSquare(degreesOfFreedom: df).quantile(1 - alpha) / (t / n) + 1
    }
    return [
      FitMeasure("cn_05", criticalCount(0.05)), FitMeasure("cn_01", criticalCount(0.01)),
      FitMeasure("mfi", exp(-0.5 * (t - df) / n)),
      FitMeasure("ecvi", t / n + 2 * Double(fit.freeCount) / n),
    ]
  }
}

extension Fit {
  /// Moments that are compared, exogenous ones included; with conditional x those of the outcomes and their slopes.
  fileprivate var allMomentCount: Int {
    if model.table.isConditionalX { return model.momentCount }
    return groups.reduce(0) { sum, group in
      let p = group.matrices.observedCount
      return sum + p * (p + 1) / 2 + (model.table.hasMeanStructure ? p : 0)
    }
  }
}

/// Residual moments weighted by the normal-theory weight at the implied covariance.
private struct ResidualWeight {
  /// Browne's residual-based normal-theory statistic at the optimum, `(N/2) tr[(Sigma^-1 (S - Sigma))^2]` plus its mean part.
  let residualTest: Double
  /// `1 - r'V r / s'V s`; with fixed x the exogenous block of V is zero.
  let goodnessOfFit: Double

  init(_ fit: Fit) {
    var residual = 0.0
    var total = 0.0
    for group in fit.groups {
      let (part, whole) = Self.forms(group, fit)
      residual += group.weight * part
      total += group.weight * whole
    }
    residualTest = residual
    goodnessOfFit = 1 - residual / total
  }

  /// r'V r and s'V s of one group.
  private static func forms(_ group: FittedGroup, _ fit: Fit) -> (residual: Double, total: Double) {
    let implied = group.impliedCovariance
    guard let factor = try? CholeskyFactorization(implied) else { return (.nan, .nan) }
    func form(_ covariance: Matrix, _ means: [Double]?) -> Double {
      let weighted = factor.solve(covariance)
      var value = 0.0
      for i in 0..<weighted.rowCount { for j in 0..<weighted.rowCount { value += 0.5 * weighted[i, j] * weighted[j, i] } }
      if let means { value += zip(means, factor.solve(means)).reduce(0) { $0 + $1.0 * $1.1 } }
      return value
    }
    let means = fit.model.table.hasMeanStructure ? group.observed.means : nil
    let impliedMeans = group.impliedMeans
    let meanResiduals = means.map { means in means.indices.map { means[$0] - impliedMeans[$0] } }
    let residual = form(group.observed.covariance - implied, meanResiduals)
    var observed = group.observed.covariance
    var observedMeans = means
    if fit.model.table.hasFixedX {
      for i in group.exogenousIndices {
        for j in group.exogenousIndices { observed[i, j] = 0 }
        observedMeans?[i] = 0
      }
    }
    return (residual, form(observed, observedMeans))
  }
}
