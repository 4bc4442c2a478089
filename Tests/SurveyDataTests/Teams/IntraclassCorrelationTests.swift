import Testing

@testable import SurveyData

@Suite struct IntraclassCorrelationTests {
  @Test func equalsTheMultilevelPackageWithUnequalTeams() throws {
    let correlation = try #require(IntraclassCorrelation(TeamData.hours))
    #expect(correlation.answerCount == 7382)
    #expect(correlation.teamCount == 99)
    #expect(agree(correlation.meanSquareBetween, TeamValues.hoursMeanSquares[0]))
    #expect(agree(correlation.meanSquareWithin, TeamValues.hoursMeanSquares[1]))
    #expect(agree(correlation.single(), TeamValues.hoursICC1))
    #expect(agree(try #require(correlation.ofMeans), TeamValues.hoursICC2))
    #expect(agree(correlation.f, TeamValues.hoursF))
    #expect(agree(correlation.adjustedTeamSize, TeamValues.hoursAdjustedSize))
    #expect(agree(correlation.single(.adjusted), TeamValues.hoursAdjustedICC1))
    #expect(correlation.numeratorDegreesOfFreedom == 98)
    #expect(correlation.denominatorDegreesOfFreedom == 7283)
  }

  @Test func testsTheDifferenceOfTeams() throws {
    let teams = TeamData.companies.map { company in
      TeamData.soldiers.filter { $0.company == company }.map { $0.answers.mean }
    }
    let correlation = try #require(IntraclassCorrelation(teams))
    #expect(agree(correlation.single(), TeamValues.leadershipICC1))
    #expect(agree(try #require(correlation.ofMeans), TeamValues.leadershipICC2))
    #expect(agree(correlation.f, TeamValues.leadershipF))
    #expect(abs(correlation.p - TeamValues.leadershipP) < 1e-12)
  }

  /// With equal teams both sizes are that size, and an offset and a unit change nothing.
  @Test func doesNotDependOnUnitsAndHasOneSizeWhenTeamsAreEqual() throws {
    let teams: [[Double]] = [[1, 2, 4], [3, 5, 5], [2, 2, 1], [6, 4, 5]]
    let correlation = try #require(IntraclassCorrelation(teams))
    #expect(correlation.meanTeamSize == 3)
    #expect(correlation.adjustedTeamSize == 3)
    let moved = try #require(IntraclassCorrelation(teams.map { $0.map { 1e6 + 0.25 * $0 } }))
    #expect(abs(moved.single() - correlation.single()) < 1e-9)
    // Spearman and Brown: ICC(2) is the reliability of a mean of three whose single reliability is ICC(1).
    let single = correlation.single()
    #expect(agree(try #require(correlation.ofMeans), 3 * single / (1 + 2 * single)))
  }

  @Test func isNotThereWithoutVariationOrTeams() throws {
    #expect(IntraclassCorrelation([]) == nil)
    #expect(IntraclassCorrelation([[1, 2, 3]]) == nil)
    #expect(IntraclassCorrelation([[1], [2], [3]]) == nil)
    #expect(IntraclassCorrelation([[2, 2], [2, 2]]) == nil)
    let perfect = try #require(IntraclassCorrelation([[1, 1], [2, 2]]))
    #expect(perfect.single() == 1)
    #expect(perfect.f == .infinity)
    #expect(perfect.p == 0)
    let none = try #require(IntraclassCorrelation([[1, 3], [3, 1]]))
    #expect(none.single() == -1)
    #expect(none.ofMeans == nil)
    #expect(none.p == 1)
  }
}
