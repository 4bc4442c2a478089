import Testing

@testable import Probability

@Suite struct FisherFTests {
  private func distribution(_ row: [Double]) -> FisherF {
    FisherF(numeratorDegreesOfFreedom: row[0], denominatorDegreesOfFreedom: row[1])
  }

  @Test func bothTails() {
    var lower = WorstCase()
    var upper = WorstCase()
    for row in rows(of: fisherTable) {
      lower.note(distribution(row).cumulative(row[2]), row[3], row)
      upper.note(distribution(row).upperTail(row[2]), row[4], row)
    }
    #expect(lower.error < 1e-13, "\(lower)")
    #expect(upper.error < 1e-13, "\(upper)")
  }

  @Test func quantiles() {
    var worst = WorstCase()
    for row in rows(of: fisherQuantileTable) { worst.note(distribution(row).quantile(row[2]), row[3], row) }
    #expect(worst.error < 1e-13, "\(worst)")
  }

  @Test func endsAndNonsense() {
    let distribution = FisherF(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: 20)
    #expect(distribution.cumulative(0) == 0)
    #expect(distribution.cumulative(-2) == 0)
    #expect(distribution.upperTail(.infinity) == 0)
    #expect(distribution.cumulative(.nan).isNaN)
    #expect(distribution.quantile(0) == 0)
    #expect(distribution.quantile(1) == .infinity)
    #expect(distribution.quantile(.nan).isNaN)
  }
}
