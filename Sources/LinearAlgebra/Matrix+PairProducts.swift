extension Matrix {
  /// Of each row the products of every two of its elements, n x p(p + 1)/2: columns in the order of the half vector.
  ///
  ///     Matrix(rows: [[2, 3]]).pairProducts.row(0)  // [4, 6, 9]
  public var pairProducts: Matrix {
    let (n, p) = (rowCount, columnCount)
    var products: [Double] = []
    products.reserveCapacity(n * p * (p + 1) / 2)
    for j in 0..<p {
      for i in j..<p {
        for row in 0..<n { products.append(storage[row &+ i &* n] * storage[row &+ j &* n]) }
      }
    }
    return Matrix(rowCount: n, columnCount: p * (p + 1) / 2, columnMajor: products)
  }
}
