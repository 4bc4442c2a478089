import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct IncompleteLikelihoodTests {
  private let means = IncompleteData.pointOffTheMaximum.means
  private let covariance = IncompleteData.pointOffTheMaximum.covariance

  private func likelihood(means: [Double], covariance: Matrix) throws -> IncompleteLikelihood {
    try IncompleteLikelihood(MissingPatterns(rows: try IncompleteData.holed()), means: means, covariance: covariance)
  }

  /// The point moved by `length` along one element of mu, or one pair of elements of Sigma, of the half vector.
  private func moved(_ element: Int, by length: Double) -> (means: [Double], covariance: Matrix) {
    var (means, halfVector) = (means, covariance.halfVector)
    if element < 6 { means[element] += length } else { halfVector[element - 6] += length }
    return (means, Matrix(halfVector: halfVector, order: 6))
  }

  private func derivatives(_ step: IncompleteLikelihood.Step) -> [Double] {
    step.means + step.covariance.duplicationTransposedTimesVec
  }

  @Test func valueIsTheSumOverCases() throws {
    let direct = try IncompleteData.logLikelihood(try IncompleteData.holed(), means: means, covariance: covariance)
    #expect(abs(try likelihood(means: means, covariance: covariance).logLikelihood - direct) < 1e-9)
  }

  @Test func gradientEqualsFiniteDifferencesOfTheDefinition() throws {
    let rows = try IncompleteData.holed()
    let gradient = derivatives(try likelihood(means: means, covariance: covariance).gradient)
    for k in gradient.indices {
      let (above, below) = (moved(k, by: 1e-4), moved(k, by: -1e-4))
      let rise =
        try IncompleteData.logLikelihood(rows, means: above.means, covariance: above.covariance)
        - (try IncompleteData.logLikelihood(rows, means: below.means, covariance: below.covariance))
      #expect(abs(gradient[k] - rise / 2e-4) < 1e-4, "element \(k)")
    }
  }

  @Test func informationTimesAStepEqualsDifferencesOfTheGradient() throws {
    let point = try likelihood(means: means, covariance: covariance)
    for k in 0..<27 {
      let (above, below) = (moved(k, by: 1e-5), moved(k, by: -1e-5))
      let step = IncompleteLikelihood.Step(
        means: zip(above.means, below.means).map { ($0 - $1) / 2e-5 },
        covariance: (1 / 2e-5) * (above.covariance - below.covariance))
      let product = derivatives(point.informationTimes(step))
      let fallen = zip(
        derivatives(try likelihood(means: below.means, covariance: below.covariance).gradient),
        derivatives(try likelihood(means: above.means, covariance: above.covariance).gradient)
      ).map { ($0 - $1) / 2e-5 }
      #expect(zip(product, fallen).allSatisfy { abs($0 - $1) < 1e-4 }, "element \(k)")
    }
  }

  /// EM with the imputations written out: conditional means and covariances of what is missing, case by case.
  @Test func expectationMaximizationIsTheMeanOfTheExpectedProducts() throws {
    let rows = try IncompleteData.holed()
    let (p, n) = (6, Double(rows.rowCount))
    var (sums, products) = ([Double](repeating: 0, count: p), Matrix(rowCount: p, columnCount: p))
    for i in 0..<rows.rowCount {
      let observed = (0..<p).filter { !rows[i, $0].isNaN }
      let missing = (0..<p).filter { rows[i, $0].isNaN }
      let cross = covariance.submatrix(rows: missing, columns: observed)
      let weights = try LUFactorization(covariance.principal(observed)).solve(cross.transposed).transposed
      let shift = weights.times(observed.map { rows[i, $0] - means[$0] })
      var values = rows.row(i)
      for (a, j) in missing.enumerated() { values[j] = means[j] + shift[a] }
      products.add(1, times: covariance.principal(missing) - weights.timesTransposed(cross), at: missing)
      products.add(1, timesProductOf: values, values, at: Array(0..<p))
      for j in 0..<p { sums[j] += values[j] }
    }
    let expectedMeans = sums.map { $0 / n }
    var expected = (1 / n) * products
    expected.add(-1, timesProductOf: expectedMeans, expectedMeans, at: Array(0..<p))
    let next = try likelihood(means: means, covariance: covariance).expectationMaximizationPoint()
    #expect((next.covariance - expected).maxAbsolute < 1e-13)
    #expect(zip(next.means, expectedMeans).allSatisfy { abs($0 - $1) < 1e-13 })
  }

  /// Conjugate gradients and factorization solve the same equations.
  @Test func bothWaysToANewtonStepAgree() throws {
    let rows = try IncompleteData.holed()
    let near = try SaturatedMissing(MissingPatterns(rows: rows))
    let point = try likelihood(means: near.means.map { $0 + 0.02 }, covariance: 1.05 * near.covariance)
    let exact = try #require(point.exactNewtonStep())
    let iterated = try #require(point.newtonStep(tolerance: 1e-12))
    #expect((exact.covariance - iterated.covariance).maxAbsolute < 1e-10)
    #expect(zip(exact.means, iterated.means).allSatisfy { abs($0 - $1) < 1e-10 })
    #expect(exact.covariance.maxAbsolute > 0.01)
  }
}
