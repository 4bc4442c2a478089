import LinearAlgebra
import Testing

@Suite struct MatrixSymmetryTests {
  @Test func symmetry() {
    let a = Matrix(rows: [[1, 2], [4, -9]])
    #expect(a.symmetrized == Matrix(rows: [[1, 3], [3, -9]]))
    #expect(!a.isSymmetric())
    #expect(a.symmetrized.isSymmetric(tolerance: 0))
    #expect(!Matrix(rows: [[1, 2]]).isSymmetric())
    #expect(!Matrix(rows: [[1, .nan], [.nan, 1]]).isSymmetric())
  }

  @Test func toleranceIsRelativeToTheLargestElement() {
    let a = Matrix(rows: [[1e9, 1], [1 + 1e-4, 1]])
    #expect(a.isSymmetric())
    #expect(!a.isSymmetric(tolerance: 1e-14))
  }

  @Test func traceAndLargest() {
    #expect(covariance.trace == 12)
    #expect(Matrix(rows: [[1, -9], [3, 4]]).maxAbsolute == 9)
    #expect(Matrix(rows: [[1, .nan], [.infinity, 4]]).maxAbsolute.isNaN)
    #expect(!Matrix(rows: [[1, .infinity]]).isFinite)
  }
}
