/// How far the members of the same team agree in a variable or scale, over all teams.
public struct TeamVariable: Sendable, Hashable {
  public var name: String
  public var label: String?
  /// Items of a scale; one for a variable.
  public var itemCount: Int
  /// The number of possible answers A; `nil` where the range of answers is not known.
  public var answerCount: Int?
  /// ICC(1), ICC(2) and their test, of the variable or the score; `nil` where nothing varies.
  public var correlation: IntraclassCorrelation?
  /// Teams by name, with the agreement of the members who answered every item; at least two members.
  public var teams: [Team]
  /// Teams that have fewer than two such members.
  public var teamsWithoutAgreement: Int
  /// The variance of the null distribution that agreement is compared with.
  public var nullVariance: Double?
  /// Whether a variable that counts as one item has values between the possible answers, as means of items have.
  public var hasFractions = false

  public struct Team: Sendable, Hashable {
    public var name: String
    public var agreement: TeamAgreement
  }

  /// rwg, or rwg(j) of a scale, over teams.
  public var withinGroup: AgreementSummary? { AgreementSummary(withinGroupValues) }

  /// r*wg(j) over teams.
  public var withinGroupStar: AgreementSummary? {
    guard let nullVariance else { return nil }
    return AgreementSummary(teams.map { $0.agreement.withinGroupStar(nullVariance: nullVariance) })
  }

  /// AD about the mean, over teams.
  public var averageDeviation: AgreementSummary? { AgreementSummary(teams.map(\.agreement.averageDeviation)) }

  /// Teams whose rwg was set to 0, their members varying more than the null.
  public var teamsSetToZero: Int {
    guard let nullVariance else { return 0 }
    return teams.count { $0.agreement.variesMore(than: nullVariance) }
  }

  /// The share of teams with an rwg of .70 or more.
  public var shareOfAgreement: Double? {
    let values = withinGroupValues
    return values.isEmpty ? nil : Double(values.count { $0 >= Self.customaryAgreement }) / Double(values.count)
  }

  /// A / 6, the largest AD that speaks for agreement (Burke and Dunlap 2002).
  public var largestDeviation: Double? { answerCount.map { Double($0) / 6 } }

  /// One a team, in the order of ``teams``.
  public var withinGroupValues: [Double] {
    guard let nullVariance else { return [] }
    return teams.map { $0.agreement.withinGroup(nullVariance: nullVariance) }
  }
}
