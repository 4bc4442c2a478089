import LinearAlgebra
import Testing

@Suite struct SymmetricEigenTests {
  @Test func agreesWithHighPrecision() throws {
    let eigen = try SymmetricEigen(covariance)
    let values = [1.222338688541016301, 2.3841080694071714105, 2.9759062695339482136, 5.417646972517864075]
    #expect(largestDifference(eigen.values, values) < 2e-15)
    #expect(try largestDifference(SymmetricEigen.values(of: covariance), values) < 2e-15)
    let root = symmetric([
      [1.52472799227864989], [0.262085095041079198, 1.34797507417787309],
      [-0.140653406339880024, 0.111334339304393866, 1.7655003664636747],
      [0.294503941916257626, 0.0433505160767450305, -0.225454519123642831, 2.06411201749284731],
    ])
    #expect(try largestDifference(eigen.squareRoot(), root) < 2e-15)
    let inverseRoot = symmetric([
      [0.702123290862217841], [-0.137943874241839625, 0.773745626773164404],
      [0.0529512850893144524, -0.0601841726137128119, 0.581736236556709106],
      [-0.0914969878644161515, -0.00314229612822858939, 0.0572496624322481885, 0.503843604445085037],
    ])
    #expect(try largestDifference(eigen.inverseSquareRoot(), inverseRoot) < 1e-15)
  }

  /// The second differences on a string of n points have the eigenvalues 2 - 2 cos(k pi / (n + 1)).
  @Test(arguments: [2, 10, 30]) func tridiagonalMatrix(order: Int) throws {
    var a = 2 * Matrix.identity(order)
    for i in 1..<order {
      a[i, i - 1] = -1
      a[i - 1, i] = -1
    }
    let eigen = try SymmetricEigen(a)
    let trace = eigen.values.reduce(0, +)
    #expect(abs(trace - 2 * Double(order)) < 1e-12)
    // The product of the eigenvalues is the determinant, n + 1.
    #expect(abs(eigen.values.reduce(1, *) - Double(order + 1)) < 1e-10)
    let rebuilt = eigen.vectors * Matrix.diagonal(eigen.values)
    #expect(largestDifference(rebuilt.timesTransposed(eigen.vectors), a) < 1e-13)
    #expect(eigen.values == eigen.values.sorted())
  }

  @Test func semidefiniteMatrix() throws {
    let a = Matrix(rows: [[1, 1], [1, 1]])
    let eigen = try SymmetricEigen(a)
    let root = try eigen.squareRoot()
    #expect(largestDifference(root * root, a) < 1e-15)
    #expect(largestDifference(eigen.pseudoInverse(), 0.25 * a) < 1e-15)
    #expect(throws: FactorizationError.notPositiveDefinite(pivot: 0)) { try eigen.inverseSquareRoot() }
    #expect(throws: FactorizationError.notPositiveDefinite(pivot: 0)) {
      try SymmetricEigen(Matrix.diagonal([1, -1])).squareRoot()
    }
  }

  @Test func refusals() {
    #expect(throws: FactorizationError.noConvergence) { try SymmetricEigen(Matrix.diagonal([1, .nan])) }
    #expect(throws: FactorizationError.notSquare(rowCount: 1, columnCount: 2)) { try SymmetricEigen(Matrix(rows: [[1, 2]])) }
  }
}
