import Testing

@testable import Probability

@Suite struct BivariateNormalTests {
  @Test func againstQuadrature() {
    var largest = 0.0
    var worst: [Double] = []
    for row in rows(of: bivariateTable) {
      for (h, k) in [(row[0], row[1]), (row[1], row[0])] {
        let error = abs(BivariateNormal.cumulative(h, k, correlation: row[2]) - row[3])
        if error > largest { (largest, worst) = (error, row) }
      }
    }
    #expect(largest < 1e-14, "\(worst)")
  }

  /// P(X ≤ 0, Y ≤ 0) = 1/4 + arcsin(r)/2π.
  @Test(arguments: [(0.0, 0.25), (0.5, 1.0 / 3), (-0.5, 1.0 / 6), (1.0, 0.5), (-1.0, 0.0)])
  func quadrant(_ correlation: Double, _ probability: Double) {
    #expect(abs(BivariateNormal.cumulative(0, 0, correlation: correlation) - probability) < 1e-15)
  }

  /// P(X ≤ h, Y ≤ k; r) + P(X ≤ h, Y ≤ -k; -r) = P(X ≤ h), at gaps from none to large near |r| = 1.
  @Test(arguments: [0.3, 0.9249, 0.925, 0.98, 1 - 1e-8, 1 - 1e-14, 1])
  func reflection(_ correlation: Double) {
    for h in [-1.5, 0.0, 0.75] {
      for gap in [0, 1e-15, 1e-8, 1e-4, 0.01, 0.1, 1.0, 5.0] {
        let sum =
          BivariateNormal.cumulative(h, h + gap, correlation: correlation)
          + BivariateNormal.cumulative(h, -h - gap, correlation: -correlation)
        #expect(abs(sum - Normal.cumulative(h)) < 2e-15)
      }
    }
  }

  @Test func endsAndNonsense() {
    #expect(BivariateNormal.cumulative(-.infinity, 1, correlation: 0.5) == 0)
    #expect(BivariateNormal.cumulative(.infinity, 1, correlation: 0.5) == Normal.cumulative(1))
    #expect(BivariateNormal.cumulative(1, .infinity, correlation: -0.5) == Normal.cumulative(1))
    #expect(BivariateNormal.cumulative(.infinity, .infinity, correlation: 0.99) == 1)
    #expect(BivariateNormal.cumulative(0, 0, correlation: 1.1).isNaN)
    #expect(BivariateNormal.cumulative(.nan, 0, correlation: 0).isNaN)
  }
}
