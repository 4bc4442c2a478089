import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

@Suite struct ModelComparisonTests {
  private static let factors = "visual =~ x1 + x2 + x3\ntextual =~ x4 + x5 + x6\nspeed =~ x7 + x8 + x9"

  private func schools(_ equal: [ModelOptions.EqualParameters]) throws -> Fit {
    var options = ModelOptions()
    options.preset = .cfa
    options.groupEqual = equal
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: Self.factors)))
    let model = try #require(PathModel.specify(parsed.tree, options: options, groupCount: 2).model)
    return try model.fit(to: try ReferenceCase("holzinger-schools").groups.map(\.sample))
  }

  /// `lavTestLRT()` of lavaan 0.6-14 for measurement invariance across the two schools of HolzingerSwineford1939.
  @Test func invarianceAcrossSchools() throws {
    let results = ModelComparison([
      ("scalar", try schools([.loadings, .intercepts])), ("configural", try schools([])), ("metric", try schools([.loadings])),
    ]).results
    #expect(results.models.map(\.name) == ["configural", "metric", "scalar"])
    #expect(results.models[0].difference == nil)
    let expected = [(8.19220030443, 0.224357746848, 0.0492715519335), (40.05928674519, 4.43456618042e-07, 0.1942110334680)]
    for (row, (chiSquare, pValue, rmsea)) in zip(results.models.dropFirst(), expected) {
      let difference = try #require(row.difference)
      #expect(abs(try #require(difference.chiSquare) - chiSquare) < 1e-6)
      #expect(difference.degreesOfFreedom == 6)
      #expect(abs(try #require(difference.pValue) - pValue) < 1e-6)
      #expect(abs(try #require(difference.rmsea) - rmsea) < 1e-7)
      #expect(row.nesting == .nested)
    }
    #expect(results.messages.isEmpty)
    let weights = results.models.compactMap(\.aicWeight)
    #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
  }

  private func small(_ text: String, fixedX: Bool = true) throws -> Fit {
    try fitted(text, sampleOfRandomMoments(["m", "y", "x"], seed: 6), model: { $0.fixedX = fixedX })
  }

  /// Turning a chain round changes nothing that data could show.
  @Test func equivalentModelsAreNamed() throws {
    let results = ModelComparison([
      ("chain", try small("m ~ x\ny ~ m", fixedX: false)), ("round", try small("m ~ y\nx ~ m", fixedX: false)),
    ]).results
    #expect(results.models[1].nesting == .equivalent)
    #expect(results.models[1].difference == nil)
    #expect(results.messages.map(\.id) == ["equal-degrees-of-freedom"])
    #expect(results.models.compactMap(\.aicWeight).allSatisfy { abs($0 - 0.5) < 1e-6 })
  }

  @Test func modelsThatAreNotNestedAreNamed() throws {
    let results = ModelComparison([
      ("chain", try small("m ~ x\ny ~ m")), ("none", try small("m ~ 0*x\ny ~ x")),
    ]).results
    #expect(results.models[1].nesting == .notNested)
    #expect(results.messages.map(\.id).contains("not-nested"))
  }

  @Test func differentDataAreNotCompared() throws {
    let small = try fitted("y ~ x", sampleOfRandomMoments(["y", "x"], seed: 6))
    let large = try fitted("y ~ x + w", sampleOfRandomMoments(["y", "x", "w"], seed: 6, size: 300))
    let results = ModelComparison([("a", small), ("b", large)]).results
    #expect(results.messages.map(\.id) == ["different-data"])
    #expect(results.models.allSatisfy { $0.difference == nil && $0.aicWeight == nil })
  }

  /// With other exogenous variables the likelihoods are of other variables.
  @Test func conditionalLikelihoodsAreNotMixed() throws {
    let results = ModelComparison([("a", try small("m ~ x\ny ~ m")), ("b", try small("y ~ x\nx ~ 0*m"))]).results
    #expect(results.messages.map(\.id).contains("different-exogenous"))
    #expect(results.models.allSatisfy { $0.aicWeight == nil && $0.aic != nil })
  }

  @Test func weightsFollowTheCriteria() {
    let weights = ModelComparison.weights([10, 12, nil])
    #expect(weights == nil)
    // Two units of AIC are a factor e.
    let known = ModelComparison.weights([10, 12]) ?? []
    #expect(abs(known[0] / known[1] - 2.718281828459045) < 1e-12)
  }

  /// Satorra & Bentler (2001), with the chi-squares and factors that lavaan 0.6-14 finds for the schools with MLM.
  @Test func scaledDifference() throws {
    func statistic(_ chiSquare: Double, _ df: Int, _ factor: Double) -> DifferenceTest.Statistic {
      DifferenceTest.Statistic(chiSquare: chiSquare, degreesOfFreedom: df, scalingFactor: factor)
    }
    let test = DifferenceTest(
      restricted: statistic(124.04354417999, 54, 1.04925230603), general: statistic(115.85134387556, 48, 1.03690580833),
      sampleWeight: 301, groupCount: 2)
    let factor = test.scalingFactor(restricted: 1.04925230603, general: 1.03690580833)
    let result = test.result(.satorraBentler2001, against: "configural", scalingFactor: factor)
    #expect(abs(try #require(result.chiSquare) - 7.13591201236) < 1e-7)
    #expect(abs(try #require(result.pValue) - 0.308460922931) < 1e-8)
    #expect(abs(try #require(result.rmsea) - 0.038001786091691) < 1e-8)
    // A factor that is not positive leaves no test.
    let none = test.result(.satorraBentler2001, against: "configural", scalingFactor: -0.2)
    #expect(none.chiSquare == nil && none.pValue == nil)
  }
}
