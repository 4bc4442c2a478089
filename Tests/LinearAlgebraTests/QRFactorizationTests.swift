import LinearAlgebra
import Testing

@Suite struct QRFactorizationTests {
  /// Longley (1967), as in the Statistical Reference Datasets of the National Institute of Standards and Technology.
  static let employment: [Double] = [
    60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551,
  ]
  static let predictors: [[Double]] = [
    [Double](repeating: 1, count: 16),
    [83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9],
    [
      234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601, 518173,
      554894,
    ],
    [2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007],
    [1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827],
    [
      107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368, 127852,
      130081,
    ],
    (1947...1962).map(Double.init),
  ]

  /// The certified values: an ill-conditioned design, of which double precision keeps about eight digits.
  @Test func longley() {
    let certified = [
      -3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683, -1.03322686717359, -0.511041056535807e-01,
      1829.15146461355,
    ]
    let factor = QRFactorization(Matrix(rows: Self.predictors).transposed)
    #expect(factor.rank() == 7)
    for (estimate, value) in zip(factor.solveLeastSquares(Self.employment), certified) {
      #expect(abs(estimate / value - 1) < 1e-8)
    }
    #expect(abs(factor.residualSumOfSquares(Self.employment) / 836424.055505915 - 1) < 1e-8)
  }

  @Test func dependentColumns() {
    var generator = FixedGenerator(seed: 8)
    let basis = generator.matrix(10, 3)
    let a = basis * generator.matrix(3, 5)
    let factor = QRFactorization(a)
    #expect(factor.rank() == 3)
    let column = factor.orthonormalBasis()
    let complement = factor.orthogonalComplement()
    #expect(column.columnCount == 3 && complement.columnCount == 7)
    #expect(largestDifference(column.transposedTimes(column), Matrix.identity(3)) < 1e-14)
    #expect(complement.transposedTimes(a).maxAbsolute < 1e-14)
    let b = generator.matrix(10, 1).column(0)
    let residual = zip(b, a.times(factor.solveLeastSquares(b))).map { $0 - $1 }
    #expect(largestDifference(a.transposedTimes(residual), [Double](repeating: 0, count: 5)) < 1e-13)
    #expect(abs(residual.reduce(0) { $0 + $1 * $1 } - factor.residualSumOfSquares(b)) < 1e-13)
  }

  @Test func pivotsReorderTheColumns() {
    var generator = FixedGenerator(seed: 9)
    let a = generator.matrix(6, 4)
    let factor = QRFactorization(a)
    let ordered = a.submatrix(rows: Array(0..<6), columns: factor.pivots)
    #expect(largestDifference(factor.upper.transposedTimes(factor.upper), ordered.transposedTimes(ordered)) < 1e-14)
    #expect(factor.upper[3, 0] == 0)
  }

  @Test func fewerRowsThanColumns() {
    let factor = QRFactorization(Matrix(rows: [[1, 1, 1], [1, 2, 3]]))
    #expect(factor.rank() == 2)
    #expect(
      largestDifference(Matrix(rows: [[1, 1, 1], [1, 2, 3]]).times(factor.solveLeastSquares([6, 14])), [6, 14]) < 1e-13)
    #expect(factor.residualSumOfSquares([6, 14]) == 0)
  }

  @Test func zeroMatrixHasRankZero() {
    #expect(QRFactorization(Matrix(rowCount: 3, columnCount: 2)).rank() == 0)
    #expect(nullSpace(of: Matrix(rowCount: 3, columnCount: 2)).columnCount == 2)
  }

  @Test func nullSpaceIsOrthonormalAndAnnihilated() {
    let a = Matrix(rows: [[1, 2, 3, 4], [2, 4, 6, 8], [0, 1, 0, -1]])
    let basis = nullSpace(of: a)
    #expect(basis.rowCount == 4 && basis.columnCount == 2)
    #expect((a * basis).maxAbsolute < 1e-14)
    #expect(largestDifference(basis.transposedTimes(basis), Matrix.identity(2)) < 1e-14)
  }
}
