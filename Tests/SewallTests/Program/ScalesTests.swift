import Foundation
import Testing

/// `scales:` and `screening:` from the model file to the report.
@Suite struct ScalesTests {
  /// Answers from 1 to 5 to a1..a4 (a2 reversed), b1..b3 and c1..c3 by a linear congruential generator; line 5 lacks a1.
  static let answers: String = {
    var state: UInt64 = 99
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / Double(1 << 24)
    }
    var text = "a1,a2,a3,a4,b1,b2,b3,c1,c2,c3\n"
    for row in 0..<60 {
      let person = uniform()
      func answer(_ level: Double) -> Int { 1 + min(4, Int(5 * (0.7 * level + 0.3 * uniform()))) }
      let a = [answer(person), 6 - answer(person), answer(person), answer(person)]
      let other = 0.5 * person + 0.5 * uniform()
      let rest = (0..<6).map { answer($0 < 3 ? other : 0.5 * person + 0.5 * other) }
      let cells = (a + rest).map(String.init)
      text += ((row == 3 ? ["NA"] : [cells[0]]) + cells.dropFirst()).joined(separator: ",") + "\n"
    }
    return text
  }()

  func folder(_ frontMatter: String, data: String = answers) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "---\ndata: answers.csv\n\(frontMatter)\n---\nb ~ a\n")
    try folder.write("answers.csv", data)
    return folder
  }

  func words(_ text: String) -> String { text.split(whereSeparator: \.isWhitespace).joined(separator: " ") }

  @Test func scoresAreThoseOfAFileOfScores() throws {
    let folder = try folder("scales:\n  a: {items: a1..a4, reversed: a2, range: 1..5, at-least: 3}\n  b: b1..b3")
    let rows = Self.answers.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map { Double($0) } }
    var scores = "a,b\n"
    for row in rows {
      let a = [row[0], row[1].map { 6 - $0 }, row[2], row[3]].compactMap { $0 }
      let b = row[4...6].compactMap { $0 }
      scores += "\(a.reduce(0, +) / Double(a.count)),\(b.reduce(0, +) / 3)\n"
    }
    try folder.write("s.model", "b ~ a\n")
    try folder.write("scores.csv", scores)
    func numbers(_ arguments: [String]) throws -> [Substring] {
      let outcome = try Program.run(arguments + ["--format", "csv"], in: folder)
      #expect(outcome.status == 0)
      return outcome.output.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("message,") }
    }
    let ours = try numbers(["fit", "m.model"])
    #expect(ours.count > 3)
    #expect(try ours == numbers(["fit", "s.model", "--data", "scores.csv"]))
  }

  @Test func theReportSaysHowScalesWereScored() throws {
    let folder = try folder("scales:\n  a: {items: a1..a4, reversed: a2, range: 1..5}\n  b: b1..b3")
    let report = words(try Program.run(["fit", "m.model"], in: folder).output)
    #expect(report.contains("a: mean of 4 items (1 reversed), alpha ."))
    #expect(report.contains("59 scored, 1 without (fewer than 4 of 4 answered)"))
  }

  @Test func anItemThatIsNotReversedIsSuspected() throws {
    let folder = try folder("scales:\n  a: a1..a4\n  b: b1..b3")
    let report = words(try Program.run(["fit", "m.model"], in: folder).output)
    #expect(report.contains("with the rest of scale `a`: was it to be reversed?"))
  }

  @Test func answersOutOfRangeAreShownWithTheirLines() throws {
    let folder = try folder("scales:\n  a: {items: a1..a4, range: 1..4}\n  b: b1..b3")
    let outcome = try Program.run(["fit", "m.model"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("m.model:4:3: error: "))
    #expect(outcome.errors.contains("outside the range 1..4 of scale `a`: `a"))
    #expect(outcome.errors.contains(" is 5 in line "))
  }

  @Test func everyWrongScaleIsShownAtOnce() throws {
    let folder = try folder("scales:\n  a: {items: a1..a4, score: median}\n  b: {label: B}")
    let outcome = try Program.run(["fit", "m.model"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("m.model:4:22: error: `score` takes `mean` or `sum`"))
    #expect(outcome.errors.contains("m.model:5:3: error: scale `b` has no `items`"))
  }

  @Test func screeningExcludesOnRequest() throws {
    let scales = "scales: {a: {items: a1..a4, reversed: a2, range: 1..5}, b: b1..b3, c: c1..c3}"
    // The last person answers 3 to everything.
    let data = Self.answers + "3,3,3,3,3,3,3,3,3,3\n"
    let counted = try folder("\(scales)\nscreening: {longstring: 10}", data: data)
    let excluded = try folder("\(scales)\nscreening: {longstring: 10, exclude: yes}", data: data)
    let first = words(try Program.run(["fit", "m.model"], in: counted).output)
    #expect(first.contains("screening: 1 of 61 rows flagged (10 or more identical answers in a row: 1), none excluded"))
    #expect(first.contains("60 analysed"))
    let second = words(try Program.run(["fit", "m.model"], in: excluded).output)
    #expect(second.contains("screening: 1 of 61 rows flagged (10 or more identical answers in a row: 1), excluded, 60 remain"))
    #expect(second.contains("59 scored"))
  }

  @Test func itemsAreDescribedOnRequest() throws {
    let folder = try folder("scales:\n  a: {items: a1..a4, reversed: a2, range: 1..5}\n  b: {items: b1..b3, label: Balance}")
    let plain = try Program.run(["describe", "m.model"], in: folder)
    #expect(plain.status == 0)
    #expect(!plain.output.contains("Items of"))
    let report = words(try Program.run(["describe", "m.model", "--items"], in: folder).output)
    #expect(report.contains("Items of Balance"))
    #expect(report.contains("McDonald’s omega = ."))
    #expect(report.contains("Heterotrait-Monotrait Ratios"))
    let csv = try Program.run(["describe", "m.model", "--reliability", "--format", "csv"], in: folder).output
    #expect(csv.split(whereSeparator: \.isNewline).count { $0.hasPrefix("item,") } == 7)
  }

  @Test func itemsWithoutScalesAreAWarning() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "b1 ~ a1\n")
    try folder.write("answers.csv", Self.answers)
    let outcome = try Program.run(["describe", "m.model", "--data", "answers.csv", "--items"], in: folder)
    #expect(outcome.status == 0)
    #expect(words(outcome.output).contains("There are no scales whose items could be described"))
  }

  /// The slope of `b ~ a`, and its line of the CSV report.
  private func slope(_ folder: TemporaryFolder) throws -> Double {
    let outcome = try Program.run(["fit", "m.model", "--format", "csv"], in: folder)
    #expect(outcome.status == 0)
    let lines = outcome.output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    let place = try #require(header.firstIndex(of: "est"))
    let row = try #require(lines.first { $0.contains("b") && $0.contains("~") && $0.contains("a") })
    return try #require(Double(row[place]))
  }

  /// The error variance has divisor n - 1, the fitted moments n: the slope grows by s / (s - .2 s n / (n - 1)).
  @Test func aReliabilityDisattenuatesTheSlope() throws {
    let scales = "scales: {a: {items: a1..a4, reversed: a2, range: 1..5, at-least: 3}, b: b1..b3}"
    let plain = try slope(folder(scales))
    #expect(abs(try slope(folder("\(scales)\nreliability: {a: 1}")) - plain) < 1e-6)
    let corrected = try slope(folder("\(scales)\nreliability: {a: .8}"))
    #expect(abs(corrected - plain / (1 - 0.2 * 60 / 59)) < 1e-6)
    #expect(try slope(folder("\(scales)\nreliability: {a: alpha}")) > plain)
  }

  @Test(arguments: [
    ("reliability: {a: 1.2}", "m.model:4:15: error: the reliability of `a` is a number above 0"),
    ("reliability: {c: .9}", "m.model:4:15: error: `c` has a reliability but is not in the model"),
    ("reliability: .9", "m.model:4:1: error: `reliability` takes variables"),
    ("reliability: {b1: alpha}", "m.model:4:15: error: `b1` has a reliability but is not in the model"),
  ])
  func wrongReliabilitiesAreShownInTheirPlace(line: String, message: String) throws {
    let folder = try folder("scales: {a: {items: a1..a4, reversed: a2, range: 1..5}, b: b1..b3}\n\(line)")
    let outcome = try Program.run(["fit", "m.model"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains(message))
  }

  @Test func checkShowsErrorVariances() throws {
    let folder = try folder("scales: {a: {items: a1..a4, reversed: a2, range: 1..5}, b: b1..b3}\nreliability: {a: .8}")
    let report = words(try Program.run(["check", "m.model"], in: folder).output)
    #expect(report.contains("a =~ a.observed fixed 1.000 model"))
    #expect(report.contains("0 degrees of freedom"))
  }
}
