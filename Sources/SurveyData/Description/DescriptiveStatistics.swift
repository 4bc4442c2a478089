/// What a Table 1 says of one variable; `nil` where a number does not exist (the median of moments, the skew of a constant).
public struct DescriptiveStatistics: Sendable, Hashable {
  /// How many values there are.
  public var count: Int
  public var missingCount: Int
  public var mean: Double?
  /// Divisor n - 1.
  public var standardDeviation: Double?
  public var minimum: Double?
  public var maximum: Double?
  /// The middle value, or the mean of the two in the middle.
  public var median: Double?
  public var skewness: Double?
  /// Excess kurtosis: 0 for a normal distribution.
  public var kurtosis: Double?
  /// Of the definition `spss` alone.
  public var skewnessError: Double?
  public var kurtosisError: Double?

  /// The statistics of a variable's values, NaN for missing.
  ///
  /// The moments are taken in two passes about the mean, so that a large offset costs no digits. Skewness and kurtosis do not exist
  /// for a variable whose values are all the same.
  public init(_ values: [Double], shape: ShapeDefinition = .spss) {
    let present = values.filter { !$0.isNaN }.sorted()
    count = present.count
    missingCount = values.count - present.count
    guard let first = present.first, let last = present.last else { return }
    (minimum, maximum) = (first, last)
    let middle = count / 2
    median = count % 2 == 1 ? present[middle] : present[middle - 1] + (present[middle] - present[middle - 1]) / 2
    let moments = CentralMoments(present)
    mean = moments.mean
    guard count > 1 else { return }
    let n = Double(count)
    guard !moments.isConstant else {
      standardDeviation = 0
      return
    }
    standardDeviation = (moments.second * n / (n - 1)).squareRoot()
    skewness = shape.skewness(g1: moments.third / (moments.second * moments.second.squareRoot()), count: count)
    kurtosis = shape.kurtosis(g2: moments.fourth / (moments.second * moments.second) - 3, count: count)
    if shape == .spss {
      skewnessError = ShapeDefinition.skewnessError(count: count)
      kurtosisError = ShapeDefinition.kurtosisError(count: count)
    }
  }

  /// What moments say: no more than a mean and a standard deviation.
  public init(count: Int, mean: Double?, standardDeviation: Double) {
    self.count = count
    missingCount = 0
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}

/// The mean of some values and the moments about it, divisor n.
struct CentralMoments {
  var mean: Double
  var second = 0.0
  var third = 0.0
  var fourth = 0.0

  /// - Precondition: there are values, and none is NaN.
  init(_ values: [Double]) {
    let n = Double(values.count)
    let first = values.reduce(0, +) / n
    let remainder = values.reduce(0) { $0 + ($1 - first) } / n
    mean = first + remainder
    for value in values {
      let deviation = (value - first) - remainder
      let square = deviation * deviation
      second += square
      third += square * deviation
      fourth += square * square
    }
    second /= n
    third /= n
    fourth /= n
  }

  /// Whether what varies is no more than rounding of the mean.
  var isConstant: Bool { !(second > 1e-28 * mean * mean) }
}
