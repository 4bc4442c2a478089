import LinearAlgebra
import Testing

@Suite struct MatrixAccumulationTests {
  private let block = Matrix(rows: [[2, 0.5, 0.3], [0.5, 3, -0.4], [0.3, -0.4, 1]])
  private let other = Matrix(rows: [[1, 0.2, -0.6], [0.2, 4, 0.7], [-0.6, 0.7, 5]])

  @Test func aBlockGoesToItsRowsAndColumns() {
    var sum = Matrix(rowCount: 5, columnCount: 5, repeating: 1)
    sum.add(2, times: block, at: [4, 0, 2])
    #expect(sum.submatrix(rows: [4, 0, 2], columns: [4, 0, 2]) == 2 * block + Matrix(rowCount: 3, columnCount: 3, repeating: 1))
    #expect(sum.submatrix(rows: [1, 3], columns: [0, 1, 2, 3, 4]) == Matrix(rowCount: 2, columnCount: 5, repeating: 1))
  }

  @Test func anOuterProductIsTheBlockOfItsProducts() {
    let (x, y) = ([1.5, -2, 0.25], [3.0, 0.5, -1])
    var sum = Matrix(rowCount: 4, columnCount: 4)
    var expected = sum
    sum.add(0.5, timesProductOf: x, y, at: [0, 1, 3])
    expected.add(0.5, times: Matrix(rows: x.map { x in y.map { x * $0 } }), at: [0, 1, 3])
    #expect(sum == expected)
  }

  /// Of one matrix they are `kroneckerQuadratic`, and they are bilinear: the polar form of that quadratic.
  @Test func pairProductsAreThePolarFormOfTheKroneckerQuadratic() {
    var sum = Matrix(rowCount: 6, columnCount: 6)
    sum.addPairProducts(3, of: block, and: other, at: Array(0..<6))
    sum.reflectLowerTriangle()
    let polar = 0.25 * ((block + other).kroneckerQuadratic - (block - other).kroneckerQuadratic)
    #expect((sum - 3 * polar).maxAbsolute < 1e-13)
  }

  @Test func pairProductsGoToTheirPlaces() {
    var plain = Matrix(rowCount: 6, columnCount: 6)
    plain.addPairProducts(1, of: block, and: other, at: Array(0..<6))
    plain.reflectLowerTriangle()
    var spread = Matrix(rowCount: 9, columnCount: 9)
    let places = [1, 2, 4, 5, 7, 8]
    spread.addPairProducts(1, of: block, and: other, at: places)
    spread.reflectLowerTriangle()
    #expect(spread.principal(places) == plain)
    #expect(spread.principal([0, 3, 6]).maxAbsolute == 0)
  }
}
