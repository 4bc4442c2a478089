import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct LatentLikelihoodTests {
  /// The general discrepancy up to a constant, with the same gradient: measured and unmeasured variables as causes and outcomes, second-order
  /// factors, shared parameters, variables at their sample moments.
  @Test(
    arguments: [
      "f =~ a + l*b + c\ng =~ d + l*e\ng ~ f + x\nc ~~ d\na ~ x",
      "f =~ a + b\ng =~ c + d\nh =~ f + 1*g\nf ~~ v*f\ng ~~ v*g\ne ~ h + d",
      "f =~ a + b + c + d + e\nx ~ e",
    ], [false, true])
  func equalsTheGeneralForm(_ text: String, hasMeans: Bool) throws {
    let sample = sampleOfRandomMoments(["a", "b", "c", "d", "e", "x"], seed: 12)
    let fit = try fitted(
      text, sample,
      model: {
        $0.meanStructure = hasMeans
        $0.freeObservedIntercepts = hasMeans
      }, estimation: { $0.maximumIterations = 3 })
    let function = try MaximumLikelihood(fit.model.matrices, observed: fit.observed)
    var latent = try #require(LatentLikelihood(fit.model.matrices))
    func values(_ parameters: [Double]) throws -> (general: Double, latent: Double) {
      let value = latent.evaluate(parameters, covariance: fit.observed.covariance, means: fit.observed.means ?? [])
      return (try function.evaluate(parameters).discrepancy, try #require(value))
    }
    let moved = fit.parameters.indices.map { fit.parameters[$0] + 0.01 * Double($0 % 3) }
    let (first, second) = (try values(fit.parameters), try values(moved))
    #expect(abs((first.general - first.latent) - (second.general - second.latent)) < 1e-11)
    let gradient = function.gradient(at: try function.evaluate(moved))
    for (a, b) in zip(gradient, latent.gradient) { #expect(abs(a - b) < 1e-9 * max(1, abs(a))) }
  }

  /// Incomplete cases: the general form's blocks, one a pattern.
  @Test func equalsTheGeneralFormOfIncompleteCases() throws {
    let reference = try ReferenceCase("incomplete")
    let expected = try #require(reference.fits.first)
    let analysis = try ReferenceTests.analysis(expected, try #require(try reference.table))
    let fit = try analysis.model.fit(to: analysis.samples, options: analysis.estimation)
    guard case .patterns(let saturated) = fit.solution.estimation.data[0].form else {
      Issue.record("the data are complete")
      return
    }
    let matrices = fit.model.matrices
    let blocks = MomentBlock.patterns(saturated.patterns, of: matrices, group: 0, total: Double(fit.sampleSize))
    let function = MaximumLikelihood([matrices], references: [fit.observed], blocks: blocks)
    var likelihood = try #require(PatternLikelihood([matrices]))
    likelihood.take([saturated.patterns], references: [fit.observed])
    let moved = fit.parameters.indices.map { fit.parameters[$0] + 0.01 * Double($0 % 3) }
    let point = try function.evaluate(moved)
    let found = likelihood.evaluate(moved)
    let value = try #require(found)
    #expect(abs(value - point.discrepancy) < 1e-11)
    for (a, b) in zip(function.gradient(at: point), likelihood.gradient) { #expect(abs(a - b) < 1e-9 * max(1, abs(a))) }
  }

  @Test func feedbackHasNone() throws {
    let fit = try fitted("f =~ a + b + c\nf ~ y\ny ~ f", sampleOfRandomMoments(["a", "b", "c", "y"], seed: 21))
    #expect(LatentLikelihood(fit.model.matrices) == nil)
  }
}
