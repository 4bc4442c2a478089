import Foundation
import Testing

/// `teams:` from the model file to the report.
@Suite struct TeamsTests {
  static let members = """
    unit,x,y
    a,1,2
    a,3,4
    b,2,5
    b,4,3
    b,3,1
    c,5,5
    c,4,4
    d,1,1
    d,2,2
    e,5,3
    e,3,2
    f,2,1

    """

  func folder(_ teams: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "---\ndata: members.csv\nteams: \(teams)\n---\ny ~ x\n")
    try folder.write("members.csv", Self.members)
    return folder
  }

  /// Rows of estimates and fit, without those of messages.
  func numbers(_ report: String) -> [Substring] {
    report.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("message,") }
  }

  /// Team means by hand, in order of the units.
  @Test func aggregatedRowsAreThoseOfAFileOfTeams() throws {
    let folder = try folder("{by: unit, aggregate: yes}")
    try folder.write("t.model", "y ~ x\n")
    try folder.write("teams.csv", "x,y\n2,3\n3,3\n4.5,4.5\n1.5,1.5\n4,2.5\n")
    let rows = try Program.run(["fit", "m.model", "--format", "csv"], in: folder)
    let teams = try Program.run(["fit", "t.model", "--data", "teams.csv", "--format", "csv"], in: folder)
    #expect(rows.status == 0)
    #expect(numbers(rows.output).count > 3)
    #expect(numbers(rows.output) == numbers(teams.output))
  }

  @Test func theReportSaysWhatBecameOfTheRows() throws {
    let folder = try folder("{by: unit, rate: [y], range: 1..5, aggregate: yes}")
    let report = try Program.run(["fit", "m.model"], in: folder).output
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(report.contains("5 teams of 2 to 3 members (mean 2.2) by `unit`; 1 team with fewer than 2 members left out (1 row)"))
    #expect(report.contains("y: ICC(1)"))
    #expect(report.contains("ICC(2) of `y` is"))
  }

  @Test func describeHasATableOfAgreement() throws {
    let folder = try folder("{by: unit, rate: [y], range: 1..5}")
    let text = try Program.run(["describe", "m.model"], in: folder)
    #expect(text.status == 0)
    #expect(text.output.contains("Agreement Within 5 Teams of 2 to 3 Members"))
    let json = try Program.run(["describe", "m.model", "--format", "json"], in: folder)
    let report = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    let teams = try #require(report["teams"] as? [String: Any])
    #expect(teams["members"] as? Int == 11)
    #expect((teams["variables"] as? [[String: Any]])?.first?["df2"] as? Int == 6)
  }

  @Test func whatIsWrongIsShownAtItsEntry() throws {
    let folder = try folder("{by: unit, rate: [z]}")
    let outcome = try Program.run(["fit", "m.model"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("m.model:3:19: error: there is no variable `z` in the data"))
    let other = try Program.run(["fit", "m.model"], in: try self.folder("{by: unit, aggregate: mean}"))
    #expect(other.status == 65)
    #expect(other.errors.contains("`aggregate` of `teams` takes yes or no"))
  }
}
