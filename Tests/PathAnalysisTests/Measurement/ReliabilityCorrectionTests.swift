import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

@Suite struct ReliabilityCorrectionTests {
  /// x, z, y with n = 200: moments with whole numbers.
  let sample = Sample(
    variables: ["x", "z", "y"], sampleSize: 200, covariance: Matrix(rows: [[4, 1, 2], [1, 2, 1.5], [2, 1.5, 5]]),
    means: [1, 2, 3])

  func tree(_ text: String) -> SyntaxTree { ModelParser.parse(ModelDocument(SourceText(name: "m", text: text))).tree }

  func correction(_ name: String, _ reliability: Double) -> ReliabilityCorrection {
    ReliabilityCorrection(name, reliability: reliability, range: SourceRange(start: 0, end: 1))
  }

  func fit(
    _ text: String, _ corrections: [ReliabilityCorrection], options: ModelOptions = ModelOptions()
  ) throws -> Fit {
    let (corrected, wrong) = tree(text).correcting(corrections, samples: [sample])
    #expect(wrong.isEmpty)
    let (model, diagnostics) = PathModel.specify(corrected, options: options)
    #expect(diagnostics.filter { $0.severity == .error }.isEmpty)
    return try #require(model).fit(to: sample.renamed(for: corrections))
  }

  func estimate(_ fit: Fit, _ lhs: String, _ rhs: String) throws -> Double {
    let row = try #require(
      fit.model.table.rows.first { $0.relation == .regression && $0.lhs == lhs && $0.rhs == rhs })
    return fit.parameters[try #require(row.parameterIndex)]
  }

  /// The error variance is of the divisor n - 1, the fitted moments of n: b = s_xy / (s_xx - error), s with divisor n.
  @Test func aSlopeIsDisattenuated() throws {
    let fit = try fit("y ~ x", [correction("x", 0.8)])
    let share = 199.0 / 200
    #expect(abs(try estimate(fit, "y", "x") - 2 * share / (4 * share - 0.2 * 4)) < 1e-8)
    #expect(fit.degreesOfFreedom == 0)
  }

  @Test func perfectReliabilityChangesNothing() throws {
    let plain = try fit("y ~ x + z", [])
    let corrected = try fit("y ~ x + z", [correction("x", 1)])
    for name in ["x", "z"] { #expect(abs(try estimate(plain, "y", name) - estimate(corrected, "y", name)) < 1e-7) }
    #expect(corrected.degreesOfFreedom == plain.degreesOfFreedom)
  }

  /// With two predictors, one unreliable: the normal equations with x's variance less its error.
  @Test func otherPredictorsStayCorrelatedWithIt() throws {
    let fit = try fit("y ~ x + z", [correction("x", 0.75)])
    let share = 199.0 / 200
    let (xx, xz, zz, xy, zy) = (4 * share - 1, share, 2 * share, 2 * share, 1.5 * share)
    let determinant = xx * zz - xz * xz
    #expect(abs(try estimate(fit, "y", "x") - (zz * xy - xz * zy) / determinant) < 1e-7)
    #expect(abs(try estimate(fit, "y", "z") - (xx * zy - xz * xy) / determinant) < 1e-7)
    #expect(fit.degreesOfFreedom == 0)
  }

  @Test func theSameAsWrittenOut() throws {
    let corrections = [correction("x", 0.8), correction("y", 0.9), correction("z", 0.7)]
    let fit = try fit("x -> z -> y", corrections)
    let written = tree(
      """
      fz ~ fx
      fy ~ fz
      fx =~ 1*x
      fz =~ 1*z
      fy =~ 1*y
      x ~~ 0.8*x
      z ~~ 0.6*z
      y ~~ 0.5*y
      """)
    let other = try #require(PathModel.specify(written, options: ModelOptions()).model).fit(to: sample)
    #expect(abs(fit.chiSquare - other.chiSquare) < 1e-7)
    #expect(fit.degreesOfFreedom == 1)
    #expect(other.degreesOfFreedom == 1)
    #expect(abs(try estimate(fit, "z", "x") - (try estimate(other, "fz", "fx"))) < 1e-6)
  }

  @Test func standardizedLatentVariablesKeepTheirVariance() throws {
    var options = ModelOptions()
    options.standardizeLatent = true
    let plain = try fit("y ~ x", [correction("x", 0.8)])
    let standardized = try fit("y ~ x", [correction("x", 0.8)], options: options)
    #expect(abs(try estimate(plain, "y", "x") - estimate(standardized, "y", "x")) < 1e-7)
  }

  @Test func ownInterceptsMoveToTheVariable() throws {
    let fit = try fit("y ~ x\nx ~ 1\ny ~ 1", [correction("x", 0.8)])
    #expect(fit.degreesOfFreedom == 0)
    #expect(fit.asymptoticCovariance != nil)
  }

  @Test func eachGroupHasItsOwnErrorVariance() throws {
    var other = sample
    other.covariance = 2 * sample.covariance
    let corrected = tree("y ~ x").correcting([correction("x", 0.8)], samples: [sample, other]).tree
    let error = try #require(corrected.terms.first { $0.relation == .covariance && $0.lhs == "x.observed" })
    guard case .values(let values)? = error.modifiers.first else {
      Issue.record("no modifier")
      return
    }
    #expect(values.count == 2)
    let blocks = tree("group: a\ny ~ x\ngroup: b\ny ~ x").correcting([correction("x", 0.8)], samples: [sample, other]).tree
    #expect(blocks.terms.filter { $0.relation == .covariance && $0.lhs == "x.observed" }.count == 2)
  }

  @Test(arguments: [
    ("y ~ x", "w", "unknown-variable"), ("y ~ x + x:z", "x", "not-available"), ("y ~ f\nf =~ x + z", "x", "reliability"),
    ("y ~ f\nf =~ x + z", "f", "reliability"), ("level: 1\ny ~ x\nlevel: 2\ny ~ x", "x", "not-available"),
  ])
  func whatCannotBeCorrectedIsRefused(text: String, name: String, id: String) {
    #expect(tree(text).correcting([correction(name, 0.9)]).diagnostics.map(\.id) == [id])
  }
}
