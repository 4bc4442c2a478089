import LinearAlgebra
import SurveyData
import Testing

@Suite struct CaseRowsTests {
  private static let count = 2 * CaseRows.blockLength + 100

  private static let columns: [[Double]] = [
    (0..<count).map { Double($0 % 5) }, (0..<count).map { $0 % 1000 == 7 ? .nan : Double($0) / 10 },
    (0..<count).map { Double($0) / 7 },
  ]

  private static let long = CaseRows(columns.map { Numbers(compacting: $0) }, rowCount: count)
  private static let matrix = Matrix(rowCount: count, columnCount: 3, columnMajor: columns.flatMap { $0 })

  private func same(_ a: Matrix, _ b: Matrix) -> Bool {
    a.rowCount == b.rowCount && a.columnCount == b.columnCount
      && zip(a.elements, b.elements).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }

  @Test func blocksAreThePartsOfTheMatrix() {
    let rows = Self.long
    #expect(rows.isLong)
    #expect(rows.blocks.count == 3)
    #expect(rows.blocks.flatMap { $0 }.elementsEqual(0..<Self.count))
    for range in rows.blocks {
      #expect(same(rows.block(range), Self.matrix.submatrix(rows: Array(range), columns: [0, 1, 2])))
    }
    #expect(same(rows.matrix, Self.matrix))
    #expect(rows[20_000, 2] == 20_000.0 / 7)
  }

  @Test func partsOfLongAndShortRowsAreTheSame() {
    let short = CaseRows(Self.matrix.submatrix(rows: Array(0..<900), columns: [0, 1, 2]))
    #expect(!short.isLong)
    for rows in [Self.long, short] {
      let chosen = rows.selecting(rows: [7, 7, 899]).selecting(columns: [1, 0])
      #expect(chosen[0, 0].isNaN && chosen[1, 0].isNaN)
      #expect([chosen[2, 0], chosen[0, 1], chosen[2, 1]] == [89.9, 2, 4])
      #expect(rows.hasMissing)
      #expect(!rows.selecting(columns: [0, 2]).hasMissing)
      #expect(same(rows.block(3..<5), Matrix(rows: [[3, 0.3, 3.0 / 7], [4, 0.4, 4.0 / 7]])))
      let replaced = rows.replacing(column: 1, with: [Double](repeating: 2, count: rows.rowCount))
      #expect(!replaced.hasMissing)
      #expect(replaced.column(1).allSatisfy { $0 == 2 })
      #expect(replaced.column(0) == rows.column(0))
    }
  }

  @Test func noRowsHaveNoBlocks() {
    let none = CaseRows([[], []], rowCount: 0)
    #expect(none.blocks.isEmpty)
    #expect(none.matrix.columnCount == 2)
  }

  /// Against the sums of the whole matrix; the offset would cost digits if blocks were not centred.
  @Test func momentsOfBlocksAreThoseOfTheWhole() {
    let complete = CaseRows([Self.columns[0], Self.columns[2].map { $0 + 1e7 }].map { Numbers($0) }, rowCount: Self.count)
    let (byBlocks, whole) = (MomentSums.of(complete), MomentSums.of(complete.matrix))
    #expect(byBlocks.count == whole.count)
    for i in 0..<2 {
      #expect(abs(byBlocks.means[i] - whole.means[i]) <= 1e-15 * abs(whole.means[i]))
      for j in 0..<2 {
        let scale = (whole.crossProducts[i, i] * whole.crossProducts[j, j]).squareRoot()
        #expect(abs(byBlocks.crossProducts[i, j] - whole.crossProducts[i, j]) < 1e-13 * scale)
      }
    }
  }
}
