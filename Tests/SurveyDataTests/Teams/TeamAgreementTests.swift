import Testing

@testable import SurveyData

@Suite struct TeamAgreementTests {
  @Test func equalsTheMultilevelPackage() throws {
    for row in TeamValues.agreement {
      let items = TeamData.items(ofCompany: row[0])
      let scale = try #require(TeamAgreement(items: items))
      #expect(Double(scale.memberCount) == row[1])
      #expect(agree(scale.withinGroup(nullVariance: 2), row[2]))
      #expect(agree(scale.withinGroupStar(nullVariance: 2), row[3]))
      #expect(agree(scale.averageDeviation, row[4]))
      let item = try #require(TeamAgreement(items: [items[0]]))
      #expect(agree(item.withinGroup(nullVariance: 2), row[5]))
      #expect(agree(item.averageDeviation, row[6]))
    }
  }

  @Test func isZeroWhereMembersVaryMoreThanTheNull() throws {
    let null = try #require(NullDistribution.normal.variance(answers: 5))
    var zeros = 0
    for (company, reference) in zip(TeamData.companies, TeamValues.agreementNormalNull) {
      let item = try #require(TeamAgreement(items: [TeamData.items(ofCompany: company)[0]]))
      #expect(abs(item.withinGroup(nullVariance: null) - reference) < 1e-11)
      #expect(item.variesMore(than: null) == (item.withinGroupStar(nullVariance: null) < 0))
      if item.variesMore(than: null) { zeros += 1 }
    }
    #expect(zeros == TeamValues.agreementNormalNull.count { $0 == 0 })
    #expect(zeros > 0)
  }

  @Test func isOneWhenAllMembersAnswerAlike() throws {
    let team = try #require(TeamAgreement(items: [[4, 4, 4], [2, 2, 2]]))
    #expect(team.withinGroup(nullVariance: 2) == 1)
    #expect(team.averageDeviation == 0)
  }

  @Test func needsTwoMembersAndItemsOfAll() {
    #expect(TeamAgreement(items: []) == nil)
    #expect(TeamAgreement(items: [[3]]) == nil)
    #expect(TeamAgreement(items: [[3, 4], [3]]) == nil)
  }
}
