import ArgumentParser
import ModelSyntax
import PathAnalysis
import Testing

@testable import sewall

/// An option that has nothing to act on is refused by name.
@Suite struct IdleOptionTests {
  private func parse(_ line: String) throws -> AnalysisOptions {
    try FitCommand.parse(["m.model"] + line.split(separator: " ").map(String.init)).analysis
  }

  private func idle(_ line: String, in model: String) throws -> [String] {
    let tree = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: model))).tree
    let options = try parse(line)
    let table = try #require(
      ParameterTable.build(tree, options: options.modelOptions, groupCount: options.specification.group == nil ? 1 : 2).table)
    return options.idleOptions(in: table).map(\.option)
  }

  @Test(arguments: [
    ("--ci bca", ["ci"]), ("--bootstrap 0 --boot-x original", ["boot-x"]),
    ("--bootstrap 10 --acceleration regression", ["acceleration"]), ("--cov c.csv --missing ml", ["missing"]),
    ("--cor c.csv --cluster team --sampling-weights w", ["cluster", "sampling-weights"]),
    ("--geomin-epsilon .1 --rotation varimax", ["geomin-epsilon"]), ("--promax-power 3", ["promax-power"]),
    ("--oblimin-gamma 0 --rotation none", ["oblimin-gamma"]), ("--rotation none --rotation-se delta", ["rotation-se"]),
    ("--factor-score-method bartlett", ["factor-score-method"]),
  ])
  func withoutWhatItActsOn(_ line: String, _ names: [String]) throws {
    #expect(try parse(line).idleOptions.map(\.option) == names)
  }

  @Test(arguments: [
    "--bootstrap 10 --ci bca --acceleration regression --boot-x original", "--cov c.csv --missing listwise", "--seed 3",
    "--rotation promax --promax-power 3", "--rotation oblimin --oblimin-gamma=-1", "--missing ml --cluster team",
    "--factor-scores f.csv --factor-score-method bartlett",
  ])
  func withWhatItActsOn(_ line: String) throws { #expect(try parse(line).idleOptions.isEmpty) }

  @Test(arguments: [
    ("--group-equal loadings --group-partial f=~x1", ["group-equal", "group-partial"]),
    ("--rotation oblimin", ["rotation"]), ("--std-lv", ["std-lv"]),
    ("--orthogonal --effect-coding loadings", ["orthogonal", "effect-coding"]),
    ("--parameterization theta", ["parameterization"]), ("--no-int-ov-free", ["int-ov-free"]),
  ])
  func inAPathModelOfOneGroup(_ line: String, _ names: [String]) throws {
    #expect(try idle(line, in: "x -> m -> y").sorted() == names.sorted())
  }

  @Test(arguments: [
    ("--std-lv --orthogonal", "f =~ x1 + x2 + x3"), ("--parameterization theta --ordered x1,x2", "f =~ x1 + x2 + x3"),
    ("--rotation oblimin", "efa(\"b\")*f + efa(\"b\")*g =~ x1 + x2 + x3 + x4 + x5"),
    ("--group g --group-equal regressions", "x -> m -> y"), ("--meanstructure --no-int-ov-free", "x -> y\ny ~ 1"),
    ("--no-meanstructure", "x -> y"), ("--fixed-x", "x -> y"),
  ])
  func inAModelThatHasIt(_ line: String, _ model: String) throws { #expect(try idle(line, in: model).isEmpty) }

  @Test func theCommandLineMayTakeItAwayFromAModelFile() throws {
    let folder = try Examples.folder(model: "---\ndata: d.csv\nbootstrap: 10\nci: bca\n---\nx -> m -> y\n")
    let fitted = try Program.run(["fit", "m.model", "--bootstrap", "0", "--format", "json"], in: folder)
    #expect(fitted.status == 0)
    #expect(fitted.output.contains("`ci` has no effect: there is no bootstrap"))
  }

  @Test func aModelFileThatGivesItForNothingIsWrong() throws {
    let folder = try Examples.folder(model: "---\ndata: d.csv\nstd-lv: yes\n---\nx -> m -> y\n")
    let fitted = try Program.run(["fit", "m.model"], in: folder)
    #expect(fitted.status == 65)
    #expect(fitted.errors.contains("m.model:3:"))
    #expect(fitted.errors.contains("`std-lv` has no effect: the model has no latent variables [without-effect]"))
    let asked = try Program.run(["fit", "m.model", "--data", "d.csv", "--group-equal", "loadings"], in: Examples.folder())
    #expect(asked.status == 64)
  }
}
