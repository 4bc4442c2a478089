import LinearAlgebra
import ModelSyntax
import Probability
import Testing

@testable import PathAnalysis

@Suite struct RefitTests {
  /// A refit to other moments ends where a fit of its own ends: recursive, constrained, and with feedback.
  @Test(arguments: [
    "m ~ x\nn ~ x\ny ~ m\nz ~ n + m\nm ~~ n\ny ~~ z", "m ~ b*x\nn ~ b*x\ny ~ m + n\nz ~ m", "m ~ x + n\nn ~ y + m\nz ~ m\ny ~~ x",
    "m ~ p*x\nn ~ r*x\ny ~ m\nz ~ n + m\nm ~~ n\np == 2*r",
  ])
  func endsAtTheOptimum(_ text: String) throws {
    let variables = ["m", "n", "y", "z", "x"]
    let sample = sampleOfRandomMoments(variables, seed: 17)
    let fit = try fitted(text, sample)
    var refit = try #require(Refit(fit))
    let other = sampleOfRandomMoments(variables, seed: 18)
    var near = sample
    near.covariance = 0.9 * sample.covariance + 0.1 * other.covariance
    let own = try fitted(text, near)
    let parameters = try refit.estimate([(own.observed.covariance.elements, own.observed.means ?? [])])
    for (a, b) in zip(parameters, own.parameters) { #expect(abs(a - b) < 1e-8 * max(1, abs(b))) }
  }

  /// The same of models with latent variables, with and without means, and of two groups with equal loadings.
  @Test(arguments: ["holzinger", "democracy", "holzinger-schools"], [false, true])
  func endsAtTheOptimumOfLatentModels(_ name: String, _ hasMeans: Bool) throws {
    let reference = try ReferenceCase(name)
    var options = ModelOptions()
    options.meanStructure = hasMeans
    if reference.groups.count > 1 { options.groupEqual = [.loadings] }
    let text = try #require(reference.fits.first).model
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    let model = try #require(
      PathModel.specify(parsed.tree, options: options, groupCount: reference.groups.count).model)
    let samples = reference.groups.map { group in
      var sample = group.sample
      sample.means = sample.means ?? sample.covariance.diagonal
      return sample
    }
    var refit = try #require(Refit(try model.fit(to: samples)))
    for draw in 0..<5 {
      // Moments of a sample of normal cases: Wishart's distribution, by its Cholesky factor.
      var random = CounterRandom(seed: 7, stream: UInt64(draw))
      let drawn = try samples.map { try $0.drawn(by: &random) }
      let own = try model.fit(to: drawn)
      let moments = own.groups.map { ($0.observed.covariance.elements, $0.observed.means ?? $0.observed.covariance.diagonal) }
      let parameters = try refit.estimate(moments)
      for (a, b) in zip(parameters, own.parameters) { #expect(abs(a - b) < 1e-8 * max(1, abs(b))) }
    }
  }

  @Test func aDrawWithoutVarianceFails() throws {
    let sample = sampleOfRandomMoments(["m", "y", "x"], seed: 3)
    let fit = try fitted("m ~ x\ny ~ m", sample)
    var refit = try #require(Refit(fit))
    var covariance = fit.observed.covariance
    for k in 0..<3 {
      covariance[0, k] = 0
      covariance[k, 0] = 0
    }
    #expect(throws: RefitFailure.notPositiveDefinite) { try refit.estimate([(covariance.elements, [0, 0, 0])]) }
  }
}

extension Sample {
  /// The moments of a sample of normal cases with these moments.
  func drawn(by random: inout CounterRandom) throws -> Sample {
    let p = covariance.rowCount
    var rows = Matrix(rowCount: sampleSize, columnCount: p)
    for i in 0..<sampleSize { for j in 0..<p { rows[i, j] = random.normal() } }
    rows = rows.timesTransposed(try CholeskyFactorization(covariance).lower)
    var drawn = self
    let ones = [Double](repeating: 1 / Double(sampleSize), count: sampleSize)
    let centre = rows.transposedTimes(ones)
    for j in 0..<p { for i in 0..<sampleSize { rows[i, j] -= centre[j] } }
    drawn.covariance = (1 / Double(sampleSize - 1)) * rows.transposedTimes(rows)
    drawn.means = means.map { means in means.indices.map { means[$0] + centre[$0] } }
    return drawn
  }
}
