import LinearAlgebra
import Testing

@Suite struct MatrixPairProductsTests {
  /// A row's products are the half vector of its outer product.
  @Test func aRowHoldsTheHalfVectorOfItsOuterProduct() {
    let rows = Matrix(rows: [[2, 3, -1], [0.5, 0, 4]])
    let products = rows.pairProducts
    #expect(products.rowCount == 2 && products.columnCount == 6)
    for i in 0..<2 {
      let row = Matrix(rows: [rows.row(i)])
      #expect(products.row(i) == row.transposedTimes(row).halfVector)
    }
    #expect(Matrix(rowCount: 0, columnCount: 2).pairProducts.columnCount == 3)
  }
}
