import LinearAlgebra
import Testing

@Suite struct MatrixTests {
  let a = Matrix(rows: [[1, 2, 3], [4, 5, 6]])

  @Test func elementsAreColumnMajor() {
    #expect(a.elements == [1, 4, 2, 5, 3, 6])
    #expect(a == Matrix(rowCount: 2, columnCount: 3, columnMajor: [1, 4, 2, 5, 3, 6]))
    #expect(a[1, 0] == 4)
    #expect(a.row(1) == [4, 5, 6])
    #expect(a.column(2) == [3, 6])
  }

  @Test func subscriptSetsOneElement() {
    var b = a
    b[0, 2] = -7
    #expect(b == Matrix(rows: [[1, 2, -7], [4, 5, 6]]))
  }

  @Test func transposition() {
    #expect(a.transposed == Matrix(rows: [[1, 4], [2, 5], [3, 6]]))
    #expect(a.transposed.transposed == a)
  }

  @Test func diagonals() {
    #expect(Matrix.diagonal([1, 2]) == Matrix(rows: [[1, 0], [0, 2]]))
    #expect(Matrix.identity(2).elements == [1, 0, 0, 1])
    #expect(a.diagonal == [1, 5])
  }

  @Test func submatricesFollowTheOrderGiven() {
    #expect(a.submatrix(rows: [1, 0], columns: [2, 2]) == Matrix(rows: [[6, 6], [3, 3]]))
    #expect(covariance.principal([3, 1]) == Matrix(rows: [[4.4, 0.2], [0.2, 1.9]]))
  }

  @Test func emptyMatrices() throws {
    let empty = Matrix(rows: [])
    #expect(empty.rowCount == 0 && empty.columnCount == 0)
    let wide = Matrix(rowCount: 0, columnCount: 3)
    #expect(wide.transposedTimes(wide) == Matrix(rowCount: 3, columnCount: 3))
    #expect(wide.transposedTimes([]) == [0, 0, 0])
    #expect(try CholeskyFactorization(empty).inverse() == empty)
    #expect(try LUFactorization(empty).reciprocalCondition == 1)
    #expect(try SymmetricEigen(empty).values == [])
    #expect(QRFactorization(wide).rank() == 0)
    #expect(nullSpace(of: wide) == Matrix.identity(3))
  }

  @Test func indexOutOfRangeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      print(Matrix.identity(2)[2, 0])
    }
  }
}
