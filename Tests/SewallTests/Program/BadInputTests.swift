import Foundation
import Testing

/// Each fault of a model, its data or its options: the message's id, a place or word that must be in it, and the exit status.
@Suite struct BadInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var model: String
    var data: String?
    var arguments = ["fit", "m.model", "--data", "d.csv"]
    var status: Int32 = 65
    var contains: [String]

    var testDescription: String { name }
  }

  private static let data = "x,y,z,k,t\n1,2,1,5,a\n2,3,4,5,b\n3,1,2,5,c\n4,5,1,5,d\n5,2,3,5,e\n6,4,4,5,f\n"
  private static let sum = "a,b,total,y\n1,2,3,1\n2,1,3,4\n4,4,8,2\n3,5,8,5\n2,2,4,3\n5,1,6,6\n1,1,2,2\n"

  static let cases = [
    Case(name: "unknown variable", model: "y ~ xx", contains: ["m.model:1:5", "unknown-variable", "did you mean `x`"]),
    Case(name: "empty model", model: "", contains: ["empty"]),
    Case(name: "blank model", model: "\n# nothing\n", contains: ["m.model"]),
    Case(name: "self-regression", model: "y ~ y", contains: ["m.model:1:5", "self-regression"]),
    Case(name: "contradiction", model: "y ~ a*x\ny ~ b*x", contains: ["m.model:2:1", "contradictory-duplicate"]),
    Case(name: "undefined label", model: "y ~ aa*x\ni := ab*2", contains: ["m.model:2:6", "undefined-label", "`aa`"]),
    Case(name: "constant column", model: "y ~ k", contains: ["constant-variable", "`k`"]),
    Case(
      name: "collinear predictors", model: "y ~ a + b + total", data: sum, status: 1,
      contains: ["exact linear combination", "total", "a, b"]),
    Case(name: "column of text", model: "y ~ t", contains: ["d.csv:2:5", "bad-number", "\"a\""]),
    Case(name: "all missing", model: "y ~ x", data: "x,y\nNA,1\nNA,2\n", contains: ["no-complete-cases", "`x`"]),
    Case(name: "no header", model: "y ~ x", data: "1,2\n3,4\n4,1\n", contains: ["unknown-variable", "names of the variables"]),
    Case(name: "no header, twice the same", model: "y ~ x", data: "1,1\n3,4\n4,1\n", contains: ["d.csv:1:2", "`-header`"]),
    Case(
      name: "a number of persons as groups", model: "y ~ x",
      data: "id,x,y\n" + (0..<1200).map { "\($0 % 600),\($0 % 7),\($0 % 11)\n" }.joined(),
      arguments: ["fit", "m.model", "--data", "d.csv", "--group", "id"], status: 64,
      contains: ["too-many-groups", "`id` has 600 different values", "`cluster: id`"]),
    Case(name: "infinity", model: "y ~ x", data: "x,y\n1,2\ninf,3\n2,4\n", contains: ["d.csv:3:1", "infinite-value"]),
    Case(name: "n = 2", model: "y ~ x", data: "x,y\n1,2\n2,4\n", contains: ["too-few-cases"]),
    Case(name: "n < p", model: "y ~ x + z", data: "x,y,z\n1,2,1\n2,4,3\n", contains: ["too-few-cases"]),
    Case(
      name: "covariance not symmetric", model: "y ~ x", data: "variable,x,y\nx,1,.5\ny,.4,1\n",
      arguments: ["fit", "m.model", "--cov", "d.csv", "--n", "50"], contains: ["not-symmetric", "0.4", "0.5"]),
    Case(
      name: "covariance not positive definite", model: "y ~ x", data: "variable,x,y\nx,1,1.5\ny,1.5,1\n",
      arguments: ["fit", "m.model", "--cov", "d.csv", "--n", "50"], contains: ["not-positive-definite"]),
    Case(
      name: "unknown key", model: "---\nboostrap: 5\n---\ny ~ x", contains: ["m.model:2:1", "unknown-key", "`bootstrap`"]),
    Case(name: "malformed YAML", model: "---\nlabels: {x: [}\n---\ny ~ x", contains: ["m.model:2", "front-matter"]),
    Case(
      name: "missing model", model: "y ~ x", arguments: ["fit", "n.model"], status: 66, contains: ["missing-file", "m.model"]),
    Case(
      name: "missing data", model: "y ~ x", arguments: ["fit", "m.model", "--data", "e.csv"], status: 66,
      contains: ["missing-file", "d.csv"]),
    Case(name: "empty data", model: "y ~ x", data: "", contains: ["empty"]),
    Case(
      name: "unwritable output", model: "y ~ x", arguments: ["fit", "m.model", "--data", "d.csv", "--output", "no/x"], status: 73,
      contains: ["cannot-create"]),
    Case(
      name: "a mistyped kind of equality", model: "y ~ x",
      arguments: ["fit", "m.model", "--data", "d.csv", "--group-equal", "loading"],
      status: 64, contains: ["loading", "did you mean `loadings`"]),
    Case(
      name: "an estimator that is not lavaan's", model: "y ~ x",
      arguments: ["fit", "m.model", "--data", "d.csv", "--estimator", "WLSMW"], status: 64, contains: ["WLSMW", "WLSMV"]),
    Case(
      name: "product of moments", model: "y ~ x:z", data: "variable,x,y,z\nx,1,,\ny,.5,1,\nz,.1,.2,1\n",
      arguments: ["fit", "m.model", "--cov", "d.csv", "--n", "50"], contains: ["x:z", "moments"]),
  ]

  private static let levels = "level: 1\ny ~ x\nlevel: 2\ny ~ z"
  private static let teams = "t,x,y,z\n1,1,2,1\n1,3,1,1\n2,2,5,4\n2,4,4,4\n3,1,3,2\n3,5,6,2\n4,2,1,3\n4,2,3,3\n"
  private static let clustered = ["fit", "m.model", "--data", "d.csv", "--cluster", "t"]

  static let levelCases = [
    Case(name: "levels without clusters", model: levels, data: teams, contains: ["clusters-needed", "--cluster"]),
    Case(
      name: "levels of moments", model: levels, data: "variable,x,y,z\nx,1,,\ny,.5,1,\nz,.1,.2,1\n",
      arguments: ["fit", "m.model", "--cov", "d.csv", "--n", "50", "--no-meanstructure"], contains: ["clusters-needed"]),
    Case(
      name: "clusters of one case", model: levels, data: "t,x,y,z\n1,1,2,1\n2,3,1,1\n3,2,5,4\n4,1,1,2\n5,2,2,3\n",
      arguments: clustered,
      contains: ["too-few-clusters", "one case only"]),
    Case(
      name: "a variable of clusters that is none", model: "level: 1\ny ~~ y\nlevel: 2\ny ~ x", data: teams, arguments: clustered,
      contains: ["varies-within-clusters", "`x`"]),
    Case(
      name: "a variable of cases that is none", model: "level: 1\ny ~ z\nlevel: 2\ny ~~ y", data: teams, arguments: clustered,
      contains: ["constant-within-clusters", "`z`"]),
    Case(name: "one level", model: "level: 1\ny ~ x", data: teams, arguments: clustered, contains: ["m.model:1:1", "one-level"]),
    Case(
      name: "an estimator without levels", model: levels, data: teams, arguments: clustered + ["--estimator", "DWLS"],
      contains: ["not-with-levels", "DWLS"]),
  ]

  @Test(arguments: cases + levelCases) func isRefusedWithItsPlace(_ fault: Case) throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", fault.model)
    try folder.write("d.csv", fault.data ?? Self.data)
    let outcome = try Program.run(fault.arguments, in: folder)
    #expect(outcome.status == fault.status)
    let text = outcome.errors + outcome.output
    for part in fault.contains { #expect(text.contains(part), "\(part) in:\n\(text)") }
  }

  @Test func bytesThatAreNoTextAreNamedByLine() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "y ~ x")
    try folder.write("d.csv", bytes: Array("x,y\n1,2\n".utf8) + [0xFF, 0xFE] + Array(",3\n".utf8))
    let outcome = try Program.run(["fit", "m.model", "--data", "d.csv"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("d.csv:3"))
  }

  @Test func tenThousandParenthesesAreTooMany() throws {
    let folder = try TemporaryFolder()
    let deep = String(repeating: "(", count: 10_000) + "a" + String(repeating: ")", count: 10_000)
    try folder.write("m.model", "y ~ a*x\ni := \(deep)")
    try folder.write("d.csv", Self.data)
    let outcome = try Program.run(["fit", "m.model", "--data", "d.csv"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("m.model:2") && outcome.errors.contains("nesting"))
  }

  /// A line of 11 MB stands for one of 200 MB: the bound is 10 MB.
  @Test func anEndlessLineIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("m.model", "y ~ x")
    try folder.write("d.csv", bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 11_000_000))
    let outcome = try Program.run(["fit", "m.model", "--data", "d.csv"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("line-too-long"))
  }
}
