import LinearAlgebra
import Testing

@Suite struct LUFactorizationTests {
  /// Its determinant is -171.375 exactly; the rest was computed with mpmath 1.3 to 50 digits.
  let b = Matrix(rows: [[0, 2, -1, 3], [1, 0.5, 4, -2], [-3, 1, 1, 0], [2, -1, 0.25, 5]])

  @Test func agreesWithHighPrecision() throws {
    let factor = try LUFactorization(b)
    #expect(factor.determinantSign == -1)
    #expect(abs(factor.logAbsoluteDeterminant - 5.143854137882478462) < 2e-15)
    let solution = [-1.05835156819839533, -0.205689277899343545, 0.0306345733041575492, 0.480671043034281546]
    #expect(largestDifference(factor.solve([1, -2, 3, 0.5]), solution) < 2e-15)
    // The estimate is a bound from above that is nearly always exact.
    #expect(abs(factor.reciprocalCondition - 0.156328392246294185) < 1e-14)
  }

  @Test(arguments: ordersAroundTheSwitch) func solvesAndInverts(order: Int) throws {
    var generator = FixedGenerator(seed: 6)
    let a = generator.matrix(order, order) + Matrix.identity(order)
    let factor = try LUFactorization(a)
    let identity = Matrix.identity(order)
    #expect(largestDifference(naiveProduct(a, factor.inverse()), identity) < 1e-11)
    let right = generator.matrix(order, 7)
    let solution = factor.solve(right)
    #expect(largestDifference(naiveProduct(a, solution), right) < 1e-11)
    #expect(largestDifference(factor.solve(right.column(6)), solution.column(6)) < 1e-13)
  }

  @Test(arguments: [2, 5, 24, 25]) func exchangingRowsTurnsTheSign(order: Int) throws {
    var generator = FixedGenerator(seed: 7)
    let a = generator.matrix(order, order) + 2 * Matrix.identity(order)
    var rows = Array(0..<order)
    rows.swapAt(0, order - 1)
    let exchanged = a.submatrix(rows: rows, columns: Array(0..<order))
    let (first, second) = try (LUFactorization(a), LUFactorization(exchanged))
    #expect(first.determinantSign == -second.determinantSign)
    #expect(abs(first.logAbsoluteDeterminant - second.logAbsoluteDeterminant) < 1e-12)
  }

  /// The inverse of a Hilbert matrix has integer elements; those of the corners are the closed form of Choi (1983).
  @Test func hilbertMatrix() throws {
    var hilbert = Matrix(rowCount: 6, columnCount: 6)
    for i in 0..<6 {
      for j in 0..<6 { hilbert[i, j] = 1 / Double(i + j + 1) }
    }
    let factor = try LUFactorization(hilbert)
    let inverse = factor.inverse()
    #expect(abs(inverse[0, 0] / 36 - 1) < 1e-9)
    #expect(abs(inverse[5, 5] / 698_544 - 1) < 1e-9)
    #expect(abs(inverse[0, 5] / -2772 - 1) < 1e-9)
    #expect(factor.reciprocalCondition < 1e-7)
    #expect(factor.reciprocalCondition > 1e-8)
  }

  @Test(arguments: [3, 24, 25, 40]) func namesTheColumnWithoutPivot(order: Int) {
    var a = Matrix.identity(order)
    a[2, 2] = 0
    #expect(throws: FactorizationError.singular(pivot: 2)) { try LUFactorization(a) }
    a[2, 2] = .nan
    #expect(throws: FactorizationError.singular(pivot: 2)) { try LUFactorization(a) }
  }

  @Test func refusesARectangle() {
    #expect(throws: FactorizationError.notSquare(rowCount: 2, columnCount: 1)) {
      try LUFactorization(Matrix(rows: [[1], [2]]))
    }
  }
}
