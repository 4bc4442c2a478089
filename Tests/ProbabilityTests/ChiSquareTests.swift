import Testing

@testable import Probability

@Suite struct ChiSquareTests {
  @Test func centralBothTails() {
    var lower = WorstCase()
    var upper = WorstCase()
    for row in rows(of: gammaTable) {
      let distribution = ChiSquare(degreesOfFreedom: 2 * row[0])
      lower.note(distribution.cumulative(2 * row[1]), row[2], row)
      upper.note(distribution.upperTail(2 * row[1]), row[3], row)
    }
    #expect(lower.error < 1e-13, "\(lower)")
    #expect(upper.error < 1e-13, "\(upper)")
  }

  @Test func noncentralBothTails() {
    var lower = WorstCase()
    var upper = WorstCase()
    for row in rows(of: noncentralTable) {
      let distribution = ChiSquare(degreesOfFreedom: row[0], noncentrality: row[1])
      lower.note(distribution.cumulative(row[2]), row[3], row)
      upper.note(distribution.upperTail(row[2]), row[4], row)
    }
    #expect(lower.error < 1e-13, "\(lower)")
    #expect(upper.error < 1e-13, "\(upper)")
  }

  @Test func noncentralQuantileInvertsTheSmallerTail() {
    var worst = WorstCase()
    for row in rows(of: noncentralTable) where row[3] < 0.5 {
      let distribution = ChiSquare(degreesOfFreedom: row[0], noncentrality: row[1])
      worst.note(distribution.quantile(row[3]), row[2], row)
    }
    #expect(worst.error < 1e-13, "\(worst)")
  }

  @Test func noncentralityThatGivesAProbability() {
    var worst = WorstCase()
    for row in rows(of: noncentralityTable) {
      let solution = ChiSquare.noncentrality(cumulative: row[2], at: row[1], degreesOfFreedom: row[0])
      worst.note(solution ?? .nan, row[3], row)
    }
    #expect(worst.error < 1e-13, "\(worst)")
  }

  @Test func noNoncentralityWithoutARoot() {
    #expect(ChiSquare.noncentrality(cumulative: 0.95, at: 5, degreesOfFreedom: 10) == nil)
    #expect(ChiSquare.noncentrality(cumulative: 0, at: 5, degreesOfFreedom: 10) == nil)
    #expect(ChiSquare.noncentrality(cumulative: 0.5, at: 0, degreesOfFreedom: 10) == nil)
    #expect(ChiSquare.noncentrality(cumulative: 0.5, at: 5, degreesOfFreedom: 0) == nil)
    #expect(ChiSquare.noncentrality(cumulative: 0.5, at: .nan, degreesOfFreedom: 10) == nil)
    #expect(ChiSquare.noncentrality(cumulative: .nan, at: 5, degreesOfFreedom: 10) == nil)
  }

  @Test func quantileTooSmallForADoubleIsZero() {
    #expect(ChiSquare(degreesOfFreedom: 0.5, noncentrality: 0.01).quantile(1e-250) == 0)
    #expect(ChiSquare(degreesOfFreedom: 0.5).quantile(1e-250) == 0)
  }

  @Test func endsAndNonsense() {
    for distribution in [ChiSquare(degreesOfFreedom: 4), ChiSquare(degreesOfFreedom: 4, noncentrality: 3)] {
      #expect(distribution.cumulative(0) == 0)
      #expect(distribution.upperTail(-1) == 1)
      #expect(distribution.upperTail(.infinity) == 0)
      #expect(distribution.cumulative(.infinity) == 1)
      #expect(distribution.cumulative(.nan).isNaN)
      #expect(distribution.upperTail(.nan).isNaN)
      #expect(distribution.quantile(0) == 0)
      #expect(distribution.quantile(1) == .infinity)
      #expect(distribution.quantile(1.5).isNaN)
    }
  }
}
