import LinearAlgebra
import Probability
import Testing

@testable import PathAnalysis

@Suite struct AdmissibilityTests {
  /// Three indicators identify a factor exactly: `theta_1 = s_11 - s_12 s_13 / s_23`, here 1 - 1.2 = -0.2.
  private func heywoodCase(size: Int) throws -> Fit {
    let covariance = Matrix(rows: [[1, 0.8, 0.75], [0.8, 1, 0.5], [0.75, 0.5, 1]])
    let sample = Sample(variables: ["x1", "x2", "x3"], sampleSize: size, covariance: covariance, means: nil)
    return try fitted(
      "f =~ x1 + x2 + x3", sample, model: { $0.preset = .cfa }, estimation: { $0.rescaleSampleCovariance = false })
  }

  @Test func aHeywoodCaseHasItsInterval() throws {
    for (size, reachesZero) in [(30, true), (20_000, false)] {
      let fit = try heywoodCase(size: size)
      let found = try #require(fit.admissibility.negativeVariances.first)
      #expect(found.name == "x1")
      #expect(abs(found.estimate + 0.2) < 1e-6)
      let interval = try #require(found.interval)
      #expect(abs((interval.lowerBound + interval.upperBound) / 2 - found.estimate) < 1e-12)
      // Delta method on the three covariances that make theta_1, with their normal-theory sampling covariances.
      let s = fit.observed.covariance
      let slopes = Matrix(rows: [[1, -0.75 / 0.5, -0.8 / 0.5, 0, 0.8 * 0.75 / 0.25, 0]])
      let variance = ((slopes * NormalTheoryWeight.covariance(of: s)).timesTransposed(slopes))[0, 0] / Double(size)
      let reach = Normal.quantile(0.975) * variance.squareRoot()
      #expect(abs((interval.upperBound - interval.lowerBound) / 2 - reach) < 1e-6)
      let text = try #require(fit.messages.first { $0.id == "negative-variance" }).text
      #expect(text.contains("-0.2") && text.contains(reachesZero ? "reaches above zero" : "lies below zero"))
    }
  }

  @Test(arguments: [(-0.0583219, "-0.0583"), (95, "95"), (1236.4, "1240"), (0, "0"), (2.5, "2.5")])
  func numbersInMessages(value: Double, text: String) { #expect(PlainNumber.significant(value) == text) }
}
