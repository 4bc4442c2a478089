import SurveyData
import Testing

@Suite struct PrepareTests {
  private static let model = "---\ndata: d.csv\nmissing-codes: [-99]\nwhere: x > 1\ncompute:\n  double: 2 * x\n---\ny ~ x\n"
  private static let data = "x,y,t\n1,2,a\n2,-99,\"b, c\"\n3.25,4,\n"

  @Test func writesThePreparedRows() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", Self.model)
    try folder.write("d.csv", Self.data)
    let outcome = try Program.run(["prepare", "m.model"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("m.model:4:8: note: 3 read, 1 excluded by `where`, 2 remain [prepared]\nm.model:6:3: note: "))
    #expect(outcome.output == "x,y,t,double\r\n2,,\"b, c\",4\r\n3.25,4,,6.5\r\n")
    #expect(try Program.run(["prepare", "m.model", "--output", "p.tsv"], in: folder).status == 0)
    #expect(folder.text("p.tsv") == "x\ty\tt\tdouble\r\n2\t\tb, c\t4\r\n3.25\t4\t\t6.5\r\n")
  }

  @Test(.enabled(if: StatisticsReader.isAvailable, "sewall was built without ReadStat"))
  func writesAFileOfSPSSThatItReads() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", Self.model)
    try folder.write("d.csv", Self.data)
    #expect(try Program.run(["prepare", "m.model", "--output", "p.sav"], in: folder).status == 0)
    let outcome = try Program.run(["describe", "p.sav", "--format", "csv"], in: folder)
    #expect(outcome.output.contains("double,,number,,2,0,,2,4,6.5,"))
    #expect(outcome.output.contains("y,,number,,1,1,"))
  }

  @Test func whatCannotBeWrittenIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", Self.model)
    try folder.write("d.csv", Self.data)
    #expect(try Program.run(["prepare", "m.model", "--output", "p.dta"], in: folder).status == 64)
    #expect(try Program.run(["prepare", "m.model", "--output", "no/p.csv"], in: folder).status == 73)
    let full = try Program.run(["prepare", "m.model", "--output", "/dev/full"], in: folder)
    #expect(full.status == 74)
    let none = try Program.run(["prepare", "m.model", "--where", "x > 100", "--output", "p.csv"], in: folder)
    #expect(none.status == 65, "\(none.errors)")
    #expect(folder.names == ["d.csv", "m.model"])
  }

  @Test(arguments: [
    ["prepare", "m.model", "--cov", "c.csv"], ["moments", "d.csv", "--cluster", "x"], ["moments", "d.csv", "--no-fixed-x"],
  ])
  func optionsWithoutUseAreRefused(_ arguments: [String]) throws {
    let outcome = try Program.run(arguments, in: Examples.folder())
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("\(arguments[0]) has no use for \(arguments[2])"))
  }

  @Test func describeRefusesOptionsOfModels() throws {
    let folder = try Examples.folder()
    let outcome = try Program.run(["describe", "d.csv", "--bootstrap", "10"], in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("bootstrap"))
  }
}
