import LinearAlgebra
import Testing

@Suite struct MatrixArithmeticTests {
  let a = Matrix(rows: [[1, 2], [3, 4]])
  let b = Matrix(rows: [[5, -6], [7, 8]])

  @Test func sumsAndMultiples() {
    #expect(a + b == Matrix(rows: [[6, -4], [10, 12]]))
    #expect(a - b == Matrix(rows: [[-4, 8], [-4, -4]]))
    #expect(-a == Matrix(rows: [[-1, -2], [-3, -4]]))
    #expect(2 * a == Matrix(rows: [[2, 4], [6, 8]]))
    var c = a
    c += b
    c -= a
    #expect(c == b)
  }

  @Test(arguments: [(1, 1, 1), (2, 3, 4), (5, 7, 6), (7, 5, 9), (24, 24, 24), (3, 25, 2), (26, 4, 31), (40, 33, 1)])
  func productsAgreeWithTheDefinition(m: Int, k: Int, n: Int) {
    var generator = FixedGenerator(seed: 1)
    let a = generator.matrix(m, k)
    let b = generator.matrix(k, n)
    let expected = naiveProduct(a, b)
    #expect(largestDifference(a * b, expected) < 1e-14)
    #expect(largestDifference(a.transposed.transposedTimes(b), expected) < 1e-14)
    #expect(largestDifference(a.timesTransposed(b.transposed), expected) < 1e-14)
    #expect(largestDifference(a.times(b.column(0)), expected.column(0)) < 1e-14)
    #expect(largestDifference(b.transposedTimes(a.row(0)), expected.row(0)) < 1e-14)
  }

  @Test func infinityTimesZeroIsNotHidden() {
    let infinite = Matrix(rows: [[.infinity, 1], [1, 1]])
    #expect((infinite * Matrix.identity(2))[0, 1].isNaN)
  }
}
