import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct MissingPatternsTests {
  private let patterns = MissingPatterns(
    rows: Matrix(rows: [
      [1, 2, .nan], [.nan, .nan, .nan], [.nan, 5, 1], [3, 6, .nan], [.nan, 4, 2], [.nan, 9, 6], [7, .nan, .nan],
    ]))

  @Test func casesWithTheSameHolesAreGrouped() {
    #expect(patterns.patterns.map(\.observed) == [[0, 1], [1, 2], [0]])
    #expect(patterns.cases(of: patterns.rows.matrix) == [[0, 3], [2, 4, 5], [6]])
    #expect(patterns.patterns.map(\.sampleSize) == [2, 3, 1])
    #expect(patterns.emptyRowCount == 1)
    #expect(patterns.rowCount == 6)
  }

  @Test func momentsHaveTheSizeOfThePatternAsDivisor() {
    #expect(patterns.patterns.map(\.means) == [[2, 4], [6, 3], [7]])
    #expect(patterns.patterns[0].covariance == Matrix(rows: [[1, 2], [2, 4]]))
    let third = patterns.patterns[1].covariance - Matrix(rows: [[14.0 / 3, 13.0 / 3], [13.0 / 3, 14.0 / 3]])
    #expect(third.maxAbsolute < 1e-14)
    #expect(patterns.patterns[2].covariance == Matrix(rows: [[0]]))
  }

  @Test func coverageIsTheShareOfCasesWithBoth() {
    let expected = Matrix(rows: [[3, 2, 0], [2, 5, 3], [0, 3, 3]])
    #expect((6 * patterns.coverage - expected).maxAbsolute < 1e-15)
    #expect(patterns.pairsNeverTogether.map { [$0.0, $0.1] } == [[0, 2]])
  }

  @Test func noRowsAreNoPatterns() {
    let none = MissingPatterns(rows: Matrix(rowCount: 0, columnCount: 2))
    #expect(none.patterns.isEmpty)
    #expect(none.coverage == Matrix(rowCount: 2, columnCount: 2))
  }

  /// More variables than a word has bits.
  @Test func wideDataAreGroupedByAllVariables() {
    var rows = Matrix(rowCount: 3, columnCount: 70, repeating: 1)
    rows[1, 69] = .nan
    rows[2, 5] = .nan
    #expect(MissingPatterns(rows: rows).patterns.map(\.observed.count) == [70, 69, 69])
  }
}
