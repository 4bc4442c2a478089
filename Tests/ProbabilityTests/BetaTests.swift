import Testing

@testable import Probability

@Suite struct BetaTests {
  @Test func bothTails() {
    var lower = WorstCase()
    var upper = WorstCase()
    for row in rows(of: betaTable) {
      let beta = Beta(alpha: row[0], beta: row[1])
      lower.note(beta.cumulative(row[2]), row[3], row)
      upper.note(beta.upperTail(row[2]), row[4], row)
    }
    #expect(lower.error < 1e-13, "\(lower)")
    #expect(upper.error < 1e-13, "\(upper)")
  }

  @Test func quantiles() {
    var worst = WorstCase()
    for row in rows(of: betaQuantileTable) {
      worst.note(Beta(alpha: row[0], beta: row[1]).quantile(row[2]), row[3], row)
    }
    #expect(worst.error < 1e-13, "\(worst)")
  }

  @Test func endsAndNonsense() {
    let beta = Beta(alpha: 2, beta: 3)
    #expect(beta.cumulative(0) == 0)
    #expect(beta.cumulative(-1) == 0)
    #expect(beta.upperTail(1) == 0)
    #expect(beta.cumulative(7) == 1)
    #expect(beta.cumulative(.nan).isNaN)
    #expect(beta.quantile(0) == 0)
    #expect(beta.quantile(1) == 1)
    #expect(beta.quantile(-1).isNaN)
  }
}
