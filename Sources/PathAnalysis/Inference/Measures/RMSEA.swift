import Probability

/// Root mean square error of approximation, its interval and tests (conventions.md section 8).
///
/// `sqrt(max(T/(N df) - c/N, 0)) sqrt(G)` with G groups; N is n for the normal likelihood and n - 1 for Wishart. c is 1; scaled, `c df`
/// takes the place of df; robust, c is the scaling factor of the test.
enum RMSEAMeasures {
  static func measures(_ fit: Fit, _ tests: FitTests) -> [FitMeasure] {
    let df = tests.degreesOfFreedom
    let level = fit.options.rmseaLevel
    let limits = [
      FitMeasure("rmsea.ci.level", level), FitMeasure("rmsea.close.h0", 0.05), FitMeasure("rmsea.notclose.h0", 0.08),
    ]
    guard df > 0 else {
      return [
        FitMeasure("rmsea", 0), FitMeasure("rmsea.ci.lower", 0), FitMeasure("rmsea.ci.upper", 0),
        FitMeasure("rmsea.pvalue", nil), FitMeasure("rmsea.notclose.pvalue", nil),
      ] + (tests.scaled == nil ? [] : [FitMeasure("rmsea.scaled", 0), FitMeasure("rmsea.robust", 0)]) + limits
    }
    let (n, t, groups) = (fit.sampleWeight, fit.chiSquare, Double(fit.groups.count))
    let plain = RMSEA(chiSquare: t, degreesOfFreedom: df, weight: 1, sampleSize: n, groupCount: groups)
    var measures = plain.measures(.plain, value: plain.value(t, df), level: level)
    if let scaled = tests.scaled {
      // The uncorrected statistic against its expectation, save where a shift makes the corrected one the better chi-square.
      let isShifted = scaled.shift != nil
      let form = RMSEA(
        chiSquare: isShifted ? scaled.chiSquare : t, degreesOfFreedom: isShifted ? scaled.degreesOfFreedom : scaled.trace,
        weight: 1,
        sampleSize: n, groupCount: groups)
      measures += form.measures(.scaled, value: form.value(form.chiSquare, form.degreesOfFreedom), level: level)
    }
    if let corrected = tests.robustForm {
      let form = RMSEA(
        chiSquare: corrected.scaledChiSquare, degreesOfFreedom: df, weight: corrected.scalingFactor ?? corrected.model.weight,
        sampleSize: n, groupCount: groups)
      let value = RMSEA(
        chiSquare: corrected.model.chiSquare, degreesOfFreedom: df, weight: corrected.model.weight, sampleSize: n,
        groupCount: groups
      ).value(corrected.model.chiSquare, df)
      measures += form.measures(.robust, value: value, level: level)
    }
    return measures + limits
  }
}

/// One form of the RMSEA.
private struct RMSEA {
  /// The statistic with a chi-square distribution, for interval and tests.
  var chiSquare: Double
  var degreesOfFreedom: Double
  /// c.
  var weight: Double
  var sampleSize: Double
  var groupCount: Double

  func value(_ statistic: Double, _ df: Double) -> Double {
    (groupCount * max(statistic / (sampleSize * df) - weight / sampleSize, 0)).squareRoot()
  }

  func measures(_ form: MeasureForm, value: Double, level: Double) -> [FitMeasure] {
    let bounds = NoncentralityBounds(chiSquare: max(chiSquare, 0), degreesOfFreedom: degreesOfFreedom, level: level)
    func limit(_ noncentrality: Double) -> Double {
      (groupCount * weight * noncentrality / (sampleSize * degreesOfFreedom)).squareRoot()
    }
    return [
      FitMeasure("rmsea" + form.rawValue, value), FitMeasure("rmsea.ci.lower" + form.rawValue, limit(bounds.lower)),
      FitMeasure("rmsea.ci.upper" + form.rawValue, limit(bounds.upper)),
      FitMeasure("rmsea.pvalue" + form.rawValue, probability(0.05) { $0.upperTail($1) } ?? 0),
      FitMeasure("rmsea.notclose.pvalue" + form.rawValue, probability(0.08) { $0.cumulative($1) } ?? 1),
    ]
  }

  /// A tail at T of the distribution where the population's RMSEA is `rmsea`; `nil` when T is beyond all of it.
  private func probability(_ rmsea: Double, _ tail: (ChiSquare, Double) -> Double) -> Double? {
    let noncentrality = sampleSize * degreesOfFreedom * rmsea * rmsea / (groupCount * weight)
    // Hundreds of standard deviations beyond the mean, where a sum of a billion terms would say the same.
    guard chiSquare.isFinite,
      chiSquare < NoncentralityBounds.largestExact || chiSquare < 4 * (degreesOfFreedom + noncentrality)
    else { return nil }
    return tail(ChiSquare(degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality), max(chiSquare, 0))
  }
}

/// The interval of a chi-square's noncentrality: the values at which T is the upper or lower limit's quantile; 0 where none is.
struct NoncentralityBounds {
  let lower: Double
  let upper: Double

  init(chiSquare: Double, degreesOfFreedom: Double, level: Double) {
    let tail = (1 - level) / 2
    guard chiSquare < Self.largestExact else {
      let z = Normal.quantile(1 - tail)
      lower = Self.normalRoot(chiSquare, degreesOfFreedom, z: -z)
      upper = Self.normalRoot(chiSquare, degreesOfFreedom, z: z)
      return
    }
    lower = ChiSquare.noncentrality(cumulative: 1 - tail, at: chiSquare, degreesOfFreedom: degreesOfFreedom) ?? 0
    upper = ChiSquare.noncentrality(cumulative: tail, at: chiSquare, degreesOfFreedom: degreesOfFreedom) ?? 0
  }

  /// Beyond this the normal limit of the distribution is exact to about 1e-6 of the noncentrality.
  static let largestExact = 1e6

  /// The lambda at which T lies z standard deviations from the mean df + lambda, with variance 2 (df + 2 lambda).
  private static func normalRoot(_ chiSquare: Double, _ degreesOfFreedom: Double, z: Double) -> Double {
    guard chiSquare.isFinite else { return .infinity }
    // With u = df + 2 lambda: u - 2 z' sqrt(2 u) - (2 T - df) = 0 for the signed z'.
    let root = (2 * z * z + 2 * chiSquare - degreesOfFreedom).squareRoot() + z * 2.squareRoot()
    return max(0, (root * root - degreesOfFreedom) / 2)
  }
}
