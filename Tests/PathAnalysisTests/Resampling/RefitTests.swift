import LinearAlgebra
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
