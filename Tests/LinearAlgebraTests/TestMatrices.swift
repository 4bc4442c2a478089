import LinearAlgebra

/// A fixed stream of numbers (SplitMix64; Steele, Lea and Flood, 2014), so that every run tests the same matrices.
struct FixedGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func matrix(_ rowCount: Int, _ columnCount: Int) -> Matrix {
    let elements = (0..<rowCount * columnCount).map { _ in Double.random(in: -1...1, using: &self) }
    return Matrix(rowCount: rowCount, columnCount: columnCount, columnMajor: elements)
  }

  /// X X' + I: eigenvalues of 1 and more.
  mutating func positiveDefinite(_ order: Int) -> Matrix {
    let x = matrix(order, order)
    return (naiveProduct(x, x.transposed) + Matrix.identity(order)).symmetrized
  }
}

/// The definition of a product, element by element.
func naiveProduct(_ a: Matrix, _ b: Matrix) -> Matrix {
  var result = Matrix(rowCount: a.rowCount, columnCount: b.columnCount)
  for i in 0..<a.rowCount {
    for j in 0..<b.columnCount {
      for k in 0..<a.columnCount { result[i, j] += a[i, k] * b[k, j] }
    }
  }
  return result
}

func largestDifference(_ a: Matrix, _ b: Matrix) -> Double { (a - b).maxAbsolute }

func largestDifference(_ a: [Double], _ b: [Double]) -> Double {
  a.count == b.count ? zip(a, b).map { abs($0 - $1) }.max() ?? 0 : .infinity
}

/// Orders on both sides of the switch between the small kernels and LAPACK.
let ordersAroundTheSwitch = [1, 2, 3, 4, 5, 7, 12, 23, 24, 25, 26, 40]

/// Results for this matrix were computed with mpmath 1.3 to 50 digits.
let covariance = Matrix(rows: [
  [2.5, 0.75, -0.5, 1.1],
  [0.75, 1.9, 0.3, 0.2],
  [-0.5, 0.3, 3.2, -0.9],
  [1.1, 0.2, -0.9, 4.4],
])

/// The symmetric matrix with this lower triangle, given row by row.
func symmetric(_ lowerRows: [[Double]]) -> Matrix {
  var result = Matrix(rowCount: lowerRows.count, columnCount: lowerRows.count)
  for (i, row) in lowerRows.enumerated() {
    for (j, value) in row.enumerated() {
      result[i, j] = value
      result[j, i] = value
    }
  }
  return result
}
