import Testing

@Suite struct ExitStatusTests {
  @Test(
    arguments: [
      ([], 0), (["--version"], 0), (["fit", "--help"], 0), (["help", "fit"], 0), (["check", "--version"], 0),
      (["fit"], 64), (["nonsense"], 64), (["fit", "m.model", "--nonsense"], 64), (["fit", "m.model", "--bootstrap", "many"], 64),
      (["fit", "m.model", "--estimator", "WLSMW", "--data", "d.csv"], 64),
      (["fit", "m.model", "--ordered", "all", "--data", "d.csv"], 65),
      (["fit", "no.model"], 66), (["fit", "m.model"], 66), (["fit", "m.model", "--data", "no.csv"], 66),
      (["fit", ".", "--data", "d.csv"], 66), (["fit", "m.model", "--cov", "d.csv"], 64),
      (["fit", "m.model", "--data", "d.csv", "--n", "3"], 64), (["fit", "m.model", "--data", "d.sav"], 66),
      (["fit", "m.model", "--data", "d.csv", "--missing-codes", "x"], 64), (["fit", "bad.model", "--data", "d.csv"], 65),
      (["fit", "other.model", "--data", "d.csv"], 65), (["fit", "m.model", "--data", "d.csv"], 0), (["check", "m.model"], 0),
    ] as [([String], Int32)])
  func statuses(_ arguments: [String], status: Int32) throws {
    let folder = try Examples.folder()
    try folder.write("bad.model", "x -> -> y\n")
    try folder.write("other.model", "x -> z\n")
    let outcome = try Program.run(arguments, in: folder)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.isEmpty == (status == 0))
  }

  @Test func frontMatterSpeaksAndTheCommandLineWins() throws {
    let folder = try Examples.folder(model: "---\ndata: no.csv\nseed: 1\n---\nx -> m -> y\n")
    #expect(try Program.run(["fit", "m.model"], in: folder).status == 66)
    #expect(try Program.run(["fit", "m.model", "--data", "d.csv"], in: folder).status == 0)
  }

  @Test func dataFromStandardInput() throws {
    let folder = try Examples.folder()
    #expect(try Program.run(["fit", "m.model", "--data", "-"], in: folder, input: Examples.data).status == 0)
    #expect(try Program.run(["fit", "m.model", "--data", "-"], in: folder).status == 65)
  }

  @Test func allErrorsOfAModelFileAreReportedInOneRun() throws {
    let folder = try Examples.folder(model: "---\nboostrap: 5\nci: bcaa\nfixed-x: perhaps\n---\nx -> m\ny ~ \n")
    let outcome = try Program.run(["fit", "m.model", "--data", "d.csv"], in: folder)
    #expect(outcome.status == 65)
    for place in ["m.model:2:1: error", "m.model:3:5: error", "m.model:4:1: error", "m.model:7:3: error"] {
      #expect(outcome.errors.contains(place))
    }
  }

  @Test func aDefectSaysThatItIsOne() throws {
    let folder = try Examples.folder()
    let line = "'\(Program.path)' fit m.model --data d.csv --bootstrap 1000000 --threads 1 & sleep 0.5; kill -TRAP $!; wait $!"
    let outcome = try Program.shell(line, in: folder)
    #expect(outcome.status == 70)
    #expect(outcome.errors.contains("a defect in sewall"))
  }

  @Test func verboseSaysWhatIsDone() throws {
    let outcome = try Program.run(["fit", "m.model", "--data", "d.csv", "--verbose"], in: Examples.folder())
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("40 cases of 3 variables from d.csv"))
  }
}
