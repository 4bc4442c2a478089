import Foundation
import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

/// The two-level path model of ``TeamData`` by lavaan 0.6-14 (`sem(..., cluster = "t")`), and what must hold of any.
///
/// x is centred for the comparison: lavaan's robust errors change with the mean of a variable within clusters, those of the likelihood do
/// not. Its saturated model is that of an unfinished EM, so that tests have wider tolerances than errors.
@Suite struct LevelFitTests {
  private struct Row {
    var lhs: String
    var op: String
    var rhs: String
    var level: Int
    var estimate: Double
    var standardError: Double
    var robustError: Double
  }

  private static let lavaan = [
    Row(lhs: "y1", op: "~", rhs: "x", level: 1, estimate: 0.473131, standardError: 0.070540, robustError: 0.068569),
    Row(lhs: "y2", op: "~", rhs: "y1", level: 1, estimate: 0.353621, standardError: 0.048983, robustError: 0.047421),
    Row(lhs: "y1", op: "~~", rhs: "y1", level: 1, estimate: 1.055469, standardError: 0.110176, robustError: 0.106989),
    Row(lhs: "y2", op: "~~", rhs: "y2", level: 1, estimate: 0.590104, standardError: 0.061310, robustError: 0.057421),
    Row(lhs: "y1", op: "~", rhs: "z", level: 2, estimate: 0.554447, standardError: 0.107502, robustError: 0.096623),
    Row(lhs: "y2", op: "~", rhs: "y1", level: 2, estimate: 0.431215, standardError: 0.131491, robustError: 0.173727),
    Row(lhs: "y2", op: "~", rhs: "z", level: 2, estimate: -0.148598, standardError: 0.101560, robustError: 0.120799),
    Row(lhs: "y1", op: "~~", rhs: "y1", level: 2, estimate: 0.482535, standardError: 0.138811, robustError: 0.145026),
    Row(lhs: "y2", op: "~~", rhs: "y2", level: 2, estimate: 0.166876, standardError: 0.058545, robustError: 0.055076),
    Row(lhs: "y1", op: "~1", rhs: "", level: 2, estimate: 1.046079, standardError: 0.114012, robustError: 0.113405),
    Row(lhs: "y2", op: "~1", rhs: "", level: 2, estimate: 2.214103, standardError: 0.155582, robustError: 0.225786),
  ]

  private func results(_ estimator: EstimationOptions.Estimator, _ text: String = TeamData.text) throws -> Results {
    var analysis = Analysis(model: try TeamData.model(text), sample: TeamData.unbalanced.centred.sample)
    analysis.estimation.estimator = estimator
    analysis.resampling.monteCarloDraws = 500
    analysis.reportsResiduals = true
    analysis.reportsImpliedMoments = true
    return try analysis.run(AnalysisDescription(modelName: "teams.model", dataName: "teams.csv"))
  }

  @Test(arguments: [EstimationOptions.Estimator.ML, .MLR]) func estimatesAndErrors(_ estimator: EstimationOptions.Estimator)
    throws
  {
    let results = try results(estimator)
    #expect(results.converged)
    for row in Self.lavaan {
      let found = try #require(
        results.parameters.first { $0.lhs == row.lhs && $0.op == row.op && $0.rhs == row.rhs && $0.level == row.level })
      let expected = estimator == .ML ? row.standardError : row.robustError
      #expect(abs(try #require(found.value.estimate) - row.estimate) < 2e-5, "\(row.lhs) \(row.op) \(row.rhs)")
      #expect(abs(try #require(found.value.standardError) - expected) < 2e-5, "\(row.lhs) \(row.op) \(row.rhs)")
    }
  }

  @Test func fitMeasures() throws {
    let results = try results(.MLR)
    let expected = [
      ("chisq", 0.428673, 5e-4), ("df", 1, 0), ("logl", -676.898881, 1e-5), ("unrestricted.logl", -676.684544, 3e-4),
      ("baseline.chisq", 126.665492, 2e-3), ("baseline.df", 6, 0), ("srmr_within", 0.014676, 1e-3),
      ("srmr_between", 0.003798, 1e-3), ("aic", 1375.797762, 1e-4), ("bic", 1414.084790, 1e-4),
      ("chisq.scaling.factor", 0.934857, 3e-3), ("baseline.chisq.scaled", 125.594735, 0.06),
    ]
    for (name, value, tolerance) in expected {
      let found = try #require(results.fitMeasures.first { $0.name == name }?.value, "\(name)")
      #expect(abs(found - value) <= tolerance, "\(name): \(found)")
    }
    let shares = Dictionary(uniqueKeysWithValues: results.rSquared.map { ("\($0.variable)\($0.level)", $0.rSquared ?? .nan) })
    for (name, value) in [("y11", 0.179), ("y21", 0.214), ("y12", 0.414), ("y22", 0.372)] {
      #expect(abs(try #require(shares[name]) - value) < 6e-4, "\(name)")
    }
    let correlations = results.intraclassCorrelations
    #expect(correlations.map(\.variable) == ["y1", "y2"])
    #expect(zip(correlations, [0.390, 0.259]).allSatisfy { abs(($0.correlation ?? .nan) - $1) < 6e-4 })
  }

  /// Effects, residuals and implied moments stay within their level.
  @Test func everyResultHasItsLevel() throws {
    let results = try results(.ML)
    let routes = results.effects.filter { $0.kind == .indirect }.map { "\($0.level) \($0.route)" }
    #expect(Set(routes) == ["1 x -> y1 -> y2", "2 z -> y1 -> y2"])
    let pairs = Set(results.residuals.map { "\($0.level) \($0.a) \($0.b)" })
    #expect(pairs.count == results.residuals.count && results.residuals.count == 6 + 6 + 4)
    #expect(!pairs.contains { $0.hasPrefix("1") && $0.contains("z") })
    #expect(Set(results.implied.map { "\($0.level) \($0.a) \($0.b)" }) == pairs)
    #expect(results.groups[0].clusterCount == 60)
  }

  /// A cluster variable counted once, x within alone: shifting a variable moves its mean and no likelihood.
  @Test(arguments: [EstimationOptions.Estimator.ML, .MLR]) func aShiftMovesMeansAlone(
    _ estimator: EstimationOptions.Estimator
  ) throws {
    let base = try TeamData.unbalanced.fit(TeamData.text, estimator)
    var shifted = TeamData.unbalanced
    for row in 0..<shifted.rows.rowCount { for column in 0..<4 { shifted.rows[row, column] += 1_000 } }
    let moved = try shifted.fit(TeamData.text, estimator)
    #expect(abs(base.chiSquare - moved.chiSquare) < 1e-6)
    let errors = [base, moved].map { $0.asymptoticCovariance?.diagonal.map { $0.squareRoot() } ?? [] }
    let names = base.model.table.parameterNames
    for index in names.indices where !names[index].contains("~1") {
      #expect(abs(base.parameters[index] - moved.parameters[index]) < 1e-7, "\(names[index])")
      #expect(abs(errors[0][index] - errors[1][index]) < 1e-7, "\(names[index])")
    }
  }

  /// The same value at both levels is one parameter, and the score test of its equality finds what a fit without it gains.
  @Test func labelsTieLevels() throws {
    let free = try TeamData.unbalanced.fit()
    let text = TeamData.text.replacingOccurrences(of: "c*y1", with: "b*y1")
    let equal = try TeamData.unbalanced.fit(text)
    #expect(equal.degreesOfFreedom == free.degreesOfFreedom + 1)
    let test = try #require(equal.scoreTests.total)
    #expect(abs(test.chiSquare - (equal.chiSquare - free.chiSquare)) < 0.1)
    let difference = try #require(ModelComparison([("free", free), ("equal", equal)]).results.models[1].difference)
    #expect(abs(try #require(difference.chiSquare) - (equal.chiSquare - free.chiSquare)) < 1e-9)
  }

  /// An index foretells what freeing a path of its level gains; the mean of a within part is no candidate.
  @Test func modificationIndicesHaveTheirLevel() throws {
    let restricted = try TeamData.unbalanced.fit(TeamData.text.replacingOccurrences(of: "c*y1 + z", with: "c*y1"))
    let free = try TeamData.unbalanced.fit()
    let indices = restricted.modificationIndices()
    let found = try #require(indices.first { $0.lhs == "y2" && $0.rhs == "z" && $0.level == 2 })
    #expect(abs(found.index - (restricted.chiSquare - free.chiSquare)) < 0.3)
    #expect(!indices.contains { $0.op == "~1" })
  }

  /// Groups are independent: their chi-squares add up.
  @Test func groupsAddUp() throws {
    let samples = [TeamData(sizes: (0..<50).map { 2 + $0 % 4 }), TeamData.unbalanced].map(\.sample)
    let parsed = ModelParser.parse(
      ModelDocument(SourceText(name: "m.model", text: "level: 1\ny1 ~ x\ny2 ~ y1\nlevel: 2\ny1 ~ z\ny2 ~ y1 + z")))
    let both = try #require(PathModel.specify(parsed.tree, options: ModelOptions(), groupCount: 2).model).fit(to: samples)
    let single = try #require(PathModel.specify(parsed.tree, options: ModelOptions()).model)
    let alone = try samples.map { try single.fit(to: $0) }
    #expect(abs(both.chiSquare - alone[0].chiSquare - alone[1].chiSquare) < 1e-6)
    #expect(both.degreesOfFreedom == 2)
    func logLikelihood(_ fit: Fit) -> Double { fit.measures.first { $0.name == "logl" }?.value ?? .nan }
    #expect(abs(logLikelihood(both) - alone.reduce(0) { $0 + logLikelihood($1) }) < 1e-6)
  }

  @Test func whatCannotBeFittedIsRefused() throws {
    var sample = TeamData.unbalanced.sample
    let model = try TeamData.model()
    sample.clusters = nil
    #expect(throws: FitError.clustersNeeded) { try model.fit(to: sample) }
    sample.clusters = Array(0..<sample.sampleSize)
    #expect(throws: FitError.self) { try model.fit(to: sample) }
    #expect(throws: FitError.variesWithinClusters("x")) {
      try TeamData.unbalanced.fit("level: 1\ny1 ~~ y1\nlevel: 2\ny1 ~ x")
    }
    #expect(throws: FitError.constantWithinClusters("z")) {
      try TeamData.unbalanced.fit("level: 1\ny1 ~ z\nlevel: 2\ny1 ~~ y1")
    }
    #expect(throws: FitError.notWithLevels("estimator ULS")) { try TeamData.unbalanced.fit(TeamData.text, .ULS) }
  }
}
