/// The teams of a table, and how far their members agree.
public struct TeamResults: Sendable, Hashable {
  /// The variable that tells the teams apart.
  public var variable: String
  public var null: NullDistribution
  /// The fewest members of a team.
  public var smallestTeam: Int
  public var teamCount: Int
  public var memberCount: Int
  public var sizes: ClosedRange<Int>
  /// Teams with fewer members, and their rows.
  public var teamsLeftOut: Int
  public var rowsOfTeamsLeftOut: Int
  public var rowsWithoutTeam: Int
  /// Whether rows became teams.
  public var isAggregated: Bool
  /// Team means that became variables of the members.
  public var addedVariables: [String]
  public var variables: [TeamVariable]

  public var meanSize: Double { Double(memberCount) / Double(teamCount) }
}
