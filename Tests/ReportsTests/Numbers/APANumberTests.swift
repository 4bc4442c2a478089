import Testing

@testable import Reports

/// What the Publication Manual of the APA (7th ed., 6.36 and table 6.5) asks for, written out by hand.
@Suite struct APANumberTests {
  @Test(arguments: [
    (0.05, ".05"), (-0.3, "-.30"), (1, "1.00"), (0, ".00"), (-1, "-1.00"), (1.034, "1.03"), (-0.001, ".00"), (0.996, "1.00"),
    (-12.5, "-12.50"),
  ])
  func boundedQuantitiesHaveNoLeadingZero(value: Double, expected: String) {
    #expect(APANumber.bounded(value, decimals: 2) == expected)
  }

  @Test(arguments: [
    (0.000_999, "< .001"), (0, "< .001"), (1e-300, "< .001"), (0.001, ".001"), (0.004853822102, ".005"), (0.05, ".050"),
    (0.5, ".500"), (0.9994, ".999"), (0.9996, "> .999"), (1, "> .999"),
  ])
  func probabilitiesStopAtAThousandth(value: Double, expected: String) {
    #expect(APANumber.probability(value) == expected)
  }

  @Test func probabilitiesInASentence() {
    #expect(APANumber.probabilityPhrase(0.0048) == "p = .005")
    #expect(APANumber.probabilityPhrase(0.0000048) == "p < .001")
    #expect(APANumber.probabilityPhrase(1) == "p > .999")
    #expect(APANumber.probabilityPhrase(nil) == nil)
  }

  @Test(arguments: [
    (0, "0.000"), (-0.0, "0.000"), (0.5327664178, "0.533"), (-0.3, "-0.300"), (0.0005, "0.001"), (0.000_499, "0.00050"),
    (0.000_321, "0.00032"), (-0.000_321, "-0.00032"), (3.21e-6, "0.0000032"), (3.2e-11, "3.2e-11"), (9999.5, "9999.500"),
    (12345.678, "12345.7"), (-123456.7, "-123457"), (1.234e8, "1.23e+08"), (-5e-300, "-5.0e-300"),
  ])
  func coefficientsAreNeverShownAsZeroUnlessTheyAre(value: Double, expected: String) {
    #expect(APANumber.coefficient(value) == expected)
  }

  @Test(arguments: [
    (0.48659, ".487"), (-0.30, "-.300"), (1.2, "1.200"), (0.0003, ".0003"), (-0.00004, "-.00004"), (0.000_004, ".000004"),
    (1e-9, ".000"), (0, ".000"),
  ])
  func standardizedCoefficients(value: Double, expected: String) {
    #expect(APANumber.standardized(value) == expected)
  }

  @Test func starsStandForTheThreeCustomaryLevels() {
    #expect([0.0009, 0.001, 0.009, 0.01, 0.049, 0.05, 0.5].map { APANumber.stars($0) } == ["***", "**", "**", "*", "*", "", ""])
    #expect(APANumber.stars(nil) == "")
  }

  @Test(arguments: [(0.95, "95%"), (0.9, "90%"), (0.999, "99.9%"), (0.5, "50%"), (0.9975, "99.75%")])
  func levelsAsPerCent(level: Double, expected: String) {
    #expect(APANumber.percent(level) == expected)
  }

  @Test func degreesOfFreedomAreWholeWhereTheyAre() {
    #expect(APANumber.degrees(6) == "6")
    #expect(APANumber.degrees(5.8312) == "5.83")
  }

  @Test(arguments: [(0.000_63, "0.0006"), (0.0042, "0.004"), (0.25, "0.250"), (0, "0.000")])
  func uncertaintiesHaveOneDigit(value: Double, expected: String) {
    #expect(APANumber.order(value) == expected)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func whatIsNotANumberIsNotPrinted(value: Double) {
    #expect(APANumber.coefficient(value) == nil)
    #expect(APANumber.standardized(value) == nil)
    #expect(APANumber.bounded(value) == nil)
    #expect(APANumber.statistic(value) == nil)
    #expect(APANumber.degrees(value) == nil)
    #expect(APANumber.probability(value) == nil)
    #expect(APANumber.stars(value) == "")
  }
}
