import LinearAlgebra
import ModelSyntax
import SurveyData
import Testing

@testable import PathAnalysis

/// Two-stage estimates and saturated correlates against lavaan 0.6-14 (saturated model converged to 1e-13), and against each other where
/// they must agree.
///
/// The data are those of the reference case `incomplete`: six scales of 278 people. lavaan had the saturated correlates written out as
/// covariances, in the model and in the baseline model.
@Suite struct MissingFitTests {
  private static let model = """
    conflict ~ fssb
    engage ~ fssb
    perform ~ conflict + engage
    conflict ~~ engage
    """
  /// No degrees of freedom are left.
  private static let saturatedModel = model + "\nperform ~ fssb"

  private func analysis(
    _ missing: EstimationOptions.Missing, auxiliary: [String] = [], text: String = model, fixedX: Bool = false,
    estimator: EstimationOptions.Estimator = .ML
  ) throws -> Analysis {
    let table = try #require(try ReferenceCase("incomplete").table)
    var options = ModelOptions()
    options.meanStructure = true
    options.fixedX = fixedX
    if missing.isFullInformation { options.auxiliary = auxiliary }
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "scales.model", text: text)))
    let model = try #require(PathModel.specify(parsed.tree, options: options).model)
    var selection = CaseSelection()
    selection.keepsIncomplete = missing != .listwise
    if fixedX { selection.required = ["fssb"] }
    let (samples, _) = try Sample.cases(
      of: table, variables: unique(model.allObservedVariables + auxiliary),
      groups: [RowGroup(label: "", rows: RowSelection(all: table.rowCount))], selection)
    var analysis = Analysis(model: model, samples: samples)
    analysis.estimation.missing = missing
    analysis.estimation.estimator = estimator
    if missing.isTwoStage { analysis.estimation.auxiliary = auxiliary }
    analysis.resampling.monteCarloDraws = 10
    analysis.reportsResiduals = true
    analysis.reportsImpliedMoments = true
    return analysis
  }

  private func results(_ analysis: Analysis) throws -> Results {
    try analysis.run(AnalysisDescription(modelName: "scales.model", dataName: "rows"))
  }

  private func value(_ results: Results, _ name: String) throws -> EstimateResult {
    try #require(results.parameters.first { [$0.lhs, $0.op, $0.rhs].joined(separator: " ") == name }?.value, "\(name)")
  }

  private func measure(_ results: Results, _ name: String) -> Double {
    results.fitMeasures.first { $0.name == name }?.value ?? .nan
  }

  private func expect(_ results: Results, _ rows: [(name: String, estimate: Double, error: Double)]) throws {
    for row in rows {
      let found = try value(results, row.name)
      #expect(abs(try #require(found.estimate) - row.estimate) < 2e-6, "\(row.name)")
      #expect(abs(try #require(found.standardError) - row.error) < 2e-6, "\(row.name)")
    }
  }

  private func expect(_ results: Results, _ measures: [(name: String, value: Double)]) {
    for (name, expected) in measures {
      #expect(abs(measure(results, name) - expected) < 2e-6 * max(1, abs(expected)), "\(name): \(measure(results, name))")
    }
  }

  // MARK: Pairwise

  /// lavaan 0.6-14: moments of the cases that have both variables, fitted as if all 278 had.
  @Test func pairwise() throws {
    let results = try results(analysis(.pairwise))
    try expect(
      results,
      [
        ("conflict ~ fssb", -0.232507714, 0.068972423), ("engage ~ fssb", 0.295914460, 0.052435463),
        ("perform ~ conflict", -0.105946575, 0.034593389), ("perform ~ engage", 0.239980424, 0.043973521),
        ("conflict ~~ engage", -0.229928229, 0.057937962), ("conflict ~~ conflict", 1.234161551, 0.104680217),
        ("fssb ~~ fssb", 0.933203257, 0.079153267), ("conflict ~1 ", 4.418546723, 0.311111066),
        ("fssb ~1 ", 4.406000372, 0.057938297),
      ])
    #expect(abs(measure(results, "logl") + 1411.455) < 6e-4)
    #expect(abs(measure(results, "chisq") - 0.348) < 6e-4)
    #expect(results.messages.contains { $0.id == "pairwise-errors" })
  }

  /// What needs whole cases is refused, with what to use.
  @Test(arguments: [EstimationOptions.Estimator.MLM, .MLR, .WLS, .GLS]) func pairwiseIsForMomentsAlone(
    _ estimator: EstimationOptions.Estimator
  ) throws {
    let analysis = try analysis(.pairwise, estimator: estimator)
    #expect(throws: FitError.self) { try analysis.model.fit(to: analysis.samples, options: analysis.estimation) }
  }

  // MARK: Two stages

  @Test func twoStage() throws {
    let results = try results(analysis(.twoStage))
    try expect(
      results,
      [
        ("conflict ~ fssb", -0.2707158, 0.0810961), ("engage ~ fssb", 0.2926319, 0.0554364),
        ("perform ~ conflict", -0.1173265, 0.0416293), ("perform ~ engage", 0.2419932, 0.0505186),
        ("conflict ~~ engage", -0.2171605, 0.0637121), ("perform ~~ perform", 0.3862642, 0.0362523),
        ("fssb ~~ fssb", 0.9322819, 0.0802416), ("perform ~1 ", 4.8253698, 0.2822949),
      ])
    expect(
      results,
      [
        ("chisq", 0.3336330), ("df", 1), ("chisq.scaled", 0.2566828), ("chisq.scaling.factor", 1.2997872),
        ("baseline.chisq", 113.0756874), ("baseline.df", 6), ("srmr", 0.0078889), ("logl", -1409.8172312), ("aic", 2845.6344623),
      ])
    #expect(results.conventions.contains { $0.name == "errors" && $0.choice == "corrected for two stages" })
  }

  @Test func robustTwoStage() throws {
    let results = try results(analysis(.robustTwoStage))
    try expect(
      results,
      [
        ("conflict ~ fssb", -0.2707158, 0.0792000), ("engage ~ fssb", 0.2926319, 0.0528122),
        ("perform ~ conflict", -0.1173265, 0.0453398), ("perform ~ engage", 0.2419932, 0.0478951),
        ("conflict ~~ engage", -0.2171605, 0.0638466), ("perform ~~ perform", 0.3862642, 0.0309987),
        ("fssb ~~ fssb", 0.9322819, 0.0783083), ("perform ~1 ", 4.8253698, 0.2884750),
      ])
    expect(results, [("chisq.scaled", 0.2747915), ("chisq.scaling.factor", 1.2141316)])
  }

  @Test func twoStagesWithExpectedInformation() throws {
    var plain = try analysis(.twoStage)
    plain.estimation.information = .expected
    let results = try results(plain)
    try expect(
      results,
      [
        ("conflict ~ fssb", -0.2707158, 0.0750168), ("perform ~ engage", 0.2419932, 0.0499410),
        ("fssb ~~ fssb", 0.9322819, 0.0803102), ("perform ~1 ", 4.8253698, 0.2760157),
      ])
    expect(results, [("chisq.scaling.factor", 1.2585758)])
    var robust = try analysis(.robustTwoStage)
    robust.estimation.information = .expected
    expect(try self.results(robust), [("chisq.scaling.factor", 1.1381115)])
  }

  /// Where the model is saturated, the second stage only renames the moments: estimates and errors are those of full information.
  @Test(arguments: [[], ["enrich", "ambition"]]) func saturatedModelsAgree(_ auxiliary: [String]) throws {
    let pairs: [(EstimationOptions.Missing, EstimationOptions.Estimator)] = [(.twoStage, .ML), (.robustTwoStage, .MLR)]
    for (stages, estimator) in pairs {
      let first = try results(analysis(stages, auxiliary: auxiliary, text: Self.saturatedModel))
      let second = try results(
        analysis(.fullInformation, auxiliary: auxiliary, text: Self.saturatedModel, estimator: estimator))
      #expect(first.parameters.count == second.parameters.count)
      for (a, b) in zip(first.parameters, second.parameters) {
        #expect(a.lhs == b.lhs && a.op == b.op && a.rhs == b.rhs)
        #expect(abs(try #require(a.value.estimate) - (try #require(b.value.estimate))) < 1e-6, "\(a.lhs) \(a.op) \(a.rhs)")
        let (error, other) = (try #require(a.value.standardError), try #require(b.value.standardError))
        #expect(abs(error - other) < 1e-5 * other, "\(a.lhs) \(a.op) \(a.rhs): \(error), \(other)")
      }
    }
  }

  /// Conditioning on complete exogenous variables changes no slope and no slope's error.
  @Test func fixedExogenousVariables() throws {
    let fixed = try results(analysis(.twoStage, text: Self.saturatedModel, fixedX: true))
    let full = try results(analysis(.fullInformation, text: Self.saturatedModel, fixedX: true))
    for name in ["conflict ~ fssb", "perform ~ fssb", "perform ~ engage", "conflict ~~ engage", "perform ~1 "] {
      let (a, b) = (try value(fixed, name), try value(full, name))
      #expect(abs((a.estimate ?? .nan) - (b.estimate ?? .nan)) < 1e-6, "\(name)")
      #expect(abs((a.standardError ?? .nan) / (b.standardError ?? .nan) - 1) < 1e-5, "\(name)")
    }
    #expect(try value(fixed, "fssb ~~ fssb").standardError == nil)
  }

  /// Of complete cases the first stage finds the sample's moments, and normal theory's covariance of them.
  @Test func completeCases() throws {
    var complete = try analysis(.listwise)
    let plain = try results(complete)
    complete.estimation.missing = .twoStage
    let stages = try results(complete)
    for name in ["conflict ~ fssb", "perform ~ engage", "perform ~~ perform"] {
      let (a, b) = (try value(stages, name), try value(plain, name))
      #expect(abs((a.estimate ?? .nan) - (b.estimate ?? .nan)) < 1e-7)
      // The weight is that of the sample's moments, not of the implied ones.
      #expect(abs((a.standardError ?? .nan) / (b.standardError ?? .nan) - 1) < 0.01)
    }
    #expect(abs(measure(stages, "chisq.scaling.factor") - 1) < 1e-8)
  }

  // MARK: Saturated correlates

  @Test func saturatedCorrelates() throws {
    let results = try results(analysis(.fullInformation, auxiliary: ["enrich", "ambition"]))
    try expect(
      results,
      [
        ("conflict ~ fssb", -0.2666705, 0.0807767), ("engage ~ fssb", 0.2857721, 0.0546300),
        ("perform ~ conflict", -0.1155899, 0.0419034), ("perform ~ engage", 0.2426757, 0.0510087),
        ("conflict ~~ engage", -0.2044351, 0.0625368), ("fssb ~~ fssb", 0.9334228, 0.0804811),
        ("perform ~~ perform", 0.3886813, 0.0364273), ("perform ~1 ", 4.8134205, 0.2847121),
      ])
    expect(
      results,
      [
        ("npar", 26), ("chisq", 0.2550977), ("df", 1), ("baseline.chisq", 85.6613013), ("baseline.df", 6),
        ("logl", -1812.4994650), ("aic", 3676.9989300),
      ])
  }

  @Test func robustErrorsOfSaturatedCorrelates() throws {
    let results = try results(analysis(.fullInformation, auxiliary: ["enrich", "ambition"], estimator: .MLR))
    try expect(
      results,
      [
        ("conflict ~ fssb", -0.2666705, 0.0791219), ("perform ~ conflict", -0.1155899, 0.0458352),
        ("fssb ~~ fssb", 0.9334228, 0.0782947), ("perform ~1 ", 4.8134205, 0.2936570),
      ])
    expect(results, [("chisq.scaled", 0.2775589)])
  }

  @Test func errorsFromScores() throws {
    let results = try results(analysis(.fullInformation, estimator: .MLF))
    let errors = [
      ("conflict ~ fssb", 0.0850454), ("engage ~ fssb", 0.0593125), ("perform ~ conflict", 0.0393835),
      ("perform ~ engage", 0.0553668), ("conflict ~~ engage", 0.0660757), ("conflict ~~ conflict", 0.1290379),
    ]
    for (name, error) in errors {
      #expect(abs((try value(results, name).standardError ?? .nan) - error) < 1e-6, "\(name)")
    }
  }

  /// They are listed by name, and nowhere else.
  @Test func auxiliaryVariablesStayOutOfTheTables() throws {
    for missing in [EstimationOptions.Missing.fullInformation, .twoStage] {
      let results = try results(analysis(missing, auxiliary: ["enrich", "perform"]))
      #expect(results.auxiliary == ["enrich"])
      #expect(results.messages.contains { $0.id == "auxiliary-in-model" && $0.text.hasPrefix("perform:") })
      let names =
        results.parameters.flatMap { [$0.lhs, $0.rhs] } + results.residuals.flatMap { [$0.a, $0.b] }
        + results.implied.flatMap { [$0.a, $0.b] } + results.variables.map(\.name) + results.rSquared.map(\.variable)
        + results.effects.flatMap { [$0.from, $0.to] }
      #expect(!names.contains("enrich"))
      #expect(results.missing?.coverage.contains { $0.a == "enrich" } == true)
    }
  }

  /// A sum of one covariance a pair: the model with saturated correlates has the degrees of freedom that it has without.
  @Test func correlatesOfFactors() throws {
    let text = "f =~ conflict + engage + perform + ambition"
    let alone = try analysis(.fullInformation, text: text)
    let helped = try analysis(.fullInformation, auxiliary: ["enrich", "fssb"], text: text)
    #expect(try results(alone).fitMeasures.first { $0.name == "df" }?.value == 2)
    #expect(try results(helped).fitMeasures.first { $0.name == "df" }?.value == 2)
    let rows = helped.model.table.rows.filter { $0.origin == .auxiliary }
    #expect(rows.count == 2 * (1 + 4) + 1 + 2)
    #expect(!rows.contains { $0.lhs == "f" || $0.rhs == "f" })
  }

  // MARK: What is reported and refused

  @Test func patternsAndCoverage() throws {
    let results = try results(analysis(.fullInformation))
    let missing = try #require(results.missing)
    #expect(missing.patterns.reduce(0) { $0 + $1.sampleSize } == results.sampleSize)
    let table = try #require(try ReferenceCase("incomplete").table)
    let (a, b) = (try table.numbers(of: "conflict"), try table.numbers(of: "perform"))
    let both = zip(a, b).filter { !$0.isNaN && !$1.isNaN }.count
    let pair = try #require(missing.coverage.first { Set([$0.a, $0.b]) == ["conflict", "perform"] })
    #expect(abs(pair.share - Double(both) / Double(results.sampleSize)) < 1e-12)
    #expect(try self.results(analysis(.listwise)).missing == nil)
  }

  @Test func pairsNeverObservedTogetherAreNamed() throws {
    var analysis = try analysis(.fullInformation)
    let sample = analysis.samples[0]
    var rows = try #require(sample.rows).matrix
    let (first, second) = (
      try #require(sample.variables.firstIndex(of: "conflict")), try #require(sample.variables.firstIndex(of: "engage"))
    )
    for row in 0..<rows.rowCount { rows[row, row.isMultiple(of: 2) ? first : second] = .nan }
    analysis.samples[0].rows = CaseRows(rows)
    let results = try results(analysis)
    #expect(results.messages.contains { $0.id == "never-observed-together" && $0.text.contains("conflict and engage") })
    analysis.estimation.missing = .twoStage
    #expect(throws: FitError.covarianceNotIdentified(["conflict", "engage"])) { try self.results(analysis) }
  }

  @Test(arguments: [EstimationOptions.Estimator.MLM, .MLMV, .GLS, .ULS, .WLS])
  func estimatorsOfCompleteDataAreRefused(_ estimator: EstimationOptions.Estimator) throws {
    let analysis = try analysis(.fullInformation, estimator: estimator)
    let error = #expect(throws: FitError.self) { try results(analysis) }
    guard case .notWithMissing(let what, "ml", let advice) = error else {
      Issue.record("\(estimator): \(String(describing: error))")
      return
    }
    #expect(what == "estimator \(estimator.rawValue)")
    #expect(advice.contains("MLR"))
  }

  @Test(arguments: [EstimationOptions.Estimator.MLR, .MLF, .GLS])
  func estimatorsBesideTwoStagesAreRefused(_ estimator: EstimationOptions.Estimator) throws {
    let analysis = try analysis(.twoStage, estimator: estimator)
    #expect(throws: FitError.self) { try results(analysis) }
  }
}
