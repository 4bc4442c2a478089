import PathAnalysis
import Testing

@testable import sewall

@Suite struct ArgumentValuesTests {
  @Test(arguments: [".95", "0.5", "1e-3"])
  func levels(_ text: String) throws { #expect(try ArgumentValue.level(text) == Double(text)) }

  @Test(arguments: ["0", "1", "95", "-.1", "nan", "inf", "x", ""])
  func levelsThatAreNone(_ text: String) { #expect(throws: (any Error).self) { try ArgumentValue.level(text) } }

  @Test func countsKeepTheirBounds() throws {
    #expect(try ArgumentValue.count(1...5)("5") == 5)
    for text in ["0", "6", "1.5", "99999999999999999999", ""] {
      #expect(throws: (any Error).self) { try ArgumentValue.count(1...5)(text) }
    }
  }

  @Test func listsSplitAtCommas() {
    #expect(CommaList(argument: "a, b ,c")?.items == ["a", "b", "c"])
    #expect(CommaList(argument: "")?.items == [])
  }

  @Test(arguments: [("BCA", "bca"), ("perc", "percentile"), ("bca.simple", "bc"), ("Norm", "normal")])
  func choicesInAnyCaseAndInLavaansWords(_ text: String, raw: String) {
    #expect(ResamplingOptions.IntervalType(argument: text)?.rawValue == raw)
  }
}
