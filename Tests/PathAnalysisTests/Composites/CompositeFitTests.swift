import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

/// Composites against lavaan 0.7-2 and against direct minimisation.
@Suite struct CompositeFitTests {
  /// lavaan 0.7-2's sem() on its own maximum-likelihood covariances (n = 278): `wf <~ 1*conflict + enrich + fssb` as a predictor.
  @Test func aCompositePredictorIsAsInLavaan() throws {
    let s = [
      [1.38967185963459, -0.16183259898556, -0.339344703431499, -0.297006432120491, -0.200298121215258],
      [-0.16183259898556, 0.886621700947285, 0.268830884280705, 0.3700894182629, 0.120150918171937],
      [-0.339344703431499, 0.268830884280705, 0.926279599604705, 0.277835288745536, 0.0723398768179701],
      [-0.297006432120491, 0.3700894182629, 0.277835288745536, 0.796133218050437, 0.213593215154495],
      [-0.200298121215258, 0.120150918171937, 0.0723398768179701, 0.213593215154495, 0.502590963200662],
    ]
    let sample = Sample(
      variables: ["conflict", "enrich", "fssb", "engage", "perform"], sampleSize: 278,
      covariance: (278.0 / 277) * Matrix(rows: s), means: nil)
    let model = try composites("wf <~ 1*conflict + enrich + fssb\nengage ~ wf\nperform ~ wf + engage")
    let fit = try model.fit(to: sample)
    let estimates = [
      -2.23260689602697, -0.888281905592061, -0.153393537338541, -0.025134504526332, 0.225034283237963, 0.585973844084998,
      0.441133350241459,
    ]
    let errors = [
      0.688093263756391, 0.454464298450132, 0.0402851413514691, 0.01669176128072, 0.0520383398024313, 0.0497016527634913,
      0.0374164424187443,
    ]
    #expect(fit.converged)
    #expect(abs(fit.chiSquare - 5.75691883428117) < 1e-8)
    #expect(fit.degreesOfFreedom == 2 && fit.freeCount == 7)
    for i in estimates.indices { #expect(abs(fit.parameters[i] - estimates[i]) < 1e-5 * errors[i]) }
    expectErrors(fit, errors, within: 1e-6)
    let results = try Analysis(model: model, sample: sample).run(AnalysisDescription(modelName: "m", dataName: "d"))
    let standardized = [
      "wf <~ conflict": 0.394447139268548, "wf <~ enrich": -0.703419039661577, "wf <~ fssb": -0.286058293981239,
      "engage ~ wf": -0.513785106647297, "conflict ~~ enrich": -0.145794351592016, "conflict ~~ conflict": 1, "wf ~~ wf": 1,
      "perform ~~ perform": 0.87771842759842,
    ]
    for (name, value) in standardized {
      let row = try #require(results.parameters.first { "\($0.lhs) \($0.op) \($0.rhs)" == name })
      #expect(abs((row.standardizedAll ?? .nan) - value) < 1e-6, "\(name)")
    }
    let variance = try #require(results.parameters.first { $0.lhs == "wf" && $0.rhs == "wf" })
    #expect(abs((variance.value.estimate ?? .nan) - 8.9317105805351) < 1e-4 && !variance.isFree)
    #expect(results.rSquared.map(\.variable).sorted() == ["engage", "perform"])
  }

  private static let covariance = Matrix(rows: [
    [1.673, 1.006, 0.936, 0.679, 0.438, 1.400, 1.097, 1.562], [1.006, 1.717, 1.031, 0.546, 0.339, 1.211, 0.987, 1.397],
    [0.936, 1.031, 1.643, 0.334, 0.252, 0.817, 0.616, 0.842], [0.679, 0.546, 0.334, 1.385, 0.679, 1.250, 0.940, 1.435],
    [0.438, 0.339, 0.252, 0.679, 0.810, 0.767, 0.644, 0.952], [1.400, 1.211, 0.817, 1.250, 0.767, 2.639, 1.585, 2.345],
    [1.097, 0.987, 0.616, 0.940, 0.644, 1.585, 2.036, 1.899], [1.562, 1.397, 0.842, 1.435, 0.952, 2.345, 1.899, 3.257],
  ])
  private let sample = Sample(
    variables: ["x1", "x2", "x3", "x4", "x5", "y1", "y2", "y3"], sampleSize: 300, covariance: covariance, means: nil)

  /// A composite that is an outcome: its residual variance is what its weighted sum leaves.
  ///
  /// Oracle: numpy/scipy, Sigma written out from the covariances of the structural variables, minimised by BFGS and Newton steps, errors
  /// from numerical derivatives of the expected and of the observed information.
  @Test func aCompositeOutcome() throws {
    let model = try composites("C1 <~ x1 + x2 + x3\nC2 <~ x4 + x5\nC2 ~ C1\ny1 ~ C2 + C1")
    let estimates = [
      0.5698192501, -0.1958277376, 0.4354167502, 0.4143243224, 0.4777131009, 0.4808812017, 0.9510092037,
    ]
    let fit = try model.fit(to: sample)
    #expect(fit.converged && fit.degreesOfFreedom == 5)
    #expect(abs(fit.chiSquare - 2.4111231221894514) < 1e-8)
    for i in estimates.indices { #expect(abs(fit.parameters[i] - estimates[i]) < 1e-8) }
    expectErrors(
      fit, [0.1344368126, 0.0977055235, 0.1684224047, 0.0588176886, 0.0587895927, 0.0542807762, 0.0776495763], within: 1e-7)
    var options = EstimationOptions()
    options.information = .observed
    expectErrors(
      try model.fit(to: sample, options: options),
      [0.1346613909, 0.0978012445, 0.1684778593, 0.0605692416, 0.0590429412, 0.0539076711, 0.0777191323], within: 1e-6)
    let place = try #require(fit.groups[0].matrices.position(of: "C2", level: 1))
    #expect(abs((fit.groups[0].implied.computedResiduals[place] ?? .nan) - 1.6362950761) < 1e-8)
    #expect(abs(fit.groups[0].implied.covariance[place, place] - 2.1227624812) < 1e-8)
  }

  /// Two composites that covary and predict a factor; oracle as above, in the order of the table.
  @Test func twoCompositePredictorsOfAFactor() throws {
    let fit = try composites("C1 <~ x1 + x2 + x3\nC2 <~ x4 + x5\nf =~ y1 + y2 + y3\nf ~ C1 + C2").fit(to: sample)
    let estimates = [
      0.6748101675, -0.2762707242, 0.6252905597, 0.7985261183, 1.1678827265, 0.4559604022, 0.4392433807, 0.6248173174,
      0.7504910497, 0.5108969511, 0.3553317283, 1.3241296724,
    ]
    #expect(fit.converged && fit.degreesOfFreedom == 15)
    #expect(abs(fit.chiSquare - 10.481746843802853) < 1e-8)
    for i in estimates.indices { #expect(abs(fit.parameters[i] - estimates[i]) < 1e-8) }
    expectErrors(
      fit,
      [
        0.1215590324, 0.0830175215, 0.1663632623, 0.0457773551, 0.0511517818, 0.0444103625, 0.0473851799, 0.06606765,
        0.0694393037, 0.0679381729, 0.05084705, 0.1775228131,
      ], within: 1e-7)
  }

  /// A composite whose weights are given is a column of sums: the paths are least squares on it.
  @Test func givenWeightsMakeAColumn() throws {
    let fit = try composites("C <~ 1*x1 + 2*x2\ny1 ~ b*C").fit(to: sample)
    let s = Self.covariance
    let variance = s[0, 0] + 4 * s[0, 1] + 4 * s[1, 1]
    #expect(abs(fit.parameters[0] - (s[0, 5] + 2 * s[1, 5]) / variance) < 1e-10)
  }

  /// Without means the covariances tell the same; with them the indicators keep theirs, and an outcome's is that of its equation.
  @Test func meansAreThoseOfTheSum() throws {
    var given = sample
    given.means = [1, 2, -1, 0.5, 3, 4, -2, 0.3]
    let text = "C1 <~ x1 + x2 + x3\nC2 <~ x4 + x5\nC2 ~ C1\ny1 ~ C2 + C1"
    let plain = try composites(text).fit(to: given)
    let fit = try composites(text) { $0.meanStructure = true }.fit(to: given)
    #expect(abs(fit.chiSquare - plain.chiSquare) < 1e-9 && fit.degreesOfFreedom == plain.degreesOfFreedom)
    for (mean, name) in zip(fit.groups[0].impliedMeans, fit.groups[0].observedVariables) {
      #expect(abs(mean - (given.means?[given.variables.firstIndex(of: name) ?? 0] ?? .nan)) < 1e-9)
    }
    let place = try #require(fit.groups[0].matrices.position(of: "C2", level: 1))
    #expect(abs(fit.groups[0].implied.means[place] - (0.5 + 0.4354167502 * 3)) < 1e-8)
  }

  /// The gradient, and scores' sum, of two groups with means against differences of F; information is its expected slope.
  @Test func derivativesAreExact() throws {
    let text = "C1 <~ x1 + x2 + x3\nC2 <~ w*x4 + x5\nC2 ~ C1 + 0.3*y2\ny1 ~ C2 + C1\ny1 ~~ C2"
    let model = try composites(text, groups: 2)
    let observed = [0.9, 1.2].map { scale in
      let order = model.observedVariables.compactMap { sample.variables.firstIndex(of: $0) }
      return ObservedMoments(
        covariance: scale * Self.covariance.principal(order), means: order.map { 0.1 * Double($0) - scale }, sampleSize: 100)
    }
    let blocks = try observed.indices.map {
      try MomentBlock(complete: observed[$0], of: model.groups[$0], group: $0, weight: 0.5)
    }
    let function = MaximumLikelihood(model.groups, references: observed, blocks: blocks)
    var parameters = StartingValues.parameters(model.groups, observed: observed, userStarts: [:], detail: .full)
    for i in parameters.indices { parameters[i] += 0.02 * Double((5 * i) % 7 - 3) }
    let gradient = function.gradient(at: try function.evaluate(parameters))
    let information = function.observedInformation(at: try function.evaluate(parameters))
    for i in parameters.indices {
      let width = 1e-5
      var (above, below) = (parameters, parameters)
      above[i] += width
      below[i] -= width
      let (high, low) = (try function.evaluate(above), try function.evaluate(below))
      #expect(abs(gradient[i] - (high.discrepancy - low.discrepancy) / (2 * width)) < 1e-7 * (1 + abs(gradient[i])))
      let slope = zip(function.gradient(at: high), function.gradient(at: low)).map { ($0 - $1) / (4 * width) }
      for j in parameters.indices { #expect(abs(information[i, j] - slope[j]) < 1e-6 * (1 + abs(slope[j]))) }
    }
  }

  @Test(arguments: [
    "C <~ x1 + x2\ny1 ~ C + x1", "C <~ x1 + x2\nD <~ x2 + x3\ny1 ~ C + D", "C <~ x1 + x2\nC ~~ 1*C\ny1 ~ C",
    "C <~ x1 + x2\nC =~ y1 + y2", "f =~ y1 + y2 + y3\nC <~ f + x1\nx2 ~ C", "C <~ x1 + x2\ny1 ~ C + y2\ny2 ~ y1 + x3",
    "C <~ x1 + x2\ny1 ~ C\ny1 | t1",
  ])
  func whatIsNotEstimatedIsRefusedByName(_ text: String) {
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    let (model, diagnostics) = PathModel.specify(parsed.tree, options: ModelOptions())
    #expect(model == nil)
    #expect(diagnostics.contains { $0.id == "composites" && $0.severity == .error })
  }

  @Test func estimatorsThatNeedAllMomentsAreRefused() throws {
    let model = try composites("C <~ x1 + x2\ny1 ~ C")
    for estimator in [EstimationOptions.Estimator.MLM, .MLR, .GLS, .ULS] {
      var options = EstimationOptions()
      options.estimator = estimator
      #expect(throws: FitError.self) { try model.fit(to: sample, options: options) }
    }
  }

  private func expectErrors(_ fit: Fit, _ errors: [Double], within tolerance: Double) {
    let own = fit.asymptoticCovariance?.diagonal.map { $0.squareRoot() } ?? []
    #expect(own.count == errors.count)
    for (own, error) in zip(own, errors) { #expect(abs(own - error) < tolerance * max(error, 0.1)) }
  }

  private func composites(
    _ text: String, groups: Int = 1, _ change: (inout ModelOptions) -> Void = { _ in }
  ) throws -> PathModel {
    var options = ModelOptions()
    change(&options)
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    return try #require(PathModel.specify(parsed.tree, options: options, groupCount: groups).model)
  }
}
