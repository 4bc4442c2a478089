import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct IncompleteLikelihoodInformationTests {
  private func offTheMaximum(_ rows: Matrix) throws -> IncompleteLikelihood {
    let (means, covariance) = IncompleteData.pointOffTheMaximum
    return try IncompleteLikelihood(MissingPatterns(rows: rows), means: means, covariance: covariance)
  }

  /// Against the operator that conjugate gradients use, column by column, which itself is tested against finite differences.
  @Test func informationIsTheMatrixOfItsProducts() throws {
    let point = try offTheMaximum(try IncompleteData.holed())
    let information = point.observedInformation()
    #expect(information == information.transposed)
    for k in 0..<27 {
      var unit = [Double](repeating: 0, count: 27)
      unit[k] = 1
      let step = IncompleteLikelihood.Step(
        means: Array(unit[..<6]), covariance: Matrix(halfVector: Array(unit[6...]), order: 6))
      let product = point.informationTimes(step)
      let column = (product.means + product.covariance.duplicationTransposedTimesVec).map { $0 / 250 }
      #expect(zip(column, information.column(k)).allSatisfy { abs($0 - $1) < 1e-12 }, "element \(k)")
    }
  }

  /// Second differences of the likelihood's definition, at step 1e-3.
  @Test func informationEqualsSecondDifferencesOfTheDefinition() throws {
    let rows = try IncompleteData.holed()
    let (means, covariance) = IncompleteData.pointOffTheMaximum
    func value(_ moves: [(Int, Double)]) throws -> Double {
      var elements = means + covariance.halfVector
      for (element, length) in moves { elements[element] += length }
      return try IncompleteData.logLikelihood(
        rows, means: Array(elements[..<6]), covariance: Matrix(halfVector: Array(elements[6...]), order: 6))
    }
    let information = try offTheMaximum(rows).observedInformation()
    let h = 1e-3
    for (j, k) in [(0, 0), (0, 3), (0, 6), (2, 8), (6, 6), (7, 7), (7, 9), (12, 20), (26, 26), (10, 26)] {
      let mixed =
        try value([(j, h), (k, h)]) - value([(j, h), (k, -h)]) - value([(j, -h), (k, h)]) + value([(j, -h), (k, -h)])
      #expect(abs(information[j, k] + mixed / (4 * h * h) / 250) < 2e-5, "elements \(j), \(k)")
    }
  }

  /// Complete data at their moments: Sigma^-1 and 1/2 D'(Sigma^-1 (x) Sigma^-1) D.
  @Test func informationOfCompleteDataIsTheExpectedOne() throws {
    let fit = try SaturatedMissing(MissingPatterns(rows: try IncompleteData.complete()))
    let information = fit.observedInformation()
    let precision = try CholeskyFactorization(fit.covariance).inverse()
    let (means, elements) = (Array(0..<6), Array(6..<27))
    #expect((information.principal(means) - precision).maxAbsolute < 1e-12)
    #expect((information.principal(elements) - precision.kroneckerQuadratic).maxAbsolute < 1e-11)
    #expect(information.submatrix(rows: elements, columns: means).maxAbsolute < 1e-12)
  }

  /// Off the maximum, with a row that is empty and left out.
  @Test func scoresSumToTheGradient() throws {
    var rows = try IncompleteData.holed()
    for j in 0..<6 { rows[3, j] = .nan }
    let point = try offTheMaximum(rows)
    let scores = point.scores(of: rows)
    #expect(scores.row(3).allSatisfy { $0 == 0 })
    let sums = scores.transposedTimes([Double](repeating: 1, count: 250))
    let gradient = point.meanGradient + point.covarianceGradient.duplicationTransposedTimesVec
    #expect(zip(sums, gradient).allSatisfy { abs($0 - $1) < 1e-10 })
  }

  /// One case's score is the gradient of that case alone.
  @Test func aRowIsTheGradientOfItsCase() throws {
    var rows = try IncompleteData.holed()
    for j in 0..<6 { rows[1, j] = .nan }
    let alone = try offTheMaximum(rows.submatrix(rows: [4], columns: Array(0..<6)))
    let expected = alone.meanGradient + alone.covarianceGradient.duplicationTransposedTimesVec
    let row = try offTheMaximum(rows).scores(of: rows).row(4)
    #expect(zip(row, expected).allSatisfy { abs($0 - $1) < 1e-13 })
  }

  @Test func scoresAtTheEstimatesSumToZero() throws {
    let rows = try IncompleteData.holed()
    let fit = try SaturatedMissing(MissingPatterns(rows: rows))
    let sums = fit.scores(of: rows).transposedTimes([Double](repeating: 1, count: 250))
    #expect(sums.allSatisfy { abs($0) < 1e-9 })
  }

  /// lavaan 0.6-14 at its estimates of the same cells: `lav_mvnorm_missing_information_observed_samplestats` and
  /// `lav_mvnorm_missing_information_firstorder`, their tenth columns and tr(B A^-1).
  @Test func bothInformationsAreThoseOfLavaan() throws {
    let fit = try SaturatedMissing(MissingPatterns(rows: try IncompleteData.holed()))
    let observed = [
      0.0143394047438, 0.00961971654383, -0.00762180325179, -0.00702383996578, -0.00299943884873, 0.00103674778506,
      -0.186624489029,
      -0.0122870566955, -0.151168361121, 1.07139537189, -0.452082428338, 0.0884263162631, 0.00209061112684, 0.0102923277,
      0.0371606125321, -0.0246786827425, 0.00544069996135, 0.0586350279754, -0.238768858366, 0.176301347058, -0.0440702774233,
      -0.167631674515, -0.17295000442, 0.0241017577335, 0.127454002351, -0.0569742611402, 0.0127867162444,
    ]
    let firstOrder = [
      -0.184891555676, -0.0407904039538, 0.157483929815, 0.033979325939, 0.0553222472172, 0.00708253837019, -0.263694334259,
      0.00915903074257, -0.0492563336182, 1.04334987032, -0.424229389434, 0.0708853824211, 0.0473345758272, 0.0204212627636,
      -0.0806882129635, 0.00433747608345, -0.0228771502528, 0.00676202642132, -0.369683780167, 0.25511662758, -0.0146072017784,
      -0.204426902322, -0.0942018963129, -7.06723836345e-05, 0.154117082404, -0.0203988538046, 0.0104979197186,
    ]
    let (a, b) = (fit.observedInformation(), fit.firstOrderInformation())
    #expect(zip(a.column(9), observed).allSatisfy { abs($0 - $1) < 1e-10 })
    #expect(zip(b.column(9), firstOrder).allSatisfy { abs($0 - $1) < 1e-10 })
    #expect(abs(try CholeskyFactorization(a).solve(b).trace - 26.1896323994) < 1e-8)
  }
}
