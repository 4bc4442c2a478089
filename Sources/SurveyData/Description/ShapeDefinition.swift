/// Which of the customary definitions of skewness and kurtosis is printed (Joanes and Gill 1998, The Statistician 47, 183-189).
///
/// With `m2`, `m3`, `m4` the central moments of n values, divisor n, `g1 = m3 / m2^1.5` and `g2 = m4 / m2^2 - 3`:
///
/// | definition | skewness | kurtosis | printed by |
/// |---|---|---|---|
/// | `spss` | `G1 = g1 sqrt(n (n-1)) / (n-2)` | `G2 = (n-1) ((n+1) g2 + 6) / ((n-2) (n-3))` | SPSS, SAS, Excel, JASP, jamovi |
/// | `psych` | `b1 = g1 (1 - 1/n)^1.5` | `b2 = (g2 + 3) (1 - 1/n)^2 - 3` | R's psych, Minitab |
/// | `moments` | `g1` | `g2` | textbooks, Stata (which adds 3 to g2) |
///
/// All are 0 for a normal distribution. `spss` is the default: it is what most readers of a Table 1 compare with, its kurtosis is
/// unbiased for normal data, and it is the one whose customary standard errors are exact there.
public enum ShapeDefinition: String, CaseIterable, Sendable {
  case spss, psych, moments
}

extension ShapeDefinition {
  /// The skewness of n values whose `g1` is known; `nil` with too few values (`spss` needs 3).
  func skewness(g1: Double, count: Int) -> Double? {
    let n = Double(count)
    switch self {
    case .spss: return count > 2 ? g1 * (n * (n - 1)).squareRoot() / (n - 2) : nil
    case .psych:
      let shrinkage = 1 - 1 / n
      return g1 * shrinkage * shrinkage.squareRoot()
    case .moments: return g1
    }
  }

  /// The excess kurtosis of n values whose `g2` is known; `nil` with too few values (`spss` needs 4).
  func kurtosis(g2: Double, count: Int) -> Double? {
    let n = Double(count)
    switch self {
    case .spss: return count > 3 ? (n - 1) * ((n + 1) * g2 + 6) / ((n - 2) * (n - 3)) : nil
    case .psych: return (g2 + 3) * (1 - 1 / n) * (1 - 1 / n) - 3
    case .moments: return g2
    }
  }

  /// The standard error that SPSS prints beside G1, exact for normal data: `sqrt(6 n (n-1) / ((n-2) (n+1) (n+3)))`.
  static func skewnessError(count: Int) -> Double? {
    guard count > 2 else { return nil }
    let n = Double(count)
    return (6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3))).squareRoot()
  }

  /// The standard error that SPSS prints beside G2: `2 SE(G1) sqrt((n^2 - 1) / ((n-3) (n+5)))`.
  static func kurtosisError(count: Int) -> Double? {
    guard count > 3, let error = skewnessError(count: count) else { return nil }
    let n = Double(count)
    return 2 * error * ((n * n - 1) / ((n - 3) * (n + 5))).squareRoot()
  }
}
