import Testing

@testable import SurveyData

@Suite struct RaterAgreementTests {
  /// Shrout and Fleiss (1979), Table 2: four judges, six targets.
  static let judges: [[Double]] = [[9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7]]

  @Test func equalsThePsychPackage() throws {
    let judges = try #require(RaterAgreement(ratings: Self.judges))
    compare(judges.estimates(), TeamValues.judges)
    let soldiers = TeamData.soldiers.prefix(40).map(\.answers)
    let items = try #require(RaterAgreement(ratings: (0..<11).map { item in soldiers.map { $0[item] } }))
    compare(items.estimates(), TeamValues.itemsAsRaters)
  }

  func compare(_ estimates: [RaterAgreement.Estimate], _ reference: [[Double]]) {
    #expect(estimates.count == reference.count)
    for (estimate, row) in zip(estimates, reference) {
      #expect(agree(estimate.value, row[0]))
      #expect(agree(estimate.f, row[1]))
      #expect(Double(estimate.numeratorDegreesOfFreedom) == row[2])
      #expect(Double(estimate.denominatorDegreesOfFreedom) == row[3])
      #expect(abs(estimate.p - row[4]) <= 1e-8 * row[4])
      #expect(abs(estimate.lower - row[5]) < 1e-8)
      #expect(abs(estimate.upper - row[6]) < 1e-8)
    }
  }

  /// The coefficients that Shrout and Fleiss print (Table 4).
  @Test func printsAsPublished() throws {
    let judges = try #require(RaterAgreement(ratings: Self.judges))
    let rounded = RaterAgreement.Coefficient.allCases.map { (judges.value($0) * 100).rounded() / 100 }
    #expect(rounded == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91])
  }

  @Test func isNotThereWithoutRatersTargetsOrVariation() {
    #expect(RaterAgreement(ratings: []) == nil)
    #expect(RaterAgreement(ratings: [[1, 2, 3]]) == nil)
    #expect(RaterAgreement(ratings: [[1], [2]]) == nil)
    #expect(RaterAgreement(ratings: [[1, 2], [1]]) == nil)
    #expect(RaterAgreement(ratings: [[2, 2], [2, 2]]) == nil)
    #expect(RaterAgreement(ratings: [[1, 2, 3], [1, 2, 3]]) == nil)
  }
}
