import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

@Suite struct ConstrainedFitTests {
  private let sample = sampleOfRandomMoments(["y", "z", "x", "w"], seed: 8)

  /// Errors uncorrelated, so that an equation's slopes are least squares: with the slope of x held at c, that of w is the regression of
  /// y - c x on w.
  @Test func anActiveInequalityIsAnEquality() throws {
    let free = try fitted("y ~ a*x + b*w", sample)
    let limit = free.parameters[0] + 0.25
    let bounded = try fitted("y ~ a*x + b*w\na > \(limit)", sample)
    let s = sample.covariance
    #expect(bounded.converged)
    #expect(abs(bounded.parameters[0] - limit) < 1e-10)
    #expect(abs(bounded.parameters[1] - (s[0, 3] - limit * s[2, 3]) / s[3, 3]) < 1e-9)
    // A degree of freedom is not gained, and the estimate at the limit has no error.
    #expect(bounded.degreesOfFreedom == free.degreesOfFreedom)
    #expect(bounded.activeConstraints == [.statement(0)])
    #expect(bounded.messages.contains { $0.id == "active-constraint" })
    let fixed = try fitted("y ~ a*x + b*w\na == \(limit)", sample)
    let difference = try #require(bounded.asymptoticCovariance) - (try #require(fixed.asymptoticCovariance))
    #expect(difference.maxAbsolute < 1e-12)
    #expect(fixed.degreesOfFreedom == free.degreesOfFreedom + 1)
  }

  @Test func anInactiveInequalityChangesNothing() throws {
    let free = try fitted("y ~ a*x + b*w\nz ~ c*y", sample)
    let bounded = try fitted("y ~ a*x + b*w\nz ~ c*y\na*c < 100\nb > -50", sample)
    #expect(zip(free.parameters, bounded.parameters).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(bounded.activeConstraints.isEmpty)
    let difference = try #require(free.asymptoticCovariance) - (try #require(bounded.asymptoticCovariance))
    #expect(difference.maxAbsolute < 1e-10)
  }

  /// `exp(a) == exp(b)` and `a^3 == b^3` say what `a == b` says: estimates, covariance and degrees of freedom agree.
  @Test(arguments: ["exp(a) == exp(b)", "(a + 2)^3 == (b + 2)^3", "d := a - b\nexp(d) - 1 == 0"])
  func anEqualityInDisguise(_ constraint: String) throws {
    let text = "y ~ a*x + w\nz ~ b*x + y\n"
    let plain = try fitted(text + "a == b", sample)
    let disguised = try fitted(text + constraint, sample)
    #expect(disguised.converged)
    #expect(disguised.degreesOfFreedom == plain.degreesOfFreedom)
    #expect(abs(plain.chiSquare - disguised.chiSquare) < 1e-9)
    #expect(zip(plain.parameters, disguised.parameters).allSatisfy { abs($0 - $1) < 1e-9 })
    let difference = try #require(plain.asymptoticCovariance) - (try #require(disguised.asymptoticCovariance))
    #expect(difference.maxAbsolute < 1e-9)
  }

  /// The product of two paths held at a value: the delta method gives it no variance, and the constraint is met.
  @Test func aProductHeldFixed() throws {
    let fit = try fitted("y ~ a*x\nz ~ b*y + x\na*b == 0.2", sample)
    let (a, b) = (fit.parameters[0], fit.parameters[1])
    #expect(fit.converged)
    #expect(abs(a * b - 0.2) < 1e-9)
    let covariance = try #require(fit.asymptoticCovariance)
    let variance = b * b * covariance[0, 0] + 2 * a * b * covariance[0, 1] + a * a * covariance[1, 1]
    #expect(abs(variance) < 1e-12)
    #expect(covariance[0, 0] > 0)
  }

  /// Bounds only guard the search: the estimate stops there, and the information is that of all parameters.
  @Test func boundsOfModifiers() throws {
    let free = try fitted("y ~ x + w", sample)
    let limit = free.parameters[0] - 0.5
    let fit = try fitted("y ~ upper(\(limit))*x + w", sample)
    #expect(abs(fit.parameters[0] - limit) < 1e-10)
    #expect(fit.activeConstraints == [.upperBound(parameter: 0)])
    #expect(fit.messages.contains { $0.id == "at-bound" })
    #expect(try #require(fit.asymptoticCovariance)[0, 0] > 0)
    #expect(throws: FitError.unmetConstraint(index: 0)) { try fitted("y ~ a*x\na^2 == -1", sample) }
  }

  @Test func checkCountsNonlinearEqualities() throws {
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: "y ~ a*x + b*w\na*b == 0.1\na > 0")))
    let model = try #require(PathModel.specify(parsed.tree, options: ModelOptions()).model)
    #expect(model.freeCount == 2)
    #expect(model.genericIdentification()?.isIdentified == true)
  }

  /// Score tests do not depend on how an equality is written, and an active inequality stays.
  @Test func scoreTestsOfAnEqualityInDisguise() throws {
    let text = "y ~ a*x + w\nz ~ b*x + c*w\n"
    let plain = try fitted(text + "a == b\nb + c == 0.3", sample).scoreTests
    let disguised = try fitted(text + "exp(a) == exp(b)\nb + c == 0.3", sample).scoreTests
    #expect(plain.single.count == 2 && disguised.single.count == 2)
    let expected = plain.single.map(\.chiSquare).sorted()
    for (one, other) in zip(expected, disguised.single.map(\.chiSquare).sorted()) { #expect(abs(one - other) < 1e-6) }
    #expect(abs((plain.total?.chiSquare ?? 0) - (disguised.total?.chiSquare ?? 1)) < 1e-6)
    let free = try fitted(text + "a == b", sample)
    let limit = free.parameters[try #require(free.model.table.labelIndices["c"])] + 0.2
    let held = try fitted(text + "a == b\nc > \(limit)", sample)
    let fixed = try fitted("y ~ a*x + w\nz ~ b*x + \(limit)*w\na == b", sample)
    #expect(held.activeConstraints == [.statement(1)])
    #expect(abs((held.scoreTests.total?.chiSquare ?? 0) - (fixed.scoreTests.total?.chiSquare ?? 1)) < 1e-6)
  }

  /// Draws in which an inequality is active are refitted under it.
  @Test func drawsKeepConstraints() throws {
    let free = try fitted("y ~ a*x + b*w", sample)
    let limit = free.parameters[0] - 0.01
    let fit = try fitted("y ~ a*x + b*w\na > \(limit)\na*b < 1000", sample)
    #expect(fit.activeConstraints.isEmpty)
    var refit = try #require(Refit(fit))
    // y - 0.1 x in place of y: without the constraint the slope of x would be 0.1 lower.
    let change = Matrix(rows: [[1, -0.1, 0], [0, 1, 0], [0, 0, 1]])
    let moved = (change * fit.observed.covariance).timesTransposed(change)
    let estimate = try refit.estimate([(covariance: moved.elements, means: [0, 0, 0])])
    #expect(abs(estimate[0] - limit) < 1e-9)
    let other = try refit.estimate([(covariance: fit.observed.covariance.elements, means: [0, 0, 0])])
    #expect(zip(other, fit.parameters).allSatisfy { abs($0 - $1) < 1e-8 })
  }

  /// Estimates, standard errors and T by lavaan 0.6-14 on Fixtures/golden.csv, optimised to rel.tol 1e-15; the order is that of the text.
  struct Reference: Sendable {
    var text: String
    var variables: [String]
    var chiSquare: Double
    var degreesOfFreedom: Int
    var estimates: [Double]
    var standardErrors: [Double]

    static let all = [
      Reference(
        text: "M ~ a*X + W\nM2 ~ d*X + M\nY ~ b*M + c*M2\na*b == d*c + 0.05\nc > 0.35\nexp(d) < 1 + 2*b",
        variables: ["M", "M2", "Y", "X", "W"], chiSquare: 17.1945003508, degreesOfFreedom: 4,
        estimates: [
          0.554572776, 0.253126255, 0.386855953, 0.390525437, 0.392440675, 0.433331613, 0.875767139, 0.945535887, 0.922995605,
        ],
        standardErrors: [
          0.054393777, 0.056272710, 0.061469008, 0.061396975, 0.042598365, 0.044859496, 0.078330994, 0.084571301, 0.082555237,
        ]),
      Reference(
        text: "M ~ a*X + W\nM2 ~ d*X + M\nY ~ b*M + c*M2\na*b == d^2", variables: ["M", "M2", "Y", "X", "W"],
        chiSquare: 16.1302703877, degreesOfFreedom: 4,
        estimates: [
          0.531391274, 0.252912044, 0.425655974, 0.373362993, 0.340959698, 0.473413758, 0.875278889, 0.944644242, 0.920455445,
        ],
        standardErrors: [
          0.055930619, 0.056257152, 0.038341229, 0.057860497, 0.055893105, 0.056399592, 0.078287324, 0.084491550, 0.082328038,
        ]),
      Reference(
        text: "f =~ X + l1*M + l2*M2 + l3*Y\nl1*l2 == l3", variables: ["X", "M", "M2", "Y"], chiSquare: 1.3324577074,
        degreesOfFreedom: 3,
        estimates: [1.078513348, 1.327290393, 1.431500405, 0.561457960, 0.657074884, 0.607225368, 0.645456456, 0.483545110],
        standardErrors: [0.077054539, 0.095801621, 0.144466378, 0.061366386, 0.071612533, 0.077764227, 0.086256075, 0.076597746]),
    ]
  }

  @Test(arguments: Reference.all) func lavaanAgrees(_ reference: Reference) throws {
    let fit = try fitted(reference.text, try Fixture.sample("golden.csv", variables: reference.variables))
    #expect(abs(fit.chiSquare - reference.chiSquare) < 1e-6)
    #expect(fit.degreesOfFreedom == reference.degreesOfFreedom)
    let covariance = try #require(fit.asymptoticCovariance)
    for index in fit.parameters.indices {
      #expect(abs(fit.parameters[index] - reference.estimates[index]) < 1e-5)
      #expect(abs(covariance[index, index].squareRoot() - reference.standardErrors[index]) < 1e-5)
    }
  }
}
