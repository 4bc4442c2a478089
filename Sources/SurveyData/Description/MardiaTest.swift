import LinearAlgebra
import Probability

/// Mardia's multivariate skewness and kurtosis, and his tests of multivariate normality.
///
/// With `d_ij = (x_i - m)' S^-1 (x_j - m)` for n cases of p variables: `b1p = sum_ij d_ij^3 / n^2`, `b2p = sum_i d_ii^2 / n`. For
/// normal data `n b1p / 6` is chi-square with p(p+1)(p+2)/6 degrees of freedom, and b2p is normal about p(p+2) with variance
/// 8p(p+2)/n (Mardia 1970, Biometrika 57, 519-530; 1974, Sankhya B 36, 115-128).
public struct MardiaTest: Sendable, Hashable {
  /// What S is divided by.
  public enum Divisor: Sendable, Hashable {
    /// n, as Mardia has it; semTools, MVN and the macros for SPSS too.
    case count
    /// n - 1, as R's psych has it.
    case countMinusOne
  }

  public var count: Int
  public var variableCount: Int
  /// b1p.
  public var skewness: Double
  /// b2p; p(p+2) for normal data.
  public var kurtosis: Double

  /// The test of the rows of an n x p matrix; `nil` where a value is missing, n is not above p, or S has no inverse.
  public init?(_ rows: Matrix, divisor: Divisor = .count) {
    let whitened = WhitenedCases(rows)
    guard let whitened else { return nil }
    count = rows.rowCount
    variableCount = rows.columnCount
    let n = Double(count)
    let ratio = divisor == .count ? 1 : (n - 1) / n
    // Adding up pairs of cases costs n² p / 2, products of three variables n p³ / 6.
    let sum = 3 * count < variableCount * variableCount ? whitened.cubesOverPairs : whitened.squaresOfThirdMoments
    skewness = sum * ratio * ratio * ratio
    kurtosis = whitened.fourthMoment * ratio * ratio
  }

  private var p: Double { Double(variableCount) }
  private var n: Double { Double(count) }

  /// `n b1p / 6`.
  public var skewnessStatistic: Double { n * skewness / 6 }

  /// `p (p+1) (p+2) / 6`.
  public var skewnessDegreesOfFreedom: Double { p * (p + 1) * (p + 2) / 6 }

  public var skewnessProbability: Double {
    ChiSquare(degreesOfFreedom: skewnessDegreesOfFreedom).upperTail(skewnessStatistic)
  }

  /// Corrected for small samples (Mardia 1974): times `(p+1)(n+1)(n+3) / (n ((n+1)(p+1) - 6))`; `nil` where this is not positive.
  public var correctedSkewnessStatistic: Double? {
    let divisor = n * ((n + 1) * (p + 1) - 6)
    return divisor > 0 ? skewnessStatistic * (p + 1) * (n + 1) * (n + 3) / divisor : nil
  }

  public var correctedSkewnessProbability: Double? {
    correctedSkewnessStatistic.map { ChiSquare(degreesOfFreedom: skewnessDegreesOfFreedom).upperTail($0) }
  }

  /// `(b2p - p (p+2)) / sqrt(8 p (p+2) / n)`.
  public var kurtosisStatistic: Double { (kurtosis - p * (p + 2)) / (8 * p * (p + 2) / n).squareRoot() }

  /// Two-sided.
  public var kurtosisProbability: Double { 2 * Normal.upperTail(abs(kurtosisStatistic)) }
}

/// Cases turned so that their covariance matrix, divisor n, is the identity.
struct WhitenedCases {
  /// Case by case, p values each.
  private var values: [Double] = []
  private let count: Int
  private let variableCount: Int

  /// `nil` where a value is missing, there are not more cases than variables, or a variable follows from the others (by all but
  /// 1e-12 of its variance).
  init?(_ rows: Matrix) {
    (count, variableCount) = (rows.rowCount, rows.columnCount)
    guard variableCount > 0, count > variableCount, !rows.elements.contains(where: \.isNaN) else { return nil }
    let sums = MomentSums.of(rows)
    let covariance = sums.covariance(divisor: Double(count))
    let deviations = (0..<variableCount).map { covariance[$0, $0].squareRoot() }
    guard zip(deviations, sums.means).allSatisfy({ $0 > 1e-14 * abs($1) && $0 > 0 }) else { return nil }
    var correlations = covariance
    for column in 0..<variableCount {
      for row in 0..<variableCount { correlations[row, column] /= deviations[row] * deviations[column] }
    }
    guard let factor = try? CholeskyFactorization(correlations) else { return nil }
    let lower = factor.lower
    guard (0..<variableCount).allSatisfy({ lower[$0, $0] * lower[$0, $0] > 1e-12 }) else { return nil }
    values.reserveCapacity(count * variableCount)
    var turned = [Double](repeating: 0, count: variableCount)
    for row in 0..<count {
      for variable in 0..<variableCount {
        var rest = (rows[row, variable] - sums.means[variable]) / deviations[variable]
        for earlier in 0..<variable { rest -= lower[variable, earlier] * turned[earlier] }
        turned[variable] = rest / lower[variable, variable]
      }
      values += turned
    }
  }

  /// The mean of the fourth powers of the cases' distances from the mean.
  var fourthMoment: Double {
    var sum = 0.0
    for start in stride(from: 0, to: values.count, by: variableCount) {
      let square = values[start..<start + variableCount].reduce(0) { $0 + $1 * $1 }
      sum += square * square
    }
    return sum / Double(count)
  }

  /// `sum_ij (z_i' z_j)³ / n²` as the sum of the squared third moments, which are alike in any order of their three variables.
  var squaresOfThirdMoments: Double {
    let p = variableCount
    var moments = [Double](repeating: 0, count: p * (p + 1) * (p + 2) / 6)
    for start in stride(from: 0, to: values.count, by: p) {
      var place = 0
      for a in 0..<p {
        for b in a..<p {
          let product = values[start + a] * values[start + b]
          for c in b..<p {
            moments[place] += product * values[start + c]
            place += 1
          }
        }
      }
    }
    var sum = 0.0
    var place = 0
    for a in 0..<p {
      for b in a..<p {
        for c in b..<p {
          let moment = moments[place] / Double(count)
          let orders = a == b && b == c ? 1.0 : a == b || b == c ? 3 : 6
          sum += orders * moment * moment
          place += 1
        }
      }
    }
    return sum
  }

  /// The same as a sum over pairs of cases.
  var cubesOverPairs: Double {
    let p = variableCount
    var sum = 0.0
    for i in 0..<count {
      for j in 0...i {
        var product = 0.0
        for variable in 0..<p { product += values[i * p + variable] * values[j * p + variable] }
        sum += (i == j ? 1 : 2) * product * product * product
      }
    }
    return sum / (Double(count) * Double(count))
  }
}
