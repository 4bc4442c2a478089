import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

/// Values by lavaan 0.6-14, `parTable(sem(model, HolzingerSwineford1939, bounds = ...))`; they depend on the variances alone.
@Suite struct AutomaticBoundsTests {
  private let variances = [
    "x1": 1.35836984551, "x2": 1.38178386552, "x3": 1.27486486076, "x4": 1.35066450786, "x5": 1.65978576395,
    "x6": 1.19635837803, "x7": 1.18313946433, "x8": 1.02198281476,
  ]

  private func bounds(_ text: String, _ kind: AutomaticBounds, standardizeLatent: Bool = false) throws -> [String:
    ParameterBounds]
  {
    var options = ModelOptions()
    options.standardizeLatent = standardizeLatent
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    let model = try #require(PathModel.specify(parsed.tree, options: options).model)
    let values = model.observedVariables.map { variances[$0] ?? 1 }
    let observed = ObservedMoments(
      covariance: Matrix.diagonal(values), means: values.map { _ in 0 }, sampleSize: 301)
    return Dictionary(
      uniqueKeysWithValues: zip(model.table.parameterNames, kind.bounds(of: model, observed: [observed])))
  }

  private func expect(
    _ bounds: [String: ParameterBounds], _ name: String, _ lower: Double, _ upper: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = bounds[name] ?? ParameterBounds(lower: .nan, upper: .nan)
    #expect(found.lower == lower || abs(found.lower - lower) < 2e-9, "\(name)", sourceLocation: sourceLocation)
    #expect(found.upper == upper || abs(found.upper - upper) < 2e-9, "\(name)", sourceLocation: sourceLocation)
  }

  private let twoFactors = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\nx1 ~~ x4"

  @Test func standard() throws {
    let found = try bounds(twoFactors, .standard)
    expect(found, "f =~ x2", -3.189415075, 3.189415075)
    expect(found, "g =~ x6", -2.976164306, 2.976164306)
    expect(found, "x1 ~~ x4", -1.216622407, 1.216622407)
    expect(found, "x1 ~~ x1", 0, 1.222532861)
    expect(found, "x2 ~~ x2", 0, 1.381783866)
    expect(found, "f ~~ f", 0.1358369846, 1.358369846)
    expect(found, "f ~~ g", -1.351802674, 1.351802674)
  }

  @Test func wide() throws {
    let found = try bounds(twoFactors, .wide)
    expect(found, "f =~ x2", -3.82729809, 3.82729809)
    expect(found, "x1 ~~ x4", -1.462872633, 1.462872633)
    expect(found, "x1 ~~ x1", -0.06112664305, 1.467039433)
    expect(found, "f ~~ f", 0.1358369846, 1.725129704)
    expect(found, "f ~~ g", -1.720229856, 1.720229856)
    expect(try bounds(twoFactors, .wideZeroVariance), "x1 ~~ x1", 0, 1.467039433)
  }

  @Test func standardizedLatentVariables() throws {
    let text = "f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6"
    expect(try bounds(text, .standard, standardizeLatent: true), "f =~ x1", -1.165491246, 1.165491246)
    expect(try bounds(text, .standard, standardizeLatent: true), "f ~~ g", -0.998, 0.998)
    expect(try bounds(text, .wide, standardizeLatent: true), "f =~ x1", -1.398589496, 1.398589496)
    expect(try bounds(text, .wide, standardizeLatent: true), "f ~~ g", -1, 1)
  }

  /// A latent outcome's residual variance may come near zero; slopes and intercepts are free.
  @Test func outcomes() throws {
    let found = try bounds("f =~ x1 + x2 + x3\ng =~ x4 + x5 + x6\ng ~ f + x7\nx8 ~ g + x7", .wide)
    expect(found, "g ~~ g", 0.005, 1.75436386)
    expect(found, "x8 ~~ x8", -0.05109914074, 1.226379378)
    expect(found, "g ~ f", -.infinity, .infinity)
  }

  /// Without a marker nothing bounds the loadings; the user's bounds come first.
  @Test func noMarker() throws {
    let found = try bounds("f =~ NA*x1 + 2*x2 + x3 + lower(0)*x4\nx3 ~~ upper(0.5)*x3\nx1 ~~ lower(-1)*x1", .standard)
    expect(found, "f =~ x3", -.infinity, .infinity)
    expect(found, "f =~ x4", 0, .infinity)
    expect(found, "x3 ~~ x3", 0, 0.5)
    expect(found, "x1 ~~ x1", -1, 1.358369846)
    expect(found, "f ~~ f", 0, 1.381783866)
  }

  @Test func positiveVariances() throws {
    expect(try bounds(twoFactors, .positiveVariances), "f ~~ f", 0, .infinity)
    expect(try bounds(twoFactors, .positiveObservedVariances), "f ~~ f", -.infinity, .infinity)
    expect(try bounds(twoFactors, .positiveObservedVariances), "x1 ~~ x1", 0, .infinity)
    expect(try bounds(twoFactors, .positiveLatentVariances), "x1 ~~ x1", -.infinity, .infinity)
    expect(try bounds(twoFactors, .none), "f ~~ f", -.infinity, .infinity)
  }
}
