import LinearAlgebra
import Testing

@Suite struct ProductRowsTests {
  /// Draws of row numbers, and the sums from their definition.
  struct Example {
    let data: Matrix
    let rows: [UInt32]
    let drawCount = 5
    let drawSize = 23

    init(variableCount: Int) {
      var generator = FixedGenerator(seed: 10)
      data = generator.matrix(17, variableCount)
      rows = (0..<5 * 23).map { _ in UInt32.random(in: 0..<17, using: &generator) }
    }

    func rows(of draw: Int) -> [UInt32] { Array(rows[draw * drawSize..<(draw + 1) * drawSize]) }

    func resampled(_ draw: Int) -> Matrix {
      data.submatrix(rows: rows(of: draw).map(Int.init), columns: Array(0..<data.columnCount))
    }
  }

  /// Products and deviations added row by row: whatever the registers, the sums have the same bits.
  private func sumsInOrder(_ x: Matrix) -> [Double] {
    var sums = [Double](repeating: 0, count: x.columnCount * (x.columnCount + 3) / 2)
    for row in 0..<x.rowCount {
      let d = Matrix(rowCount: x.columnCount, columnCount: 1, columnMajor: x.row(row))
      for (k, value) in (naiveProduct(d, d.transposed).halfVector + d.elements).enumerated() { sums[k] += value }
    }
    return sums
  }

  /// Widths of one to seven pairs, and of several chunks, with and without an odd quantity.
  @Test(arguments: 1...13) func sumsAreThoseOfTheDrawnRows(variableCount: Int) {
    let example = Example(variableCount: variableCount)
    let products = ProductRows(centered: example.data)
    var block = [Double](repeating: .nan, count: products.quantityCount * example.drawCount)
    products.sums(of: example.rows, drawCount: example.drawCount, drawSize: example.drawSize, into: &block)
    for draw in 0..<example.drawCount {
      let expected = sumsInOrder(example.resampled(draw))
      let actual = (0..<products.quantityCount).map { block[$0 * example.drawCount + draw] }
      #expect(actual == expected)
      var single = [Double](repeating: .nan, count: products.quantityCount)
      products.sum(of: example.rows(of: draw), into: &single)
      #expect(single == actual)
    }
  }

  @Test(arguments: [1, 4, 6]) func momentsAreThoseOfTheResampledData(variableCount: Int) {
    let example = Example(variableCount: variableCount)
    let products = ProductRows(centered: example.data)
    var block = [Double](repeating: 0, count: products.quantityCount * example.drawCount)
    products.sums(of: example.rows, drawCount: example.drawCount, drawSize: example.drawSize, into: &block)
    products.convertToMoments(&block, drawCount: example.drawCount, count: example.drawSize)
    for draw in 0..<example.drawCount {
      var centered = example.resampled(draw)
      let share = 1 / Double(example.drawSize)
      let means = centered.transposedTimes([Double](repeating: share, count: example.drawSize))
      for j in 0..<variableCount {
        for i in 0..<example.drawSize { centered[i, j] -= means[j] }
      }
      let covariance = (share * centered.transposedTimes(centered)).halfVector
      let actual = (0..<products.quantityCount).map { block[$0 * example.drawCount + draw] }
      #expect(largestDifference(actual, covariance + means) < 1e-15)
      var sums = [Double](repeating: 0, count: products.quantityCount)
      products.sum(of: example.rows(of: draw), into: &sums)
      let moments = products.moments(ofSums: sums, count: example.drawSize)
      #expect(moments.covariance + moments.meanDeviations == actual)
    }
  }

  @Test func noRowsSumToZero() {
    let products = ProductRows(centered: Matrix(rows: [[1, 2]]))
    var sums = [Double](repeating: 1, count: 5)
    products.sum(of: [], into: &sums)
    #expect(sums == [0, 0, 0, 0, 0])
  }

  @Test func rowNumberOutOfRangeStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      var sums = [Double](repeating: 0, count: 2)
      ProductRows(centered: Matrix(rows: [[1], [2]])).sum(of: [0, 2], into: &sums)
    }
    await #expect(processExitsWith: .failure) {
      var sums = [Double](repeating: 0, count: 2)
      ProductRows(centered: Matrix(rows: [[1], [2]])).sum(of: [0, .max], into: &sums)
    }
  }
}
