import Probability

/// Root mean square error of approximation, its interval and tests (conventions.md section 8).
///
/// `sqrt(max(T/(N df) - 1/N, 0)) sqrt(G)` with G groups; N is n for the normal likelihood and n - 1 for Wishart.
enum RMSEAMeasures {
  static func measures(_ fit: Fit) -> [FitMeasure] {
    let df = Double(fit.degreesOfFreedom)
    let level = fit.options.rmseaLevel
    guard df > 0 else {
      return [
        FitMeasure("rmsea", 0), FitMeasure("rmsea.ci.lower", 0), FitMeasure("rmsea.ci.upper", 0),
        FitMeasure("rmsea.ci.level", level), FitMeasure("rmsea.pvalue", nil), FitMeasure("rmsea.close.h0", 0.05),
        FitMeasure("rmsea.notclose.pvalue", nil), FitMeasure("rmsea.notclose.h0", 0.08),
      ]
    }
    let (n, t) = (fit.sampleWeight, fit.chiSquare)
    let groupCount = Double(fit.groups.count)
    let bounds = NoncentralityBounds(chiSquare: t, degreesOfFreedom: df, level: level)
    /// P(chi2 <= T) and P(chi2 > T) where the population's RMSEA is `rmsea`.
    func probabilities(_ rmsea: Double) -> (below: Double, above: Double) {
      let noncentrality = n * df * rmsea * rmsea / groupCount
      // Hundreds of standard deviations beyond the mean, where a sum of a billion terms would say the same.
      guard t.isFinite, t < NoncentralityBounds.largestExact || t < 4 * (df + noncentrality) else { return (1, 0) }
      let distribution = ChiSquare(degreesOfFreedom: df, noncentrality: noncentrality)
      return (distribution.cumulative(t), distribution.upperTail(t))
    }
    return [
      FitMeasure("rmsea", (groupCount * max(t / (n * df) - 1 / n, 0)).squareRoot()),
      FitMeasure("rmsea.ci.lower", (groupCount * bounds.lower / (n * df)).squareRoot()),
      FitMeasure("rmsea.ci.upper", (groupCount * bounds.upper / (n * df)).squareRoot()),
      FitMeasure("rmsea.ci.level", level),
      FitMeasure("rmsea.pvalue", probabilities(0.05).above), FitMeasure("rmsea.close.h0", 0.05),
      FitMeasure("rmsea.notclose.pvalue", probabilities(0.08).below), FitMeasure("rmsea.notclose.h0", 0.08),
    ]
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
