import Probability

/// Root mean square error of approximation, its interval and tests (conventions.md section 8).
///
/// `sqrt(max(T/(N df) - 1/N, 0))`; N is n for the normal likelihood and n - 1 for Wishart.
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
    let bounds = NoncentralityBounds(chiSquare: t, degreesOfFreedom: df, level: level)
    func tail(_ rmsea: Double) -> ChiSquare { ChiSquare(degreesOfFreedom: df, noncentrality: n * df * rmsea * rmsea) }
    return [
      FitMeasure("rmsea", max(t / (n * df) - 1 / n, 0).squareRoot()),
      FitMeasure("rmsea.ci.lower", (bounds.lower / (n * df)).squareRoot()),
      FitMeasure("rmsea.ci.upper", (bounds.upper / (n * df)).squareRoot()),
      FitMeasure("rmsea.ci.level", level),
      FitMeasure("rmsea.pvalue", tail(0.05).upperTail(t)), FitMeasure("rmsea.close.h0", 0.05),
      FitMeasure("rmsea.notclose.pvalue", tail(0.08).cumulative(t)), FitMeasure("rmsea.notclose.h0", 0.08),
    ]
  }
}

/// The interval of a chi-square's noncentrality: the values at which T is the upper or lower limit's quantile; 0 where none is.
struct NoncentralityBounds {
  let lower: Double
  let upper: Double

  init(chiSquare: Double, degreesOfFreedom: Double, level: Double) {
    let tail = (1 - level) / 2
    lower = ChiSquare.noncentrality(cumulative: 1 - tail, at: chiSquare, degreesOfFreedom: degreesOfFreedom) ?? 0
    upper = ChiSquare.noncentrality(cumulative: tail, at: chiSquare, degreesOfFreedom: degreesOfFreedom) ?? 0
  }
}
