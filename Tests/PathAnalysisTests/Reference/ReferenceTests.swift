import ModelSyntax
import SurveyData
import Testing

@testable import PathAnalysis

/// Latent variables and groups against lavaan 0.7-2.
@Suite struct ReferenceTests {
  @Test(arguments: [
    "holzinger", "holzinger-schools", "democracy", "leadership", "engagement", "family-support", "growth", "panel",
  ])
  func lavaan(_ name: String) throws {
    let reference = try ReferenceCase(name)
    #expect(!reference.fits.isEmpty)
    for expected in reference.fits {
      let results = try results(expected, reference.groups)
      #expect(results.converged, "\(expected.name)")
      expectMeasures(results, expected)
      expectEstimates(results, expected)
    }
  }

  /// Estimators that need rows: least squares, robust tests, ordinal variables, missing values, weights and clusters.
  ///
  /// Sums over thousands of rows, and of products of sums, agree to fewer digits than moments do.
  @Test(arguments: ["holzinger-rows", "items", "incomplete", "teams"])
  func lavaanOfRows(_ name: String) throws {
    let reference = try ReferenceCase(name)
    let table = try #require(try reference.table)
    #expect(!reference.fits.isEmpty)
    for expected in reference.fits {
      let results = try results(expected, table)
      #expect(results.converged, "\(expected.name)")
      expectMeasures(results, expected, relativeTolerance: 5e-5)
      expectEstimates(results, expected, relativeTolerance: 2e-4)
    }
  }

  private func results(_ expected: ReferenceCase.Fitted, _ table: DataTable) throws -> Results {
    try Self.analysis(expected, table).run(AnalysisDescription(modelName: "\(expected.name).model", dataName: "rows"))
  }

  /// The analysis of a table that a fit of a case file asks for.
  static func analysis(_ expected: ReferenceCase.Fitted, _ table: DataTable) throws -> Analysis {
    var specification = try options(expected.options.filter { !["estimator", "missing", "test"].contains($0[0]) })
    var estimation = EstimationOptions()
    var selection = CaseSelection()
    var groups = [RowGroup(label: "", rows: RowSelection(all: table.rowCount))]
    for words in expected.options {
      switch words[0] {
      case "estimator": estimation.estimator = EstimationOptions.Estimator(rawValue: words[1])
      case "missing": estimation.missing = .fullInformation
      case "test": estimation.tests = try words[1...].map { try #require(EstimationOptions.Test(rawValue: $0)) }
      case "group": groups = try table.groups(by: words[1])
      case "cluster": selection.clusters = words[1]
      case "weights": selection.weights = words[1]
      default: break
      }
    }
    selection.keepsIncomplete = estimation.missing != .listwise
    if selection.keepsIncomplete { specification.meanStructure = true }
    if let estimator = estimation.estimator, !estimator.isLikelihood { specification.fixedX = false }
    if specification.ordered != .none {
      for name in table.names { specification.categoryCounts[name] = Set(try table.numbers(of: name)).count }
    }
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "\(expected.name).model", text: expected.model)))
    let model = try #require(
      PathModel.specify(parsed.tree, options: specification, groupCount: groups.count).model, "\(expected.name)")
    let (samples, _) = try Sample.cases(of: table, variables: model.allObservedVariables, groups: groups, selection)
    var analysis = Analysis(model: model, samples: samples)
    analysis.estimation = estimation
    analysis.resampling.monteCarloDraws = 10
    return analysis
  }

  private func results(_ expected: ReferenceCase.Fitted, _ groups: [ReferenceCase.Group]) throws -> Results {
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "\(expected.name).model", text: expected.model)))
    let model = try #require(
      PathModel.specify(parsed.tree, options: Self.options(expected.options), groupCount: groups.count).model, "\(expected.name)")
    var analysis = Analysis(model: model, samples: groups.map(\.sample))
    analysis.resampling.monteCarloDraws = 10
    return try analysis.run(AnalysisDescription(modelName: "\(expected.name).model", dataName: "moments"))
  }

  private static func options(_ lines: [[String]]) throws -> ModelOptions {
    var options = ModelOptions()
    for words in lines {
      switch words[0] {
      case "equal": options.groupEqual = try words[1...].map { try #require(ModelOptions.EqualParameters(rawValue: $0)) }
      case "partial": options.groupPartial = Array(words[1...])
      case "orthogonal": options.orthogonal = true
      case "std.lv": options.standardizeLatent = true
      case "means": options.meanStructure = true
      case "ordered": options.ordered = .all
      case "free.x": options.fixedX = false
      case "group", "cluster", "weights": break
      case "free": options.freeObservedIntercepts = true
      default: options.preset = try #require(ModelOptions.Preset(rawValue: words[0]))
      }
    }
    return options
  }

  /// The discrepancy is flat at its minimum, where lavaan's optimiser stops with F within 1e-11: measures agree to its printed digits.
  /// RMSEA's limits are the roots of a search that stops at 1e-5.
  private func expectMeasures(_ results: Results, _ expected: ReferenceCase.Fitted, relativeTolerance: Double = 1e-8) {
    for (name, value) in expected.measures {
      let found = results.fitMeasures.first { $0.name == name }?.value ?? .nan
      let tolerance = name.hasPrefix("rmsea.ci") ? 1e-5 : max(1e-6, relativeTolerance * max(0.05, abs(value)))
      #expect(abs(found - value) < tolerance, "\(name) of \(expected.name): \(found), not \(value)")
    }
  }

  /// lavaan's optimiser stops up to 1e-5 from the optimum (two runs of it with other tolerances differ by as much), sewall's at 1e-10
  /// standard errors.
  private func expectEstimates(_ results: Results, _ expected: ReferenceCase.Fitted, relativeTolerance: Double = 1e-4) {
    for estimate in expected.estimates {
      let row = results.parameters.first {
        ($0.group == estimate.group || $0.op == ":=") && name(of: $0) == estimate.name
      }
      let what = "group \(estimate.group), \(estimate.name) of \(expected.name)"
      guard let row, let value = row.value.estimate, let standardError = row.value.standardError else {
        Issue.record("there is no \(what)")
        continue
      }
      let tolerance = 2e-5 * max(1, abs(estimate.value))
      #expect(abs(value - estimate.value) < tolerance, "\(what): \(value), not \(estimate.value)")
      #expect(
        abs(standardError - estimate.standardError) < relativeTolerance * estimate.standardError,
        "standard error of \(what): \(standardError), not \(estimate.standardError)")
      guard estimate.standardized.isFinite else { continue }
      #expect(abs((row.standardizedAll ?? .nan) - estimate.standardized) < 2e-5, "standardised \(what)")
    }
  }

  private func name(of row: ParameterResult) -> String {
    let right = row.op == ":=" || row.rhs.isEmpty ? "-" : row.rhs
    return "\(row.lhs) \(row.op) \(right)"
  }
}
