import Probability

/// How far raters agree about targets that all of them rated: the six intraclass correlations of Shrout and Fleiss (1979).
///
/// With n targets, k raters, and the mean squares of targets MSR, raters MSC, targets by raters MSE and within targets MSW:
///
///     ICC1 = (MSR - MSW) / (MSR + (k - 1) MSW)                              each target has raters of its own
///     ICC2 = (MSR - MSE) / (MSR + (k - 1) MSE + k (MSC - MSE) / n)          raters are a sample; absolute agreement
///     ICC3 = (MSR - MSE) / (MSR + (k - 1) MSE)                              these raters only; consistency
///
/// and of the mean of the k raters: ICC1k = (MSR - MSW) / MSR, ICC2k = (MSR - MSE) / (MSR + (MSC - MSE) / n) and
/// ICC3k = (MSR - MSE) / MSR (Cronbach's alpha). F is MSR / MSW for ICC1 and MSR / MSE for the others. Intervals are those of Shrout
/// and Fleiss, for ICC2 with Satterthwaite's degrees of freedom. The same as `psych::ICC(lmer = FALSE)` in R.
public struct RaterAgreement: Sendable, Hashable {
  public enum Coefficient: String, Sendable, Hashable, CaseIterable {
    case icc1 = "ICC1"
    case icc2 = "ICC2"
    case icc3 = "ICC3"
    case icc1k = "ICC1k"
    case icc2k = "ICC2k"
    case icc3k = "ICC3k"
  }

  /// A coefficient with the test that it is zero.
  public struct Estimate: Sendable, Hashable {
    public var coefficient: Coefficient
    public var value: Double
    public var f: Double
    public var numeratorDegreesOfFreedom: Int
    public var denominatorDegreesOfFreedom: Int
    /// P(F > f).
    public var p: Double
    public var lower: Double
    public var upper: Double
  }

  public let targetCount: Int
  public let raterCount: Int
  public let meanSquareTargets: Double
  public let meanSquareRaters: Double
  public let meanSquareResidual: Double
  public let meanSquareWithin: Double

  /// - Parameter ratings: each rater's ratings of the targets, in the same order, none missing.
  ///
  /// `nil` with fewer than two raters or targets, with raters of unequal numbers of targets, and when targets or residuals do not
  /// vary.
  public init?(ratings: [[Double]]) {
    guard let first = ratings.first, ratings.count > 1, first.count > 1, ratings.allSatisfy({ $0.count == first.count })
    else { return nil }
    raterCount = ratings.count
    targetCount = first.count
    let n = Double(targetCount)
    let k = Double(raterCount)
    let raterMeans = ratings.map(\.mean)
    let targetMeans = first.indices.map { target in ratings.map { $0[target] }.mean }
    let grandMean = raterMeans.mean
    var residual = 0.0
    var within = 0.0
    for (answers, raterMean) in zip(ratings, raterMeans) {
      for (answer, targetMean) in zip(answers, targetMeans) {
        let deviation = answer - targetMean
        let unexplained = deviation - (raterMean - grandMean)
        within += deviation * deviation
        residual += unexplained * unexplained
      }
    }
    meanSquareTargets = k * targetMeans.sumOfSquares(about: grandMean) / (n - 1)
    meanSquareRaters = n * raterMeans.sumOfSquares(about: grandMean) / (k - 1)
    meanSquareResidual = residual / ((n - 1) * (k - 1))
    meanSquareWithin = within / (n * (k - 1))
    guard meanSquareTargets > 0, meanSquareResidual > 0 else { return nil }
  }

  /// The six coefficients with intervals at `level`.
  ///
  /// - Precondition: 0 < level < 1.
  public func estimates(level: Double = 0.95) -> [Estimate] { Coefficient.allCases.map { estimate($0, level: level) } }

  public func value(_ coefficient: Coefficient) -> Double {
    let (targets, within, residual) = (meanSquareTargets, meanSquareWithin, meanSquareResidual)
    let raters = (meanSquareRaters - residual) / Double(targetCount)
    let k = Double(raterCount)
    return switch coefficient {
    case .icc1: (targets - within) / (targets + (k - 1) * within)
    case .icc2: (targets - residual) / (targets + (k - 1) * residual + k * raters)
    case .icc3: (targets - residual) / (targets + (k - 1) * residual)
    case .icc1k: (targets - within) / targets
    case .icc2k: (targets - residual) / (targets + raters)
    case .icc3k: (targets - residual) / targets
    }
  }

  /// A coefficient with its test and interval.
  ///
  /// - Precondition: 0 < level < 1.
  public func estimate(_ coefficient: Coefficient, level: Double = 0.95) -> Estimate {
    precondition(level > 0 && level < 1, "level \(level)")
    let isOneWay = coefficient == .icc1 || coefficient == .icc1k
    let targets = targetCount - 1
    let others = (isOneWay ? targetCount : targets) * (raterCount - 1)
    let f = meanSquareTargets / (isOneWay ? meanSquareWithin : meanSquareResidual)
    let (lower, upper) = limits(coefficient, f: f, Double(targets), Double(others), tail: (1 + level) / 2)
    return Estimate(
      coefficient: coefficient, value: value(coefficient), f: f, numeratorDegreesOfFreedom: targets,
      denominatorDegreesOfFreedom: others,
      p: FisherF(numeratorDegreesOfFreedom: Double(targets), denominatorDegreesOfFreedom: Double(others)).upperTail(f),
      lower: lower, upper: upper)
  }

  private func limits(
    _ coefficient: Coefficient, f: Double, _ targets: Double, _ others: Double, tail: Double
  ) -> (lower: Double, upper: Double) {
    let k = Double(raterCount)
    if coefficient == .icc2 { return limitsOfAbsoluteAgreement(tail: tail) }
    if coefficient == .icc2k {
      let (lower, upper) = limitsOfAbsoluteAgreement(tail: tail)
      return (lower * k / (1 + lower * (k - 1)), upper * k / (1 + upper * (k - 1)))
    }
    let low = f / quantile(tail, targets, others)
    let high = f * quantile(tail, others, targets)
    if coefficient == .icc1k || coefficient == .icc3k { return (1 - 1 / low, 1 - 1 / high) }
    return ((low - 1) / (low + k - 1), (high - 1) / (high + k - 1))
  }

  /// The limits of ICC2 (Shrout and Fleiss 1979, p. 424; McGraw and Wong 1996, Table 7).
  private func limitsOfAbsoluteAgreement(tail: Double) -> (lower: Double, upper: Double) {
    let n = Double(targetCount)
    let k = Double(raterCount)
    let icc = value(.icc2)
    let ratersF = meanSquareRaters / meanSquareResidual
    let a = k * icc * ratersF
    let b = n * (1 + (k - 1) * icc) - k * icc
    let freedom = (k - 1) * (n - 1) * (a + b) * (a + b) / ((n - 1) * a * a + b * b)
    let low = quantile(tail, n - 1, freedom)
    let high = quantile(tail, freedom, n - 1)
    let (targets, residual) = (meanSquareTargets, meanSquareResidual)
    let rest = k * meanSquareRaters + (k * n - k - n) * residual
    return (
      n * (targets - low * residual) / (low * rest + n * targets), n * (high * targets - residual) / (rest + n * high * targets)
    )
  }

  private func quantile(_ p: Double, _ numerator: Double, _ denominator: Double) -> Double {
    FisherF(numeratorDegreesOfFreedom: numerator, denominatorDegreesOfFreedom: denominator).quantile(p)
  }
}
