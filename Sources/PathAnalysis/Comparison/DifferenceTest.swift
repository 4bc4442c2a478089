import Probability

/// The chi-square difference between a restricted model and a less restricted one (conventions.md section 7).
struct DifferenceTest {
  /// A model's statistic as a difference test sees it.
  struct Statistic {
    /// Unscaled.
    var chiSquare: Double
    var degreesOfFreedom: Int
    /// c; `nil` for an unscaled test.
    var scalingFactor: Double?
  }

  let restricted: Statistic
  let general: Statistic
  /// Cases, less one a group for Wishart.
  let sampleWeight: Double
  let groupCount: Int

  private var degreesOfFreedom: Int { restricted.degreesOfFreedom - general.degreesOfFreedom }
  private var difference: Double { restricted.chiSquare - general.chiSquare }

  /// What the difference is divided by: 1 for the standard test; Satorra & Bentler (2001)
  /// `c_d = (df0 c0 - df1 c1) / (df0 - df1)`, which comes out negative where the approximation fails.
  func scalingFactor(restricted c0: Double, general c1: Double) -> Double {
    let (df0, df1) = (Double(restricted.degreesOfFreedom), Double(general.degreesOfFreedom))
    return (df0 * c0 - df1 * (general.degreesOfFreedom == 0 ? 1 : c1)) / (df0 - df1)
  }

  /// The test with a given divisor of the difference; no p value for a difference that is negative.
  func result(_ method: DifferenceMethod, against name: String, scalingFactor: Double?) -> DifferenceResult {
    var result = DifferenceResult(against: name, method: method, degreesOfFreedom: Double(degreesOfFreedom))
    result.scalingFactor = scalingFactor
    let divisor = scalingFactor ?? 1
    guard degreesOfFreedom > 0, divisor > 0 else { return result }
    set(&result, statistic: difference / divisor, meanWeight: divisor)
    return result
  }

  /// Scaled and shifted: `a D + b` with `a = sqrt(df / tr(UG UG))`, `b = df - a tr(UG)`.
  func result(_ moments: Satorra2000, against name: String) -> DifferenceResult {
    let df = Double(degreesOfFreedom)
    var result = DifferenceResult(against: name, method: .satorra2000, degreesOfFreedom: df)
    guard degreesOfFreedom > 0, moments.squaredTrace > 0 else { return result }
    let scale = (df / moments.squaredTrace).squareRoot()
    let shift = df - scale * moments.trace
    result.scalingFactor = 1 / scale
    result.shift = shift
    set(&result, statistic: scale * difference + shift, meanWeight: moments.trace / df)
    return result
  }

  /// `meanWeight` is what a degree of freedom adds to the expectation of the unscaled difference.
  private func set(_ result: inout DifferenceResult, statistic: Double, meanWeight: Double) {
    result.chiSquare = statistic
    guard difference > -1e-6 * max(1, restricted.chiSquare) else { return }
    let df = Double(degreesOfFreedom)
    result.chiSquare = max(statistic, 0)
    result.pValue = ChiSquare(degreesOfFreedom: df).upperTail(max(statistic, 0))
    let excess = max(difference / df - meanWeight, 0) / sampleWeight
    result.rmsea = (Double(groupCount) * excess).squareRoot()
  }
}
