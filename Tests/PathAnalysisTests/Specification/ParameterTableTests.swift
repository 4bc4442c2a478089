import ModelSyntax
import Testing

@testable import PathAnalysis

/// Expected rows are lavaan 0.7-2's (`lavaanify` with `auto = TRUE`), for models of the kinds named.
@Suite struct ParameterTableTests {
  private func table(_ text: String, _ configure: (inout ModelOptions) -> Void = { _ in }, groups: Int = 1) throws
    -> ParameterTable
  {
    var options = ModelOptions()
    configure(&options)
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    return try #require(ParameterTable.build(parsed.tree, options: options, groupCount: groups).table)
  }

  private func names(_ table: ParameterTable) -> [String] { table.rows.map(\.name) }

  @Test func onlyPureFinalOutcomesCovaryByDefault() throws {
    let first = try table("M ~ X\nM2 ~ X\nY ~ X + M\nZ ~ X + M2")
    #expect(names(first).filter { $0.contains("~~") } == ["M ~~ M", "M2 ~~ M2", "Y ~~ Y", "Z ~~ Z", "Y ~~ Z", "X ~~ X"])
    let second = try table("Y ~ M + X\nM ~ X + W\nZ ~ Y\nM2 ~ X")
    #expect(names(second).contains("Z ~~ M2"))
    #expect(second.rows.filter { $0.origin == .default && $0.lhs != $0.rhs && $0.parameterIndex != nil }.count == 1)
  }

  @Test func rowsStandInLavaansOrder() throws {
    let built = try table("y ~ x2 + x1", { $0.meanStructure = true })
    #expect(names(built) == ["y ~ x2", "y ~ x1", "y ~~ y", "x2 ~~ x2", "x2 ~~ x1", "x1 ~~ x1", "y ~1", "x2 ~1", "x1 ~1"])
    #expect(built.rows.filter { $0.status == .sampleMoment }.count == 5)
  }

  @Test func aUsersCovarianceFreesExogenousVariables() throws {
    let built = try table("a + b + c ~ d*x + e*z\na ~~ b + c\na + b ~ 1\na ~~ 0.5*a\nx ~~ z")
    #expect(built.exogenousVariables.isEmpty)
    #expect(built.rows.first { $0.name == "a ~~ a" }?.status == .fixed(0.5))
    #expect(names(built).contains("b ~~ c"))
    #expect(built.rows.filter { $0.label == "d" }.compactMap(\.parameterIndex) == [0, 0, 0])
  }

  @Test func aProductWithAnEndogenousComponentIsModelled() throws {
    let built = try table("m ~ x\ny ~ m + w + m:w + x:w")
    #expect(built.exogenousVariables == ["x", "w", "x:w"])
    #expect(built.rows.first { $0.name == "m:w ~~ m:w" }?.parameterIndex != nil)
  }

  @Test func groupsAreStackedAndLabelsShared() throws {
    let built = try table("y ~ a*x + c(\"p\", \"q\")*w", groups: 2)
    #expect(built.hasMeanStructure)
    #expect(built.rows.filter { $0.label == "a" }.compactMap(\.parameterIndex).count == 2)
    #expect(Set(built.rows.filter { $0.label == "a" }.compactMap(\.parameterIndex)).count == 1)
    #expect(built.rows.filter { ["p", "q"].contains($0.label) }.map(\.group) == [1, 2])
  }

  @Test func latentVariablesGetAScale() throws {
    let marker = try table("f =~ x1 + x2 + x3\ng =~ NA*x4 + x5\ng ~~ 1*g")
    #expect(marker.rows.first { $0.name == "f =~ x1" }?.status == .fixed(1))
    #expect(marker.rows.first { $0.name == "g =~ x4" }?.parameterIndex != nil)
    #expect(marker.rows.first { $0.name == "g ~~ g" }?.status == .fixed(1))
    #expect(names(marker).contains("f ~~ g"))
    let standardized = try table("f =~ x1 + x2 + x3", { $0.standardizeLatent = true })
    #expect(standardized.rows.first { $0.name == "f ~~ f" }?.status == .fixed(1))
  }

  @Test func theSameStatementTwiceIsOneParameter() throws {
    let built = try table("y ~ a*x\ny ~ start(0.3)*x\nx2 ~~ y2\ny2 ~~ x2")
    #expect(built.rows.filter { $0.name == "y ~ x" }.count == 1)
    #expect(built.rows.first { $0.name == "y ~ x" }?.start == 0.3)
    #expect(built.rows.filter { $0.relation == .covariance && $0.lhs != $0.rhs }.count == 1)
  }

  @Test(arguments: ["y ~ a*x\ny ~ b*x", "y ~ 1*x\ny ~ 2*x", "y ~ c(1, 2, 3)*x"])
  func contradictionsAreRefused(_ text: String) {
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    let (table, diagnostics) = ParameterTable.build(parsed.tree, options: ModelOptions())
    #expect(table == nil)
    #expect(diagnostics.contains { $0.severity == .error && ["contradictory-duplicate", "modifier-count"].contains($0.id) })
  }

  @Test(arguments: [
    ("f <~ x1 + x2 + x3\ny ~ f + x1", "composites"), ("level: 1\ny ~ x", "one-level"),
    ("level: 1\ny ~ x\nlevel: 2\ny ~ w\nlevel: 3\ny ~~ y", "too-many-levels"),
    ("y ~ a*x\na > 1\na < 0", "infeasible-constraint"), ("y ~ a*x\na == 1\na == 2", "infeasible-constraint"),
    ("y ~ a*lower(1)*x\na < 0", "infeasible-constraint"),
  ])
  func whatCannotBeEstimatedIsRefusedByName(_ text: String, _ id: String) {
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    let (model, diagnostics) = PathModel.specify(parsed.tree, options: ModelOptions())
    #expect(model == nil)
    #expect(diagnostics.contains { $0.id == id })
  }

  /// The mean of a variable of both levels stands between them, that of another where it is.
  @Test(arguments: ["1 2", "within between", "person team"]) func aVariableOfTwoLevelsHasOneMean(_ names: String) throws {
    let levels = names.split(separator: " ")
    let text = "level: \(levels[0])\ny ~ m + x\nm ~ x\nlevel: \(levels[1])\ny ~ w"
    let built = try table(text) { $0.fixedX = false }
    let means = built.rows.filter { $0.relation == .intercept }.map { "\($0.level) \($0.lhs) \($0.parameterIndex != nil)" }
    #expect(means == ["1 y false", "1 m true", "1 x true", "2 y true", "2 w true"])
    #expect(built.hasLevels)
    let between = try table("level: \(levels[1])\ny ~ w\nlevel: \(levels[0])\ny ~ x")
    #expect(between.rows.first?.level == (levels[1] == "team" ? 1 : 2))
  }

  /// Six moments within, three between and a mean each, less those of x and w; slopes, variances and y's mean are free.
  @Test func momentsAreCountedByLevel() throws {
    let parsed = ModelParser.parse(
      ModelDocument(SourceText(name: "m.model", text: "level: 1\ny ~ x\nm ~ x\nm ~~ 0*y\nlevel: 2\ny ~ w")))
    let model = try #require(PathModel.specify(parsed.tree, options: ModelOptions()).model)
    #expect(model.momentCount == 6 - 1 + 3 - 1 + 2)
    #expect(model.freeCount == 2 + 2 + 1 + 1 + 1 + 1)
    #expect(model.genericIdentification()?.isIdentified == true)
  }
}
