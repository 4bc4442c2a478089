import Testing

@testable import Probability

@Suite struct GammaTests {
  @Test func bothTails() {
    var lower = WorstCase()
    var upper = WorstCase()
    for row in rows(of: gammaTable) {
      let gamma = Gamma(shape: row[0])
      lower.note(gamma.cumulative(row[1]), row[2], row)
      upper.note(gamma.upperTail(row[1]), row[3], row)
    }
    #expect(lower.error < 1e-13, "\(lower)")
    #expect(upper.error < 1e-13, "\(upper)")
  }

  @Test func quantiles() {
    var worst = WorstCase()
    for row in rows(of: gammaQuantileTable) { worst.note(Gamma(shape: row[0]).quantile(row[1]), row[2], row) }
    #expect(worst.error < 1e-13, "\(worst)")
  }

  @Test func scaleStretchesTheAxis() {
    let unit = Gamma(shape: 2.5)
    let stretched = Gamma(shape: 2.5, scale: 4)
    #expect(stretched.cumulative(6) == unit.cumulative(1.5))
    #expect(stretched.quantile(0.3) == 4 * unit.quantile(0.3))
  }

  @Test func endsAndNonsense() {
    let gamma = Gamma(shape: 3)
    #expect(gamma.cumulative(0) == 0)
    #expect(gamma.cumulative(-1) == 0)
    #expect(gamma.upperTail(.infinity) == 0)
    #expect(gamma.cumulative(.nan).isNaN)
    #expect(gamma.quantile(0) == 0)
    #expect(gamma.quantile(1) == .infinity)
    #expect(gamma.quantile(2).isNaN)
  }
}
