import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct ResidualBlocksTests {
  /// The residual form is the general discrepancy up to a constant, with the same gradient.
  @Test(arguments: [false, true]) func equalsTheGeneralForm(hasMeans: Bool) throws {
    let sample = sampleOfRandomMoments(["m", "n", "y", "x"], seed: 31)
    let fit = try fitted("m ~ x\nn ~ b*x\ny ~ m + b*n\nm ~~ n", sample, model: { $0.meanStructure = hasMeans })
    let function = try MaximumLikelihood(fit.model.matrices, observed: fit.observed)
    var blocks = try #require(ResidualBlocks(fit.model.matrices))
    let moved = fit.parameters.indices.map { fit.parameters[$0] + 0.01 * Double($0 % 3) }
    func values(_ parameters: [Double]) throws -> (general: Double, block: Double) {
      let block = blocks.evaluate(
        parameters, covariance: fit.observed.covariance.elements, means: fit.observed.means ?? [])
      return (try function.evaluate(parameters).discrepancy, try #require(block))
    }
    let first = try values(fit.parameters)
    let second = try values(moved)
    #expect(abs((first.general - first.block) - (second.general - second.block)) < 1e-12)
    let gradient = function.gradient(at: try function.evaluate(moved))
    for (a, b) in zip(gradient, blocks.gradient) { #expect(abs(a - b) < 1e-11) }
  }

  @Test func feedbackHasNoResidualForm() throws {
    let fit = try fitted("a ~ x + b\nb ~ w + a", sampleOfRandomMoments(["a", "b", "x", "w"], seed: 21))
    #expect(ResidualBlocks(fit.model.matrices) == nil)
  }
}
