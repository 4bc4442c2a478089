import Glibc
import LinearAlgebra
import SurveyData
import Testing

@testable import PathAnalysis

@Suite struct SaturatedMissingTests {
  @Test func completeDataGiveTheirMoments() throws {
    let rows = try IncompleteData.complete()
    let fit = try SaturatedMissing(MissingPatterns(rows: rows))
    let moments = MomentSums.of(rows)
    #expect(fit.converged)
    #expect((fit.covariance - (1 / 250) * moments.crossProducts).maxAbsolute < 1e-14)
    #expect(zip(fit.means, moments.means).allSatisfy { abs($0 - $1) < 1e-14 })
    // -n/2 (p ln 2 pi + ln|S| + p) in closed form.
    let logDeterminant = try CholeskyFactorization(fit.covariance).logDeterminant
    #expect(abs(fit.logLikelihood + 125 * (6 * log(2 * Double.pi) + logDeterminant + 6)) < 1e-9)
  }

  /// Estimates by factored regressions: each variable on those before it, in the cases that have it (Anderson, 1957).
  private func factored(_ rows: Matrix) -> (means: [Double], covariance: Matrix) {
    let p = rows.columnCount
    var (means, covariance) = ([Double](repeating: 0, count: p), Matrix(rowCount: p, columnCount: p))
    for j in 0..<p {
      let cases = (0..<rows.rowCount).filter { !rows[$0, j].isNaN }
      let predictors = Matrix(rows: cases.map { row in [1] + (0..<j).map { rows[row, $0] } })
      let outcome = cases.map { rows[$0, j] }
      let regression = QRFactorization(predictors)
      let coefficients = regression.solveLeastSquares(outcome)
      let slopes = Array(coefficients[1...])
      let earlier = covariance.principal(Array(0..<j)).times(slopes)
      means[j] = coefficients[0]
      for k in 0..<j {
        means[j] += slopes[k] * means[k]
        (covariance[j, k], covariance[k, j]) = (earlier[k], earlier[k])
      }
      covariance[j, j] =
        regression.residualSumOfSquares(outcome) / Double(cases.count) + zip(slopes, earlier).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return (means, covariance)
  }

  /// Dropout that depends on what was observed before: 250, 190, ... cases of the six variables.
  @Test func monotoneDataGiveFactoredRegressions() throws {
    var rows = try IncompleteData.complete()
    for i in 0..<rows.rowCount {
      guard let last = (0..<5).first(where: { rows[i, $0] > 1.2 }) else { continue }
      for j in (last + 1)..<6 { rows[i, j] = .nan }
    }
    let fit = try SaturatedMissing(MissingPatterns(rows: rows))
    let expected = factored(rows)
    #expect(fit.converged)
    #expect(fit.patterns.patterns.count == 6)
    #expect((fit.covariance - expected.covariance).maxAbsolute < 1e-11)
    #expect(zip(fit.means, expected.means).allSatisfy { abs($0 - $1) < 1e-11 })
    let logLikelihood = try IncompleteData.logLikelihood(rows, means: expected.means, covariance: expected.covariance)
    #expect(abs(fit.logLikelihood - logLikelihood) < 1e-9)
  }

  /// lavaan 0.6-14, `lav_mvnorm_missing_h1_estimate_moments` with tolerance 1e-14, on the same cells.
  @Test func arbitraryHolesGiveTheEstimatesOfLavaan() throws {
    let fit = try SaturatedMissing(MissingPatterns(rows: try IncompleteData.holed()))
    let means = [0.00861518312745, -0.0241967343472, -0.153805622659, -0.0845208251877, -0.104293400669, 0.00133288801111]
    let halfVector = [
      1.03562730727, -6.7714179252e-05, 0.60931112666, 0.609744272783, 0.660141550753, 0.0742576641368, 1.13471147937,
      0.280370458335, 0.208216814653, 0.229616807808, 0.213510619488, 1.31410231901, 0.76649222309, 0.735819061009,
      0.433372529898,
      1.44278423047, 0.994386173873, 0.267607756626, 1.55566722092, 0.577454769713, 1.6271370217,
    ]
    #expect(fit.converged)
    #expect(fit.patterns.patterns.count == 51)
    #expect(zip(fit.means, means).allSatisfy { abs($0 - $1) < 1e-10 })
    #expect(zip(fit.covariance.halfVector, halfVector).allSatisfy { abs($0 - $1) < 1e-10 })
    #expect(abs(fit.logLikelihood + 1527.101175069860) < 1e-8)
  }

  /// Units and origins change the estimates as they change the data, and nothing else.
  @Test func estimatesFollowTheUnits() throws {
    let rows = try IncompleteData.holed()
    let (units, origins) = ([1e5, 1, 1e-4, 3, 0.5, 10], [1e6, 0, 1, -500, 0, 2])
    var changed = rows
    for i in 0..<rows.rowCount {
      for j in units.indices { changed[i, j] = origins[j] + units[j] * rows[i, j] }
    }
    let fit = try SaturatedMissing(MissingPatterns(rows: rows))
    let other = try SaturatedMissing(MissingPatterns(rows: changed))
    #expect(other.converged)
    for j in units.indices {
      #expect(abs((other.means[j] - origins[j]) / units[j] - fit.means[j]) < 1e-9)
      for i in units.indices {
        #expect(abs(other.covariance[i, j] / (units[i] * units[j]) - fit.covariance[i, j]) < 1e-9)
      }
    }
  }

  private func fewCases(_ count: Int) throws -> Matrix {
    let all = try IncompleteData.complete()
    return IncompleteData.withHoles(all.submatrix(rows: Array(0..<count), columns: Array(0..<6)), share: 0.4)
  }

  /// Forty cases in 24 patterns: Newton's steps fail at first.
  @Test func fewCasesConverge() throws {
    let rows = try fewCases(40)
    let fit = try SaturatedMissing(MissingPatterns(rows: rows))
    #expect(fit.converged)
    #expect(fit.likelihood.covarianceGradient.maxAbsolute < 1e-8)
    let direct = try IncompleteData.logLikelihood(rows, means: fit.means, covariance: fit.covariance)
    #expect(abs(fit.logLikelihood - direct) < 1e-9)
  }

  /// Thirty cases: the likelihood grows without bound as the covariance becomes singular (lavaan 0.6-14 stops at an eigenvalue of
  /// 2.5e-7, its own bound, without a message).
  @Test func aLikelihoodWithoutMaximumIsRefused() throws {
    let rows = try fewCases(30)
    #expect(throws: SaturatedMissingError.notPositiveDefinite(variable: 5)) { try SaturatedMissing(MissingPatterns(rows: rows)) }
  }

  /// Two measures after one: what is identified is the closed form, whatever the covariance of the two.
  @Test func variablesNeverObservedTogetherLeaveTheRestIdentified() throws {
    var rows = try IncompleteData.complete().submatrix(rows: Array(0..<250), columns: [0, 2, 3])
    for i in 0..<250 { rows[i, i < 120 ? 1 : 2] = .nan }
    let fit = try SaturatedMissing(MissingPatterns(rows: rows))
    #expect(fit.converged)
    #expect(fit.patterns.pairsNeverTogether.map { [$0.0, $0.1] } == [[1, 2]])
    for pair in [[0, 1], [0, 2]] {
      let expected = factored(rows.submatrix(rows: Array(0..<250), columns: pair))
      #expect((fit.covariance.principal(pair) - expected.covariance).maxAbsolute < 1e-10)
      #expect(abs(fit.means[pair[1]] - expected.means[1]) < 1e-10)
    }
    #expect(throws: Never.self) { try CholeskyFactorization(fit.covariance) }
  }

  @Test func whatHasNoEstimateIsRefusedByName() {
    let nan = Double.nan
    #expect(throws: SaturatedMissingError.noCases) {
      try SaturatedMissing(MissingPatterns(rows: Matrix(rows: [[nan, nan]])))
    }
    #expect(throws: SaturatedMissingError.neverObserved(variable: 1)) {
      try SaturatedMissing(MissingPatterns(rows: Matrix(rows: [[1, nan], [2, nan], [4, nan]])))
    }
    #expect(throws: SaturatedMissingError.notPositiveDefinite(variable: 1)) {
      try SaturatedMissing(MissingPatterns(rows: Matrix(rows: [[1, 3], [2, nan], [4, 3], [0, 3]])))
    }
    // Where both are observed, the second is a line on the first.
    #expect(throws: SaturatedMissingError.notPositiveDefinite(variable: 1)) {
      try SaturatedMissing(MissingPatterns(rows: Matrix(rows: [[1, 3], [2, nan], [4, 9], [0, 1], [7, nan], [nan, 4]])))
    }
  }
}
