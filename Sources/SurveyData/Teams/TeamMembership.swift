/// Which rows of a table belong to which team.
struct TeamMembership: Sendable {
  /// Teams with enough members, in order of first appearance.
  var teams: [RowGroup]
  /// Smaller teams.
  var small: [RowGroup]
  /// Rows without a team.
  var rowsWithoutTeam: Int

  /// Rows of the teams that count, ascending.
  var rows: [Int] { teams.flatMap(\.rows).sorted() }
  var sizes: [Int] { teams.map(\.rows.count) }

  init(_ step: TeamStep, in table: DataTable) throws(DataError) {
    let groups: [RowGroup]
    do {
      groups = try table.groups(by: step.variable)
    } catch {
      throw step.placed(error, entry: "by")
    }
    teams = groups.filter { $0.rows.count >= step.smallestTeam }
    small = groups.filter { $0.rows.count < step.smallestTeam }
    rowsWithoutTeam = table.rowCount - groups.reduce(0) { $0 + $1.rows.count }
    if teams.count < 2 {
      throw step.error(
        "too-few-teams",
        "`\(step.variable)` has \(teams.isEmpty ? "no team" : "one team") of \(step.smallestTeam) members or more, of \(groups.count)",
        entry: "by", advice: "is `\(step.variable)` the variable that tells teams apart?")
    }
  }

  /// The same teams once only their rows are left.
  mutating func renumber() {
    var place: [Int: Int] = [:]
    for (new, old) in rows.enumerated() { place[old] = new }
    for team in teams.indices { teams[team].rows = RowSelection(teams[team].rows.compactMap { place[$0] }) }
    small = []
    rowsWithoutTeam = 0
  }
}
