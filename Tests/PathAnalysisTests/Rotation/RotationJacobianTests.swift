import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct RotationJacobianTests {
  /// Loadings and factor correlations of the rotated solution, in the order of the Jacobian's rows.
  private static func solution(_ rotation: Rotation?) -> Matrix? {
    rotation.map {
      let elements = $0.loadings.elements + $0.factorCovariance.elements
      return Matrix(rowCount: elements.count, columnCount: 1, columnMajor: elements)
    }
  }

  @Test(arguments: [
    RotationCriterion.geomin(), .geomin(epsilon: 0.01), .oblimin(gamma: -0.5), .quartimin, .varimax, .promax(),
    .crawfordFerguson(.parsimax), .infomax, .bentler, .target(holzingerLoadings, weights: nil), .bifactorQuartimin, .entropy,
  ])
  func jacobianByDifferences(_ criterion: RotationCriterion) throws {
    for variances in [nil, (0..<9).map { 1 + 0.3 * Double($0) }] {
      let rotation = try #require(Rotation(loadings: holzingerLoadings, criterion: criterion, variances: variances, starts: 2))
      let jacobian = try #require(rotation.jacobian())
      for (i, j) in [(0, 0), (4, 1), (8, 2)] {
        let slope = differences(2e-4) { step in
          var moved = holzingerLoadings
          moved[i, j] += step
          return Self.solution(Rotation(loadings: moved, criterion: criterion, variances: variances, starts: 2))
        }
        let found = Matrix(rowCount: jacobian.rowCount, columnCount: 1, columnMajor: jacobian.column(i + 9 * j))
        #expect(largestDifference(try #require(slope), found) < 1e-5 * max(1, found.maxAbsolute))
      }
    }
  }

  @Test(arguments: [RotationCriterion.geomin(), .quartimin, .varimax])
  func varianceJacobianByDifferences(_ criterion: RotationCriterion) throws {
    let variances = (0..<9).map { 1 + 0.3 * Double($0) }
    let rotation = try #require(Rotation(loadings: holzingerLoadings, criterion: criterion, variances: variances, starts: 2))
    let jacobian = try #require(rotation.varianceJacobian())
    for i in [0, 8] {
      let slope = differences { step in
        var moved = variances
        moved[i] += step
        return Self.solution(Rotation(loadings: holzingerLoadings, criterion: criterion, variances: moved, starts: 2))
      }
      let found = Matrix(rowCount: jacobian.rowCount, columnCount: 1, columnMajor: jacobian.column(i))
      #expect(largestDifference(try #require(slope), found) < 1e-6 * max(1, found.maxAbsolute))
    }
  }
}
