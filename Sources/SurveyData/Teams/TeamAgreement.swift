/// How far the members of one team agree in their answers to the items of a scale, or to one item.
///
///     q       = mean over items of the variance (divisor n - 1) / the variance of the null distribution
///     rwg(j)  = J (1 - q) / (J (1 - q) + q)       James, Demaree and Wolf (1984); rwg = 1 - q for one item
///     r*wg(j) = 1 - q                             Lindell, Brandt and Whitney (1999)
///     AD(j)   = mean over items of sum |x - mean| / n    Burke, Finkelstein and Dusig (1999), about the mean
///
/// Where members vary more than the null (q > 1), rwg(j) has no meaning and is set to 0, as James et al. recommend; r*wg(j) is
/// left negative.
public struct TeamAgreement: Sendable, Hashable {
  public let memberCount: Int
  public let itemCount: Int
  /// The mean over items of their variance within the team.
  public let meanVariance: Double
  /// Mean absolute deviation about the mean, in units of the answers.
  public let averageDeviation: Double

  /// - Parameter items: each item's answers, one a member, none missing, items equally long.
  ///
  /// `nil` with fewer than two members or without items.
  public init?(items: [[Double]]) {
    guard let first = items.first, first.count > 1, items.allSatisfy({ $0.count == first.count }) else { return nil }
    memberCount = first.count
    itemCount = items.count
    meanVariance = items.map(\.variance).mean
    averageDeviation =
      items.map { answers in
        let mean = answers.mean
        return answers.reduce(0) { $0 + abs($1 - mean) } / Double(answers.count)
      }.mean
  }

  /// rwg, or rwg(j) of several items; 0 where members vary more than the null's variance.
  public func withinGroup(nullVariance: Double) -> Double {
    let ratio = meanVariance / nullVariance
    if ratio > 1 { return 0 }
    let agreed = Double(itemCount) * (1 - ratio)
    return agreed / (agreed + ratio)
  }

  /// r*wg(j): does not grow with the number of items, and may be negative.
  public func withinGroupStar(nullVariance: Double) -> Double { 1 - meanVariance / nullVariance }

  /// Whether rwg(j) was set to 0.
  public func variesMore(than nullVariance: Double) -> Bool { meanVariance > nullVariance }
}
