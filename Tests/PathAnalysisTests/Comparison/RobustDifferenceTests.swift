import LinearAlgebra
import ModelSyntax
import SurveyData
import Testing

@testable import PathAnalysis

/// Differences of scaled tests by `lavTestLRT()` of lavaan 0.6-14: one factor in the odd and the even rows of Fixtures/golden.csv, loadings
/// free against equal.
@Suite struct RobustDifferenceTests {
  private static func samples() throws -> [Sample] {
    let sample = try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z"])
    let rows = try #require(sample.rows).matrix
    return [0, 1].map { first in
      let kept = Array(stride(from: first, to: rows.rowCount, by: 2))
      let part = rows.submatrix(rows: kept, columns: Array(0..<4))
      let n = Double(kept.count)
      let means = (0..<4).map { part.column($0).reduce(0, +) / n }
      var centered = part
      for j in 0..<4 { for i in kept.indices { centered[i, j] -= means[j] } }
      return Sample(
        label: "\(first)", variables: sample.variables, rows: CaseRows(part), sampleSize: kept.count,
        covariance: (1 / (n - 1)) * centered.transposedTimes(centered), means: means)
    }
  }

  private func fit(_ equal: [ModelOptions.EqualParameters], _ estimator: EstimationOptions.Estimator) throws -> Fit {
    var options = ModelOptions()
    options.preset = .cfa
    options.groupEqual = equal
    var estimation = EstimationOptions()
    estimation.estimator = estimator
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: "f =~ M + M2 + Y + Z")))
    let model = try #require(PathModel.specify(parsed.tree, options: options, groupCount: 2).model)
    return try model.fit(to: try Self.samples(), options: estimation)
  }

  @Test(arguments: [
    (EstimationOptions.Estimator.MLM, DifferenceMethod.satorraBentler2001, 5.28549964222),
    (.MLM, .satorraBentler2010, 5.21122845653),
    (.MLM, .satorra2000, 5.20624938045), (.MLR, .satorraBentler2001, 5.47256790158), (.MLR, .satorraBentler2010, 4.3323035507),
    (.MLR, .satorra2000, 4.98107893971),
  ]) func scaledDifferences(
    estimator: EstimationOptions.Estimator, method: DifferenceMethod, expected: Double
  ) throws {
    let models = [("free", try fit([], estimator)), ("equal", try fit([.loadings], estimator))]
    let results = ModelComparison(models, method: method).results
    let difference = try #require(results.models[1].difference)
    #expect(difference.method == method)
    #expect(abs(try #require(difference.chiSquare) - expected) < 2e-4)
    #expect(results.models[1].nesting == .nested)
    #expect(results.messages.isEmpty)
  }

  /// Each estimator has its customary test.
  @Test func theEstimatorChoosesTheTest() throws {
    for (estimator, method) in [
      (EstimationOptions.Estimator.MLR, DifferenceMethod.satorraBentler2001), (.MLMV, .satorra2000), (.ML, .standard),
    ] {
      let results = ModelComparison([("free", try fit([], estimator)), ("equal", try fit([.loadings], estimator))]).results
      #expect(results.models[1].difference?.method == method)
    }
  }

  /// A scaled test that was asked for and cannot be had is named.
  @Test func whatIsNotScaledIsSaid() throws {
    let models = [("free", try fit([], .ML)), ("equal", try fit([.loadings], .ML))]
    let results = ModelComparison(models, method: .satorra2000).results
    #expect(results.models[1].difference?.method == .standard)
    #expect(results.messages.map(\.id) == ["other-difference-test"])
  }

  /// With a saturated general model Satorra & Bentler's tests are the restricted model's own.
  @Test func againstASaturatedModelTheTestIsTheModelsOwn() throws {
    let sample = try #require(try Self.samples().first)
    func fit(_ text: String) throws -> Fit { try fitted(text, sample, estimation: { $0.estimator = .MLM }) }
    let chain = try fit("M2 ~ M\nY ~ M2")
    let models = [("all", try fit("M2 ~ M\nY ~ M2 + M")), ("chain", chain)]
    let own = try #require(chain.measures.first { $0.name == "chisq.scaled" }?.value)
    for method in [DifferenceMethod.satorraBentler2001, .satorraBentler2010] {
      let difference = try #require(ModelComparison(models, method: method).results.models[1].difference)
      #expect(abs(try #require(difference.chiSquare) - own) < 1e-6 * own)
    }
  }
}
