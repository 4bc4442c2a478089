import Testing

@testable import Reports

@Suite struct PrintedNumberTests {
  @Test func exactNumbersReadBackAsTheSameBits() {
    // Bit patterns spread over all exponents by a multiplicative sequence (Knuth's 64-bit MMIX constants).
    var pattern: UInt64 = 1
    var changed: [Double] = []
    for _ in 0..<10_000 {
      pattern = pattern &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: pattern)
      if value.isFinite && Double(PrintedNumber.exact(value))?.bitPattern != pattern { changed.append(value) }
    }
    #expect(changed.isEmpty)
  }

  @Test func theLongestNumberFits() {
    let text = PrintedNumber.fixed(-Double.greatestFiniteMagnitude, decimals: 3)
    #expect(text.count == 1 + 309 + 4)
    #expect(text.hasSuffix(".000"))
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (20000, "20,000"), (1_234_567, "1,234,567"), (-1000, "-1,000")])
  func countsHaveTheirThousandsApart(value: Int, expected: String) {
    #expect(PrintedNumber.count(value) == expected)
  }

  @Test func aRoundedZeroHasNoSign() {
    #expect(PrintedNumber.fixed(-0.0001, decimals: 3) == "0.000")
    #expect(PrintedNumber.fixed(-0.0006, decimals: 3) == "-0.001")
  }
}
