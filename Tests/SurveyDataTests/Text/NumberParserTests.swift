import Glibc
import Testing

@testable import SurveyData

/// The C library's `strtod` is the oracle: it rounds correctly.
@Suite struct NumberParserTests {
  func number(_ text: String, mark: UInt8 = .point) -> Double? {
    let bytes = Array(text.utf8)
    return NumberParser(decimalMark: mark).number(in: bytes, start: 0, end: bytes.count)
  }

  @Test(arguments: [
    "0", "-0", "+7", "1.", ".5", "-.25", "00012", "4.285714285714286", "3.7777777777777777", "0.1", "1e22", "1e23",
    "9007199254740993",
    "9007199254740992.5", "123456789012345678901234567890", "1.7976931348623157e308", "1.7976931348623159e308",
    "2.2250738585072011e-308",
    "4.9e-324", "2e-324", "1e400", "-1e400", "1e-400", "1E+5", "1e0005", "0e999999999999", "1e999999999999", "1e-999999999999",
    "0.000000000000000000000000000000000000000000000000000001", "179769313486231580793728971405301e276",
  ])
  func equalsStrtod(text: String) {
    #expect(number(text)?.bitPattern == strtod(text, nil).bitPattern)
    #expect(number(text.replacing(".", with: ","), mark: .comma)?.bitPattern == strtod(text, nil).bitPattern)
  }

  @Test func equalsStrtodForRandomDecimals() {
    var generator = SplitMix(state: 1)
    for _ in 0..<20_000 {
      let digits = (0..<Int(generator.next() % 20 + 1)).map { _ in String(generator.next() % 10) }
      let point = Int(generator.next() % UInt64(digits.count + 1))
      var text = digits[..<point].joined() + "." + digits[point...].joined()
      if generator.next() % 2 == 0 { text += "e\(Int(generator.next() % 80) - 40)" }
      #expect(number(text)?.bitPattern == strtod(text, nil).bitPattern, "\(text)")
    }
  }

  @Test func everyDoubleComesBack() {
    var generator = SplitMix(state: 2)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      if value.isFinite { #expect(number("\(value)")?.bitPattern == value.bitPattern) }
    }
  }

  @Test func infinityIsANumber() {
    #expect(number("Inf") == .infinity)
    #expect(number("-infinity") == -.infinity)
  }

  @Test(arguments: [
    "", "+", "-", ".", "e5", "1e", "1e+", "1 2", "1,5", "0x10", "nan", "1_000", "--1", "1.2.3", "12a", "١", "infinite", "−1",
  ])
  func isNoNumber(text: String) {
    #expect(number(text) == nil)
  }
}
