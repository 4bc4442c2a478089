import Testing

@testable import sewall

@Suite struct ProgressBarTests {
  @Test func theTimeLeftFollowsFromTheShareDone() {
    let line = ProgressBar.line(done: 2_000, of: 5_000, elapsed: 2)
    #expect(line == "\r[#########               ] 40 %  2000 of 5000 draws, 3 s left\u{1B}[K")
    #expect(ProgressBar.line(done: 0, of: 5_000, elapsed: 2).contains("0 s left"))
    #expect(ProgressBar.line(done: 1, of: 100, elapsed: 60).contains("1 h 39 min left"))
    #expect(ProgressBar.line(done: 5, of: 0, elapsed: 1).contains("100 %"))
  }
}
