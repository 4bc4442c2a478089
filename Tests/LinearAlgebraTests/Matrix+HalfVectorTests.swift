import LinearAlgebra
import Testing

@Suite struct MatrixHalfVectorTests {
  /// The duplication matrix from its definition, vec(A) = D vech(A): one 1 a row.
  func duplicationMatrix(order p: Int) -> Matrix {
    var result = Matrix(rowCount: p * p, columnCount: p * (p + 1) / 2)
    for j in 0..<p {
      for i in 0..<p { result[i + j * p, Matrix.halfVectorIndex(row: max(i, j), column: min(i, j), order: p)] = 1 }
    }
    return result
  }

  func kroneckerProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
    var result = Matrix(rowCount: a.rowCount * b.rowCount, columnCount: a.columnCount * b.columnCount)
    for i in 0..<result.rowCount {
      for j in 0..<result.columnCount {
        result[i, j] = a[i / b.rowCount, j / b.columnCount] * b[i % b.rowCount, j % b.columnCount]
      }
    }
    return result
  }

  @Test func lowerTriangleColumnByColumn() {
    let a = Matrix(rows: [[1, 9, 9], [2, 4, 9], [3, 5, 6]])
    #expect(a.halfVector == [1, 2, 3, 4, 5, 6])
    #expect(Matrix(halfVector: covariance.halfVector, order: 4) == covariance)
  }

  @Test(arguments: 1...6) func indicesCountUp(order: Int) {
    var expected = 0
    for j in 0..<order {
      for i in j..<order {
        #expect(Matrix.halfVectorIndex(row: i, column: j, order: order) == expected)
        expected += 1
      }
    }
  }

  @Test(arguments: 1...6) func productsWithTheDuplicationMatrix(order: Int) throws {
    var generator = FixedGenerator(seed: 2)
    let d = duplicationMatrix(order: order)
    let a = generator.matrix(order, order)
    #expect(largestDifference(a.duplicationTransposedTimesVec, d.transposedTimes(a.elements)) < 1e-15)
    let inverse = try LUFactorization(d.transposedTimes(d)).solve(d.transposed)
    #expect(largestDifference(a.duplicationInverseTimesVec, inverse.times(a.elements)) < 1e-15)
    let s = a.symmetrized
    let doubled = Matrix.duplicationTransposedTimesDuplication(halfVector: s.halfVector, order: order)
    #expect(largestDifference(doubled, d.transposedTimes(s.elements)) < 1e-15)
  }

  @Test(arguments: 1...6) func quadraticForms(order: Int) throws {
    var generator = FixedGenerator(seed: 3)
    let v = generator.positiveDefinite(order)
    let d = duplicationMatrix(order: order)
    let kronecker = kroneckerProduct(v, v)
    #expect(largestDifference(v.kroneckerQuadratic, 0.5 * d.transposedTimes(kronecker * d)) < 1e-13)
    let inverse = try CholeskyFactorization(v).inverse()
    let product = v.symmetricPairProducts * inverse.kroneckerQuadratic
    #expect(largestDifference(product, Matrix.identity(product.rowCount)) < 1e-12)
  }
}
