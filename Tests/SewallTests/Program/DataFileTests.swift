import Foundation
import SurveyData
import Testing

/// Data files of every kind, good and bad, as a user meets them.
@Suite struct DataFileTests {
  private static let statisticsFiles = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("SurveyDataTests/StatisticsFiles/Files")

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: statisticsFiles.appendingPathComponent(name)))
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var file = "d.csv"
    var content: String
    var status: Int32 = 65
    var contains: [String]
  }

  static let cases = [
    Case(
      testDescription: "two columns of one name", content: "x,y,x\n1,2,3\n",
      contains: ["d.csv:1:3", "duplicate-name", "columns 1 and 3"]),
    Case(
      testDescription: "a quote never closed", content: "x,y\n1,\"2\n3,4\n", contains: ["d.csv:2:2", "unclosed-quote"]),
    Case(testDescription: "a zero byte", content: "x,y\n1,\0\n3,4\n", contains: ["d.csv:2:2", "zero-byte"]),
    Case(
      testDescription: "decimal comma and point mixed", content: "x;y\n1,5;2\n2.5;4\n3,5;1\n4,5;5\n",
      contains: ["d.csv:2:1", "bad-number", "\"1,5\""]),
    Case(
      testDescription: "text called .sav", file: "d.sav", content: "x,y\n1,2\n", contains: ["wrong-ending", "d.sav", ".csv"]),
    Case(testDescription: "a spreadsheet", file: "d.xlsx", content: "PK", contains: ["not-available", "Excel", "CSV"]),
    Case(testDescription: "a data frame of R", file: "d.rds", content: "X", contains: ["not-available", "write.csv"]),
    Case(testDescription: "jamovi", file: "d.omv", content: "PK", contains: ["not-available", "jamovi"]),
    Case(testDescription: "nothing in it", file: "d.sav", content: "", contains: ["empty-file"]),
  ]

  @Test(arguments: cases)
  func wrongFilesAreNamed(_ fault: Case) throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "y ~ x\n")
    try folder.write(fault.file, fault.content)
    for arguments in [["fit", "m.model", "--data", fault.file], ["describe", fault.file]] {
      // A list of variables minds no text among numbers.
      if fault.contains.contains("bad-number"), arguments[0] == "describe" { continue }
      let outcome = try Program.run(arguments, in: folder)
      #expect(outcome.status == fault.status, "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
      for words in fault.contains { #expect(outcome.errors.contains(words), "\(words) in \(outcome.errors)") }
    }
  }

  @Test func foldersAndForbiddenFilesAreUnreadable() throws {
    let folder = try Examples.folder()
    #expect(try Program.run(["describe", "."], in: folder).status == 66)
    guard geteuid() != 0 else { return }
    let outcome = try Program.shell("chmod 0 d.csv; \(Program.path) describe d.csv", in: folder)
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("permissions"))
  }

  @Test func pipesAreReadLikeFiles() throws {
    let folder = try Examples.folder()
    let named = try Program.shell("mkfifo p; (cat d.csv > p &); \(Program.path) fit m.model --data p --format csv", in: folder)
    let plain = try Program.shell("\(Program.path) fit m.model --data d.csv --format csv", in: folder)
    #expect(named.status == 0)
    #expect(named.output == plain.output)
    let piped = try Program.shell("cat d.csv | \(Program.path) fit m.model --data - --format csv", in: folder)
    #expect(piped.output == plain.output)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sqlite3"), "sqlite3 is not installed"))
  func sqliteWritesWhatIsRead() throws {
    let folder = try Examples.folder()
    let outcome = try Program.shell(
      "sqlite3 s.db -cmd '.mode csv' '.import d.csv d' && sqlite3 -csv -header s.db 'select * from d where x > 0.2' "
        + "| \(Program.path) fit m.model --data - --quiet", in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func commasAndPointsInOneFileAreNamed() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "y ~ x\n")
    try folder.write("d.csv", "x;y\n1,5;2.5\n2,5;3.5\n3,5;1.5\n")
    let outcome = try Program.run(["fit", "m.model", "--data", "d.csv"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("the decimals of `x` are written with a comma, those of `y` with a point [mixed-decimals]"))
  }

  @Test func manyColumnsTakeLinearTime() throws {
    let folder = try TemporaryFolder()
    let names = (1...100_000).map { "v\($0)" }.joined(separator: ",")
    let row = (1...100_000).map { String($0 % 7) }.joined(separator: ",")
    try folder.write("wide.csv", ([names] + (0..<3).map { _ in row }).joined(separator: "\n") + "\n")
    let start = Date()
    let outcome = try Program.run(["describe", "wide.csv", "--format", "csv"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.split(separator: "\r\n").count == 100_001)
    // An optimised build takes a second.
    #expect(Date().timeIntervalSince(start) < 120)
  }

  // MARK: Statistics files

  @Test(.enabled(if: StatisticsReader.isAvailable, "sewall was built without ReadStat"))
  func readsByContentAndWarnsOfTheName() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "score ~ grade + day\n")
    try folder.write("d.sav", bytes: Self.bytes("haven-14.dta"))
    let outcome = try Program.run(["check", "m.model", "--data", "d.sav"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let words = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("is a file of Stata, and is read as one (rename it so that it ends in .dta)"))
    #expect(words.contains("day in days since 1960-01-01"))
  }

  @Test(.enabled(if: StatisticsReader.isAvailable, "sewall was built without ReadStat"))
  func declaredMissingValuesAreReported() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "score ~ answer + range\n")
    try folder.write("d.sav", bytes: Self.bytes("haven.sav"))
    let outcome = try Program.run(["check", "m.model", "--data", "d.sav", "--missing-codes", "94"], in: folder)
    let words = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Answers declared missing: answer 4 (8, 9), range 3 (94, 95, 96)"), "\(outcome.errors)")
  }

  @Test(.enabled(if: StatisticsReader.isAvailable, "sewall was built without ReadStat"))
  func damagedFilesAreRefused() throws {
    let folder = try TemporaryFolder()
    let whole = try Self.bytes("people.sav")
    try folder.write("cut.sav", bytes: Array(whole.prefix(whole.count * 2 / 3)))
    let outcome = try Program.run(["describe", "cut.sav"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("truncated-file"))
    let piped = try Program.shell("cat cut.sav | \(Program.path) describe - --format json", in: folder)
    #expect(piped.status == 65)
    #expect(piped.output.contains("\"schema\": \"sewall.error/1\""))
  }

  @Test(.enabled(if: !StatisticsReader.isAvailable, "sewall was built with ReadStat"))
  func withoutReadStatItSaysWhatToInstall() throws {
    let folder = try TemporaryFolder()
    try folder.write("d.sav", bytes: Self.bytes("people.sav"))
    let outcome = try Program.run(["describe", "d.sav"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("sudo apt-get install libreadstat-dev"))
  }
}
