import Glibc
import LinearAlgebra
import Probability

/// GFI in its two definitions, Hoelter's critical N, McDonald's index and ECVI (conventions.md section 9).
enum GoodnessOfFitMeasures {
  static func measures(_ fit: Fit, _ tests: FitTests) -> [FitMeasure] {
    // GFI compares one set of moments with the implied ones; two levels have no such set.
    (fit.model.table.hasLevels ? [] : momentMeasures(fit, tests)) + chiSquareMeasures(fit)
  }

  private static func momentMeasures(_ fit: Fit, _ tests: FitTests) -> [FitMeasure] {
    let df = Double(fit.degreesOfFreedom)
    let weight = ResidualWeight(fit)
    let moments = Double(fit.allMomentCount)
    let lisrel = weight.goodnessOfFit
    // Incomplete data have no residual moments of their own: the chi-square stands for their test.
    let isIncomplete = fit.solution.estimation.data.contains(where: \.isIncomplete)
    let test = isIncomplete ? fit.chiSquare : weight.residualTest
    let robust = tests.robustForm.map {
      GoodnessOfFit(fit, residualTest: isIncomplete ? $0.model.chiSquare : test, weight: $0.model.weight)
    }
    return GoodnessOfFit(fit, residualTest: test, weight: 1).measures(.plain)
      + [FitMeasure("gfi.ci.level", 0.90)] + (robust?.measures(.robust) ?? [])
      + [
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

/// GFI from the residual test: `N p / (N p + 2 (T - c df))`, at most 1, and its interval.
private struct GoodnessOfFit {
  private let scale: Double
  private let estimate: Double
  private let bounds: NoncentralityBounds?
  private let weight: Double

  init(_ fit: Fit, residualTest: Double, weight: Double) {
    let df = Double(fit.degreesOfFreedom)
    self.weight = weight
    scale = fit.sampleWeight * Double(fit.model.matrices.observedCount)
    estimate = df > 0 ? residualTest - weight * df : 0
    bounds =
      df > 0 ? NoncentralityBounds(chiSquare: residualTest / weight, degreesOfFreedom: df, level: 0.90) : nil
  }

  private func value(_ noncentrality: Double) -> Double { min(1, scale / (scale + 2 * noncentrality)) }

  func measures(_ form: MeasureForm) -> [FitMeasure] {
    [
      FitMeasure("gfi" + form.rawValue, value(estimate)),
      FitMeasure("gfi.ci.lower" + form.rawValue, bounds.map { value(weight * $0.upper) } ?? 1),
      FitMeasure("gfi.ci.upper" + form.rawValue, bounds.map { value(weight * $0.lower) } ?? 1),
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
