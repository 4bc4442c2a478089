import LinearAlgebra
import Testing

@testable import SurveyData

@Suite struct MomentSumsTests {
  /// Whole numbers, so that the exact moments are known: sums of integers, divided once.
  static func integers(count: Int, variables: Int) -> [[Int]] {
    var generator = SplitMix(state: 7)
    return (0..<count).map { _ in (0..<variables).map { _ in Int(generator.next() % 101) - 50 } }
  }

  /// `sum x y - sum x sum y / n`, the numerator in integers.
  static func exactCrossProducts(_ rows: [[Int]]) -> Matrix {
    let n = rows.count
    let p = rows[0].count
    var result = Matrix(rowCount: p, columnCount: p)
    for i in 0..<p {
      for j in 0..<p {
        let products = rows.reduce(0) { $0 + $1[i] * $1[j] }
        let sums = rows.reduce(0) { $0 + $1[i] } * rows.reduce(0) { $0 + $1[j] }
        result[i, j] = Double(n * products - sums) / Double(n)
      }
    }
    return result
  }

  static func matrix(_ rows: [[Int]], offset: Double) -> Matrix {
    Matrix(rows: rows.map { $0.map { Double($0) + offset } })
  }

  static func largestDifference(_ a: Matrix, _ b: Matrix) -> Double {
    zip(a.elements, b.elements).map { abs($0 - $1) }.max() ?? 0
  }

  @Test(arguments: [0, 1e7, -1e12])
  func offsetsCostNoDigits(offset: Double) {
    let rows = Self.integers(count: 1000, variables: 4)
    let exact = Self.exactCrossProducts(rows)
    let sums = MomentSums.of(Self.matrix(rows, offset: offset))
    // The cross-products are near 850,000; what an offset leaves is the rounding of the mean, squared.
    #expect(Self.largestDifference(sums.crossProducts, exact) < 1e-8)
    for j in 0..<4 {
      let mean = offset + Double(rows.reduce(0) { $0 + $1[j] }) / 1000
      #expect(abs(sums.means[j] - mean) <= max(abs(offset), 50).ulp)
    }
  }

  @Test(arguments: [0, 1e7])
  func partsMergeAndRowsAdd(offset: Double) {
    let rows = Self.integers(count: 257, variables: 3)
    let exact = Self.exactCrossProducts(rows)
    var added = MomentSums(variableCount: 3)
    for row in rows { added.add(row.map { Double($0) + offset }) }
    let parts = [0..<1, 1..<100, 100..<257].map { MomentSums.of(Self.matrix(Array(rows[$0]), offset: offset)) }
    let merged = parts.reduce(MomentSums(variableCount: 3)) { $0.merged(with: $1) }
    for sums in [added, merged, merged.merged(with: MomentSums(variableCount: 3))] {
      #expect(sums.count == 257)
      // Welford's running means carry rounding errors of the size of the offset's last digit.
      #expect(Self.largestDifference(sums.crossProducts, exact) < (offset == 0 ? 1e-9 : 1e-4))
      #expect(sums.crossProducts == sums.crossProducts.transposed)
    }
  }

  @Test func longMatricesAreSummedInBlocks() {
    // Rows that repeat: the exact products of a few, times the number of repetitions.
    let few = Self.integers(count: 50, variables: 3)
    let exact = Self.exactCrossProducts(few)
    let rows = Matrix(
      rowCount: 300_000, columnCount: 3, columnMajor: (0..<3).flatMap { j in (0..<300_000).map { Double(few[$0 % 50][j]) + 1e7 } }
    )
    let sums = MomentSums.of(rows)
    #expect(sums.count == 300_000)
    #expect(Self.largestDifference(sums.crossProducts, 6000 * exact) < 1e-12 * 6000 * (exact.elements.max() ?? 0))
  }

  @Test func divisors() {
    let sums = MomentSums.of(Matrix(rows: [[1, 2], [3, 6], [5, 4]]))
    #expect(sums.means == [3, 4])
    #expect(sums.covariance == Matrix(rows: [[4, 2], [2, 4]]))
    #expect(sums.covariance(divisor: 4) == Matrix(rows: [[2, 1], [1, 2]]))
  }

  @Test func noRows() {
    #expect(MomentSums.of(Matrix(rowCount: 0, columnCount: 2)) == MomentSums(variableCount: 2))
  }
}
