import Testing

/// `sewall describe MODEL` from files to Table 1.
@Suite struct DescribeModelTests {
  private static let model = """
    ---
    data: d.csv
    where: age > 20
    scales:
      mood: {items: [m1, m2, m3], label: Good mood}
    labels: {w: Work}
    reliability: {w: .85}
    ---
    w -> mood
    """

  private static let data = """
    age,sex,w,m1,m2,m3
    19,1,3,1,1,1
    25,1,3,2,3,2
    31,2,4,4,4,5
    45,2,1,1,2,1
    38,1,5,5,4,4
    29,2,2,3,3,2
    NA,1,4,3,3,3
    52,1,,3,4,3
    33,2,3,3,2,4
    41,1,6,5,5,5
    """

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("m.model", Self.model)
    try folder.write("d.csv", Self.data)
    return folder
  }

  @Test func theFirstLineSaysHowTheSampleCameAbout() throws {
    let run = try Program.run(["describe", "m.model"], in: folder())
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("Sample  10 read, 2 excluded by `where`, 1 dropped for missing values, 7 analysed\n"))
    #expect(run.output.contains("1. Work") && run.output.contains("2. Good mood"))
    #expect(run.output.contains("(.85)"))
    #expect(run.output.contains("Cronbach’s alpha, or the reliability that the model file gives"))
  }

  /// Alpha of the seven analysed rows, `k / (k-1) (1 - sum of item variances / variance of the sum)`.
  @Test func alphaIsOfTheAnalysedRows() throws {
    let run = try Program.run(["describe", "m.model", "--format", "json"], in: folder())
    let rows: [[Double]] = [[2, 3, 2], [4, 4, 5], [1, 2, 1], [5, 4, 4], [3, 3, 2], [3, 2, 4], [5, 5, 5]]
    func variance(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / Double(values.count)
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }
    let items = (0..<3).map { item in variance(rows.map { $0[item] }) }.reduce(0, +)
    let alpha = 1.5 * (1 - items / variance(rows.map { $0.reduce(0, +) }))
    let text = try #require(run.output.split(separator: "\n").first { $0.contains("\"variable\": \"mood\"") })
    let number = try #require(text.split(separator: "\"reliability\": ").last?.prefix { $0 != "," })
    #expect(abs(try #require(Double(number)) - alpha) < 1e-12)
    #expect(run.output.contains("\"schema\": \"sewall.describe/1\""))
  }

  @Test(arguments: ["text", "csv", "markdown", "latex", "html", "json"]) func everyFormatGoesToAFile(format: String) throws {
    let folder = try folder()
    let run = try Program.run(["describe", "m.model", "--format", format, "--output", "out"], in: folder)
    #expect(run.status == 0 && run.output.isEmpty)
    let text = try #require(folder.text("out"))
    #expect(text.contains("10 read, 2 excluded by") && text.contains("7 analysed"))
    #expect(run.errors.contains("rows-dropped"))
  }

  @Test func groupsAndFurtherVariables() throws {
    let run = try Program.run(["describe", "m.model", "--group", "sex", "--variables", "age", "--intervals"], in: folder())
    #expect(run.status == 0)
    #expect(run.output.contains("Table 1") && run.output.contains("Table 2"))
    #expect(run.output.contains("sex = 1") && run.output.contains("sex = 2") && run.output.contains("1. age"))
    let only = try Program.run(["describe", "m.model", "--only", "age,sex", "--skewness", "psych"], in: folder())
    #expect(only.output.contains("1. age") && !only.output.contains("Good mood") && only.output.contains("R’s psych"))
  }

  @Test func incompleteCasesStayWithFullInformation() throws {
    let run = try Program.run(["describe", "m.model", "--missing", "ml", "--no-fixed-x"], in: folder())
    #expect(run.output.hasPrefix("Sample  10 read, 2 excluded by `where`, 8 analysed\n"))
    #expect(run.output.contains("Correlations are of the cases that have both values, 7."))
  }

  @Test func momentsAreDescribedWithoutRange() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "x -> y\n")
    try folder.write("r.csv", "variable,x,y\nx,1,\ny,.5,1\n")
    try folder.write("s.csv", "variable,sd\nx,2\ny,3\n")
    let run = try Program.run(["describe", "m.model", "--cor", "r.csv", "--sds", "s.csv", "--n", "50"], in: folder)
    #expect(run.status == 0 && run.output.contains(".50***") && run.output.contains("2.00"))
  }

  @Test func whatIsWrongHasItsStatus() throws {
    let folder = try folder()
    let unknown = try Program.run(["describe", "m.model", "--variables", "agee"], in: folder)
    #expect(unknown.status == 65 && unknown.errors.contains("did you mean `age`?"))
    let output = try Program.run(["describe", "m.model", "--output", "no/x"], in: folder)
    #expect(output.status == 73)
    let choice = try Program.run(["describe", "m.model", "--skewness", "pearson"], in: folder)
    #expect(choice.status == 64)
    try folder.write("r.model", "---\nreliability: {w: 1.2}\ndata: d.csv\n---\nw -> m1\n")
    let reliability = try Program.run(["describe", "r.model"], in: folder)
    #expect(reliability.status == 65 && reliability.errors.contains("r.model:2:"))
    let format = try Program.run(["check", "m.model", "--format", "html"], in: folder)
    #expect(format.status == 65 && format.errors.contains("not-available"))
  }
}
