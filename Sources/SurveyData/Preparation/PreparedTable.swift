/// A table after its preparation.
public struct PreparedTable: Sendable {
  public var table: DataTable
  /// One a step that was done, in the order done.
  public var reports: [StepReport] = []
  /// The scales that were scored, with their items: one row for every row that was neither excluded nor merged into a team.
  public var scales: [ScaleScores] = []

  /// The teams, where there is a step for them.
  public var teams: TeamResults?

  public init(table: DataTable) {
    self.table = table
  }
}
