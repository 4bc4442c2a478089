import ModelSyntax
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

  private func results(_ expected: ReferenceCase.Fitted, _ groups: [ReferenceCase.Group]) throws -> Results {
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "\(expected.name).model", text: expected.model)))
    let model = try #require(
      PathModel.specify(parsed.tree, options: options(expected.options), groupCount: groups.count).model, "\(expected.name)")
    var analysis = Analysis(model: model, samples: groups.map(\.sample))
    analysis.resampling.monteCarloDraws = 10
    return try analysis.run(AnalysisDescription(modelName: "\(expected.name).model", dataName: "moments"))
  }

  private func options(_ lines: [[String]]) throws -> ModelOptions {
    var options = ModelOptions()
    for words in lines {
      switch words[0] {
      case "equal": options.groupEqual = try words[1...].map { try #require(ModelOptions.EqualParameters(rawValue: $0)) }
      case "partial": options.groupPartial = Array(words[1...])
      case "orthogonal": options.orthogonal = true
      case "std.lv": options.standardizeLatent = true
      case "means": options.meanStructure = true
      case "free": options.freeObservedIntercepts = true
      default: options.preset = try #require(ModelOptions.Preset(rawValue: words[0]))
      }
    }
    return options
  }

  /// The discrepancy is flat at its minimum, where lavaan's optimiser stops with F within 1e-11: measures agree to its printed digits.
  /// RMSEA's limits are the roots of a search that stops at 1e-5.
  private func expectMeasures(_ results: Results, _ expected: ReferenceCase.Fitted) {
    for (name, value) in expected.measures {
      let found = results.fitMeasures.first { $0.name == name }?.value ?? .nan
      let tolerance = name.hasPrefix("rmsea.ci") ? 1e-5 : 1e-6 * max(1, abs(value) / 100)
      #expect(abs(found - value) < tolerance, "\(name) of \(expected.name): \(found), not \(value)")
    }
  }

  /// lavaan's optimiser stops up to 1e-5 from the optimum (two runs of it with other tolerances differ by as much), sewall's at 1e-10
  /// standard errors.
  private func expectEstimates(_ results: Results, _ expected: ReferenceCase.Fitted) {
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
        abs(standardError - estimate.standardError) < 1e-4 * estimate.standardError,
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
