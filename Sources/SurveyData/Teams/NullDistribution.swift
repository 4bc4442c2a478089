/// How members would answer who do not agree at all: what agreement is compared with.
///
/// The expected variances of the skewed nulls are those of LeBreton and Senter (2008, Table 2), to two decimals as published, for
/// items of 5 to 11 answers. For five answers these are the variances of the discrete distributions (.05 .15 .20 .35 .25),
/// (0 .10 .15 .40 .35) and (0 0 .10 .40 .50).
public enum NullDistribution: String, Sendable, Hashable, CaseIterable {
  /// Every answer equally likely: variance (A² - 1) / 12 (James, Demaree and Wolf 1984).
  case uniform
  /// Lenient or severe answers.
  case slight
  case moderate
  case heavy
  /// Answers about the middle.
  case triangular
  case normal

  /// The variance of an item with `answers` possible answers.
  ///
  /// `nil` with fewer than two answers and, for all but the uniform distribution, outside 5...11.
  public func variance(answers: Int) -> Double? {
    if self == .uniform {
      let count = Double(answers)
      return answers > 1 ? (count * count - 1) / 12 : nil
    }
    guard Self.tabulated.contains(answers), let row = Self.tables[self] else { return nil }
    return row[answers - Self.tabulated.lowerBound]
  }

  /// `slightly skewed`.
  public var words: String {
    switch self {
    case .uniform, .triangular, .normal: rawValue
    case .slight: "slightly skewed"
    case .moderate: "moderately skewed"
    case .heavy: "heavily skewed"
    }
  }

  /// The numbers of answers for which every distribution has a variance.
  public static let tabulated = 5...11

  private static let tables: [NullDistribution: [Double]] = [
    .slight: [1.34, 1.85, 2.90, 3.47, 5.66, 6.30, 7.31],
    .moderate: [0.90, 1.26, 2.14, 2.79, 4.73, 5.09, 6.32],
    .heavy: [0.44, 0.69, 1.39, 2.35, 3.16, 3.46, 4.02],
    .triangular: [1.32, 1.45, 2.10, 2.81, 3.00, 2.89, 3.32],
    .normal: [1.04, 1.25, 1.40, 1.73, 1.58, 1.45, 1.40],
  ]
}
