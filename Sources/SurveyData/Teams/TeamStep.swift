/// Members of teams: how far they agree, and what becomes of their rows (`teams:` in the front matter).
///
///     var teams = TeamStep(by: "team")
///     teams.rated = ["climate", "lead1..lead5"]
///     teams.aggregates = true
public struct TeamStep: Sendable, Hashable {
  /// The variable that tells the teams apart: numbers or text.
  public var variable: String
  /// Variables and scales whose agreement is reported, ranges as `lead1..lead5`; `nil`: every scale and every added variable.
  public var rated: [String]?
  /// The answers that could be given to variables that are no scale with a range of its own; they are whole numbers.
  public var range: ClosedRange<Double>?
  /// What no agreement would look like.
  public var null = NullDistribution.uniform
  /// The fewest members of a team; smaller ones are left out. `nil`: two, which agreement needs.
  public var minimum: Int?
  /// Whether rows become teams: each variable the mean of its members' values, and `team_size` the number of members.
  public var aggregates = false
  /// Variables whose team means are added as new variables of the members, `climate_team` for `climate`; ranges allowed.
  public var added: [String] = []

  public init(by variable: String) {
    self.variable = variable
  }

  /// The variable with the number of members, of a table of teams.
  public static let sizeVariable = "team_size"

  /// The team mean of a variable.
  public static func meanVariable(of variable: String) -> String { variable + "_team" }

  /// The fewest members of a team that counts.
  public var smallestTeam: Int { minimum ?? 2 }

  /// Whether rows of smaller teams, and of no team, are left out of the analysis too.
  public var excludesRows: Bool { aggregates || minimum != nil }

  /// Where the step stands in the front matter.
  public var place: PreparationPlace { PreparationPlace(key: "teams") }

  /// An error at an entry of the step.
  func error(_ id: String, _ message: String, entry: String, advice: String? = nil) -> DataError {
    DataError(id, message, advice: advice, step: PreparationPlace(key: "teams", entry: entry))
  }

  /// An error that names a variable, at an entry of the step.
  func placed(_ error: DataError, entry: String) -> DataError {
    var placed = error
    placed.step = PreparationPlace(key: "teams", entry: entry)
    return placed
  }
}
