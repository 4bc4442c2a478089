import Probability

/// How far the members of the same team answer alike: the one-way analysis of variance of a variable over teams.
///
///     ICC(1) = (MSB - MSW) / (MSB + (k - 1) MSW)    the share of a single answer's variance that lies between teams
///     ICC(2) = (MSB - MSW) / MSB                    the reliability of the team means
///
/// `k` is the number of members. Where teams differ in size, `k` is their mean size (Bliese 2000; so R's `multilevel::ICC1` and
/// `psych::statsBy`) or `(N - sum n_g² / N) / (G - 1)` (Haggard 1958; Bliese and Halverson 1998), with which the two mean squares
/// have equal expectations without team differences and ICC(1) is the ratio of the variance components that SPSS VARCOMP and SAS
/// VARCOMP estimate from an analysis of variance. ICC(2) is the same for both. Either may be negative; neither is set to zero.
///
/// Shrout and Fleiss (1979) call these ICC(1,1) and ICC(1,k).
public struct IntraclassCorrelation: Sendable, Hashable {
  /// Which `k` stands for the size of a team.
  public enum TeamSize: Sendable, Hashable {
    /// N / G.
    case mean
    /// (N - sum n_g² / N) / (G - 1).
    case adjusted
  }

  public let teamCount: Int
  public let answerCount: Int
  public let meanTeamSize: Double
  public let adjustedTeamSize: Double
  public let meanSquareBetween: Double
  public let meanSquareWithin: Double

  /// The analysis of the answers of each team; teams without answers do not count.
  ///
  /// Needs two teams, one of them with two answers; `nil` otherwise, or when all answers are equal.
  public init?(_ teams: [[Double]]) {
    let teams = teams.filter { !$0.isEmpty }
    let count = teams.reduce(0) { $0 + $1.count }
    guard teams.count > 1, count > teams.count else { return nil }
    let means = teams.map(\.mean)
    let answerTotal = Double(count)
    let grandMean = zip(teams, means).reduce(0) { $0 + Double($1.0.count) * $1.1 } / answerTotal
    var between = 0.0
    var within = 0.0
    var squaredSizes = 0.0
    for (answers, mean) in zip(teams, means) {
      let size = Double(answers.count)
      between += size * (mean - grandMean) * (mean - grandMean)
      within += answers.sumOfSquares(about: mean)
      squaredSizes += size * size
    }
    guard between + within > 0 else { return nil }
    teamCount = teams.count
    answerCount = count
    let teamTotal = Double(teams.count)
    meanTeamSize = answerTotal / teamTotal
    adjustedTeamSize = (answerTotal - squaredSizes / answerTotal) / (teamTotal - 1)
    meanSquareBetween = between / (teamTotal - 1)
    meanSquareWithin = within / (answerTotal - teamTotal)
  }

  /// ICC(1).
  public func single(_ size: TeamSize = .mean) -> Double {
    let k = size == .mean ? meanTeamSize : adjustedTeamSize
    return (meanSquareBetween - meanSquareWithin) / (meanSquareBetween + (k - 1) * meanSquareWithin)
  }

  /// ICC(2); `nil` when all teams have the same mean.
  public var ofMeans: Double? {
    meanSquareBetween > 0 ? (meanSquareBetween - meanSquareWithin) / meanSquareBetween : nil
  }

  /// The test that teams do not differ: F = MSB / MSW; infinite when members of a team never differ.
  public var f: Double { meanSquareBetween / meanSquareWithin }
  /// G - 1.
  public var numeratorDegreesOfFreedom: Int { teamCount - 1 }
  /// N - G.
  public var denominatorDegreesOfFreedom: Int { answerCount - teamCount }

  /// P(F > f).
  public var p: Double { distribution.upperTail(f) }

  private var distribution: FisherF {
    FisherF(
      numeratorDegreesOfFreedom: Double(numeratorDegreesOfFreedom),
      denominatorDegreesOfFreedom: Double(denominatorDegreesOfFreedom))
  }
}
