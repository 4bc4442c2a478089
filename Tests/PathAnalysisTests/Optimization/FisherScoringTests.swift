import LinearAlgebra
import Testing

@testable import PathAnalysis

/// F = 1 + (x - 1)², or 1 + 4 |x - 1|, with dF/dx = slope where this is given.
private struct Valley: DiscrepancyFunction {
  var isSmooth = true
  var slope: Double?
  let parameterCount = 1

  func evaluate(_ parameters: [Double]) throws(FactorizationError) -> Double { parameters[0] }

  func discrepancy(at x: Double) -> Double { 1 + (isSmooth ? (x - 1) * (x - 1) : 4 * abs(x - 1)) }

  func gradient(at x: Double) -> [Double] { [slope ?? 2 * (x - 1)] }

  func scoringInformation(at x: Double) -> Matrix { Matrix(rowCount: 1, columnCount: 1, columnMajor: [1]) }
}

@Suite struct FisherScoringTests {
  private let free = LinearRestrictions(parameterCount: 1)

  @Test func stepsLeadToTheMinimum() throws {
    let outcome = try FisherScoring(maximumIterations: 10).minimize(Valley(), from: [7], restrictions: free)
    #expect(outcome.converged && outcome.parameters == [1])
  }

  /// No part of the step lowers F: steps too short to tell are not taken over and over.
  @Test func givesUpWhereItIsStuck() throws {
    let outcome = try FisherScoring(maximumIterations: 1_000).minimize(
      Valley(isSmooth: false, slope: 1), from: [1], restrictions: free)
    #expect(!outcome.converged && outcome.iterations == 1 && outcome.parameters == [1])
  }
}
