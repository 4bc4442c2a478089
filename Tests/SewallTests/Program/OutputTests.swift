import Foundation
import Testing

@Suite struct OutputTests {
  private func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func refusedInputIsJSONForPrograms() throws {
    let folder = try Examples.folder(model: "---\nboostrap: 5\n---\nx -> m\ny ~ \n")
    let outcome = try Program.run(["fit", "m.model", "--data", "d.csv", "--format", "JSON"], in: folder)
    #expect(outcome.status == 65)
    let object = try json(outcome.output)
    #expect(object["schema"] as? String == "sewall.error/1")
    let messages = try #require(object["messages"] as? [[String: Any]])
    #expect(messages.map { $0["id"] as? String } == ["unknown-key", "missing-right-side"])
    #expect(messages.map { $0["where"] as? String } == ["m.model:2:1", "m.model:5:3"])
    #expect(outcome.errors.contains("m.model:2:1: error"))
  }

  @Test(arguments: [["fit"], ["fit", "m.model", "--nonsense"], ["fit", "no.model"]])
  func wrongUsageAndMissingFilesAreJSONToo(_ arguments: [String]) throws {
    let outcome = try Program.run(arguments + ["--format", "json"], in: Examples.folder())
    #expect(try json(outcome.output)["schema"] as? String == "sewall.error/1")
  }

  @Test func aFileHoldsWhatStandardOutputWould() throws {
    let folder = try Examples.folder()
    let line = ["fit", "m.model", "--data", "d.csv", "--format", "json"]
    let shown = try Program.run(line, in: folder)
    let written = try Program.run(line + ["--output", "r.json"], in: folder)
    #expect(written.output.isEmpty)
    #expect(folder.text("r.json") == shown.output)
    #expect(folder.names == ["d.csv", "m.model", "r.json"])
  }

  @Test func whatCannotBeWrittenIsRefusedBeforeTheWork() throws {
    let folder = try Examples.folder()
    for arguments in [["--output", "no/r.txt"], ["--figure", "no/f.svg"], ["--output", "."]] {
      let outcome = try Program.run(["fit", "m.model", "--data", "d.csv"] + arguments, in: folder)
      #expect(outcome.status == 73)
      #expect(outcome.output.isEmpty)
    }
    #expect(folder.names == ["d.csv", "m.model"])
  }

  @Test func refusedInputLeavesTheOldResultAlone() throws {
    let folder = try Examples.folder(model: "x -> nobody\n")
    try folder.write("r.txt", "old")
    #expect(try Program.run(["fit", "m.model", "--data", "d.csv", "--output", "r.txt"], in: folder).status == 65)
    #expect(folder.text("r.txt") == "old")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsAFailureOfWriting() throws {
    let folder = try Examples.folder()
    #expect(try Program.run(["fit", "m.model", "--data", "d.csv", "--output", "/dev/full"], in: folder).status == 74)
    #expect(try Program.shell("'\(Program.path)' fit m.model --data d.csv > /dev/full", in: folder).status == 74)
  }

  @Test func aClosedPipeEndsQuietly() throws {
    let folder = try Examples.folder()
    let outcome = try Program.shell("'\(Program.path)' fit m.model --data d.csv | true", in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
  }

  @Test func noColourAndNoProgressOutsideATerminal() throws {
    let outcome = try Program.run(
      ["fit", "m.model", "--data", "d.csv", "--bootstrap", "200", "--seed", "1"], in: Examples.folder())
    #expect(!(outcome.output + outcome.errors).contains("\u{1B}"))
    #expect(outcome.errors.isEmpty)
  }

  @Test func aSeedIsDrawnAndPrintedAndGivesTheSameAgain() throws {
    let folder = try Examples.folder()
    let line = ["fit", "m.model", "--data", "d.csv", "--bootstrap", "100", "--format", "json"]
    let first = try Program.run(line, in: folder)
    let interval = try #require(try json(first.output)["interval"] as? [String: Any])
    let seed = try #require(interval["seed"] as? Int)
    let second = try Program.run(line + ["--seed", "\(seed)", "--threads", "1"], in: folder)
    #expect(first.output == second.output)
  }

  @Test func interruptionPrintsWhatIsDone() throws {
    let folder = try Examples.folder()
    let line = "'\(Program.path)' fit m.model --data d.csv --bootstrap 1000000 --seed 1 --threads 1 --format json"
    let outcome = try Program.shell("\(line) & sleep 1; kill -INT $!; wait $!", in: folder, interactive: true)
    #expect(outcome.status == 130)
    let interval = try #require(try json(outcome.output)["interval"] as? [String: Any])
    let used = try #require(interval["used"] as? Int)
    #expect(used > 0 && used < 1_000_000)
  }
}
