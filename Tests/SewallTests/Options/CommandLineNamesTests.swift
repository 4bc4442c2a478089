import Testing

@testable import sewall

@Suite struct CommandLineNamesTests {
  @Test func negatedSwitchesNameTheirOption() {
    let names = CommandLineNames(["m.model", "--no-fixed-x", "--ci=bca", "--", "--seed"])
    #expect(names.contains("fixed-x"))
    #expect(names.contains("ci"))
    #expect(!names.contains("seed"))
    #expect(!names.namesSample)
  }
}
