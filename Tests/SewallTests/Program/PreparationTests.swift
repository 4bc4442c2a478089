import Testing

@testable import sewall

@Suite struct PreparationTests {
  func run(_ frontMatter: String, body: String = "x -> m -> y\n", _ options: [String] = []) throws -> Program.Outcome {
    let folder = try TemporaryFolder()
    var rows = Examples.data.split(separator: "\n").map(String.init)
    rows[0] += ",sex,team"
    for row in 1..<rows.count { rows[row] += ",\(row % 10 == 0 ? "" : String(row % 2 + 1)),\(["a", "b", "c"][row % 3])" }
    try folder.write("d.csv", rows.joined(separator: "\n") + "\n")
    try folder.write("m.model", "---\ndata: d.csv\n\(frontMatter)\n---\n\(body)")
    return try Program.run(["fit", "m.model"] + options, in: folder)
  }

  @Test func everyStepIsReported() throws {
    let outcome = try run(
      """
      where: sex == 1 and x < 2
      recode: {team: {a: 1, b: 2, c: 3}}
      compute: {xc: center(x)}
      dummies: {team: 1}
      products: {xm: [x, m]}
      """, body: "xc + team_2 -> m -> y\n")
    #expect(outcome.status == 0)
    let report = outcome.output.split(separator: "\n").map { $0.trimmingPrefix(while: \.isWhitespace) }.joined(separator: " ")
    // Of 40 rows the 16 with an even number that does not end in 0 have sex 1; 4 have no answer.
    #expect(report.contains("40 read, 24 excluded by `where`, 4 of them for missing values (sex 4), 16 remain (m.model:3:8)"))
    #expect(report.contains("team recoded, 40 values changed (a to 1: 13, b to 2: 14, c to 3: 13)"))
    #expect(report.contains("xc computed: 16 values; mean of x"))
    #expect(report.contains("team coded 0/1 (team_2:"))
    #expect(report.contains("xm is x * m: 16 values"))
  }

  @Test func theCommandLineReplacesWhere() throws {
    let outcome = try run("where: nonsense > 1", ["--where", "sex == 2", "--where=x < 2"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("40 read, 20 excluded by `sex == 2`"))
    let unknown = try run("", ["--where", "x > 0 and sx == 2"])
    #expect(unknown.status == 65)
    #expect(
      unknown.errors == """
        --where:1:11: error: there is no variable `sx` in the data [unknown-variable]
          1 | x > 0 and sx == 2
            |           ^~
          = did you mean `x`?

        """)
    #expect(try run("", ["--where", "x = 2"]).status == 64)
  }

  @Test(arguments: [
    (
      "where: sxe == 1", "m.model:3:8: error: there is no variable `sxe` in the data [unknown-variable]",
      "did you mean `sex`?"
    ),
    (
      "compute: {r: y / (sex - 2)}",
      "m.model:3:16: error: division by zero in 20 of 40 rows, first in case 1 (line 2 of `d.csv`) [division-by-zero]",
      "`if(b == 0, missing, a / b)`"
    ),
    ("compute: {x: 1}", "m.model:3:11: error: there is already a variable `x` [name-taken]", "choose a new name"),
    ("where: x > 100", "m.model:3:8: error: `where` excludes all of the 40 rows [no-rows]", "compare"),
    ("dummies: {team: d}", "m.model:3:11: error: no row has team \"d\", the reference [unknown-reference]", "there are: a, b, c"),
    ("recode: {tem: {1: 2}}", "m.model:3:10: error: there is no variable `tem` in the data [unknown-variable]", "`team`"),
    ("where: 'sex' == 1", "m.model:3:14: error: the front matter is no YAML here", "put quotes round"),
    (
      "where: !missing(sex)", "m.model:3:8: error: `!missing(sex)` is read as a YAML tag",
      "put quotes round it: \"!missing(sex)\""
    ),
    (
      "compute: {r: mean(x, m)}", "m.model:3:14: error: a comma ends a value inside { }", "put quotes round it: r: \"mean(x, m)\""
    ),
    ("computr: {r: x}", "m.model:3:1: error: the front matter has no key `computr`", "did you mean `compute`?"),
  ])
  func whatIsWrongStandsAtItsPlace(_ frontMatter: String, text: String, advice: String) throws {
    let outcome = try run(frontMatter)
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(text), "\(outcome.errors)")
    #expect(outcome.errors.contains(advice), "\(outcome.errors)")
  }

  @Test func allErrorsOfAFileAreToldAtOnce() throws {
    let outcome = try run("where: x = 1\ncompute: {a: ln(x), b: x +}", body: "x -> m -> y ~\n")
    #expect(outcome.errors.components(of: "error:") == 4)
  }

  @Test func momentsReplaceThePreparation() throws {
    let folder = try TemporaryFolder()
    try folder.write("c.csv", "variable,x,y\nx,1,0.5\ny,0.5,1\n")
    try folder.write("m.model", "---\nwhere: a > 1\ncompute: {b: center(a)}\n---\nx -> y\n")
    let outcome = try Program.run(["fit", "m.model", "--cov", "c.csv", "--n", "100"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Moments are given, so these are ignored: where, compute"))
  }

  @Test func codesOfSingleVariablesGiveWayToTheCommandLine() throws {
    let outcome = try run("missing-codes: {sex: 2, all: [-99]}")
    #expect(outcome.output.contains("sex: 20 values stand for missing (2: 20)"))
    let replaced = try run("missing-codes: {sex: 2}", ["--missing-codes=-1"])
    #expect(!replaced.output.contains("stand for missing"))
  }
}

extension String {
  fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
