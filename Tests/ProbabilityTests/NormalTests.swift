import Testing

@testable import Probability

@Suite struct NormalTests {
  @Test func densityAndBothTails() {
    var density = WorstCase()
    var lower = WorstCase()
    var upper = WorstCase()
    for row in rows(of: normalTable) {
      density.note(Normal.density(row[0]), row[1], row)
      lower.note(Normal.cumulative(row[0]), row[2], row)
      upper.note(Normal.upperTail(row[0]), row[3], row)
    }
    #expect(density.error < 1e-15, "\(density)")
    #expect(lower.error < 1e-15, "\(lower)")
    #expect(upper.error < 1e-15, "\(upper)")
  }

  @Test func quantiles() {
    var worst = WorstCase()
    for row in rows(of: normalQuantileTable) { worst.note(Normal.quantile(row[0]), row[1], row) }
    #expect(worst.error < 1e-15, "\(worst)")
  }

  @Test func endsAndNonsense() {
    #expect(Normal.cumulative(-.infinity) == 0)
    #expect(Normal.cumulative(.infinity) == 1)
    #expect(Normal.cumulative(.nan).isNaN)
    #expect(Normal.density(.infinity) == 0)
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(0.5) == 0)
    #expect(Normal.quantile(-0.1).isNaN)
    #expect(Normal.quantile(1.1).isNaN)
    #expect(Normal.quantile(.nan).isNaN)
  }
}
