import Testing

@testable import SurveyData

@Suite struct NullDistributionTests {
  /// The discrete distributions of James, Demaree and Wolf (1984) and LeBreton and Senter (2008) for five answers.
  @Test(arguments: [
    (NullDistribution.uniform, [0.2, 0.2, 0.2, 0.2, 0.2]), (.slight, [0.05, 0.15, 0.20, 0.35, 0.25]),
    (.moderate, [0, 0.10, 0.15, 0.40, 0.35]), (.heavy, [0, 0, 0.10, 0.40, 0.50]),
  ])
  func hasTheVarianceOfItsProbabilities(null: NullDistribution, probabilities: [Double]) throws {
    let mean = probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    let square = probabilities.enumerated().reduce(0) { $0 + Double($1.offset * $1.offset) * $1.element }
    #expect(abs(try #require(null.variance(answers: 5)) - (square - mean * mean)) < 1e-12)
  }

  @Test func isKnownForFiveToElevenAnswersAndUniformForAny() {
    for null in NullDistribution.allCases {
      for answers in 5...11 {
        let variance = null.variance(answers: answers)
        #expect(variance != nil)
        #expect((variance ?? 0) <= (NullDistribution.uniform.variance(answers: answers) ?? 0))
      }
    }
    #expect(NullDistribution.heavy.variance(answers: 4) == nil)
    #expect(NullDistribution.heavy.variance(answers: 12) == nil)
    #expect(NullDistribution.uniform.variance(answers: 2) == 0.25)
    #expect(NullDistribution.uniform.variance(answers: 1) == nil)
  }
}
