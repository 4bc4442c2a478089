import Glibc
import LinearAlgebra
import Testing

@Suite struct NormalDevianceTests {
  /// Value and slope against factorisations one by one, for orders of both kinds of kernel.
  @Test(arguments: [1, 2, 9, 24, 25, 40]) func equalsItsDefinition(_ order: Int) throws {
    func positive(_ seed: Int) -> Matrix {
      var factor = Matrix(rowCount: order, columnCount: order)
      for j in 0..<order { for i in 0..<order { factor[i, j] = sin(Double(seed + 3 * i + 7 * j * (i + 1))) + (i == j ? 3 : 0) } }
      return factor.timesTransposed(factor)
    }
    let (sigma, moments) = (positive(1), positive(2))
    let factor = try CholeskyFactorization(sigma)
    let inverse = factor.inverse()
    let product = inverse * moments
    let trace = (0..<order).reduce(0) { $0 + product[$1, $1] }
    let slope = inverse - product * inverse
    var deviance = NormalDeviance(order: order)
    for _ in 0..<2 {
      let found = deviance.evaluate(sigma, moments: moments)
      let value = try #require(found)
      #expect(abs(value - factor.logDeterminant - trace) < 1e-11 * abs(value))
      for (a, b) in zip(deviance.slope.elements, slope.elements) { #expect(abs(a - b) < 1e-10) }
      let refused = deviance.evaluate(-sigma, moments: moments)
      #expect(refused == nil)
    }
  }
}

@Suite struct MatrixColumnsTests {
  @Test func columnsAreAddedAndMultiplied() {
    var a = Matrix(rows: [[1, 2], [3, 4], [5, 6]])
    let b = Matrix(rows: [[1, 0, 2], [0, 1, 1], [1, 1, 0]])
    a.addColumn(0, times: 2, toColumn: 1)
    #expect(a.column(1) == [4, 10, 16])
    a.addColumn(2, of: b, times: -1, toColumn: 0)
    #expect(a.column(0) == [-1, 2, 5])
    var vector = [1.0, 1, 1]
    b.addColumn(1, times: 3, to: &vector)
    #expect(vector == [1, 4, 4])
    #expect(a.columnProduct(0, b, 2) == 0)
    #expect(a.columnProduct(1, [1, 1, 1]) == 30)
    var product = a
    product.become(b, times: a)
    #expect(product == b * a)
    product.setColumn(0, to: [7, 8, 9])
    #expect(product.column(0) == [7, 8, 9])
    product.fill(1)
    product.copy(a)
    #expect(product == a)
  }
}
