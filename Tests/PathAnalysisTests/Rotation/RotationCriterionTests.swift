import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct RotationCriterionTests {
  /// Every gradient is that of its value.
  @Test(arguments: RotationCriterion.examples)
  func gradientByDifferences(_ criterion: RotationCriterion) {
    let gradient = criterion.evaluate(LoadingGrid(holzingerLoadings)).gradient.matrix
    for j in 0..<3 {
      for i in 0..<9 {
        let slope = differences { step in
          var moved = holzingerLoadings
          moved[i, j] += step
          let value = criterion.evaluate(LoadingGrid(moved)).value
          return Matrix(rowCount: 1, columnCount: 1, columnMajor: [value])
        }
        #expect(abs((slope?[0, 0] ?? .nan) - gradient[i, j]) < 1e-7 * max(1, gradient.maxAbsolute))
      }
    }
  }

  /// The names of the Crawford-Ferguson family are those of orthogonal criteria, which they are up to a constant.
  @Test func crawfordFergusonIsOrthomax() throws {
    let pairs: [(CrawfordFergusonWeight, Double)] = [(.quartimax, 0), (.varimax, 1), (.equamax, 1.5), (.parsimax, 9 * 2 / 10)]
    for (weight, gamma) in pairs {
      let family = try #require(
        Rotation(loadings: holzingerLoadings, criterion: .crawfordFerguson(weight), isOrthogonal: true, starts: 3))
      let orthomax = try #require(Rotation(loadings: holzingerLoadings, criterion: .orthomax(gamma: gamma), starts: 3))
      #expect(largestDifference(family.loadings, orthomax.loadings) < 1e-8)
    }
  }
}
