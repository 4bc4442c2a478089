import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

/// EFA blocks of the nine tests of Holzinger and Swineford (1939), n = 301.
@Suite struct FactorRotationTests {
  private static let threeFactors = #"efa("b")*f1 + efa("b")*f2 + efa("b")*f3 =~ x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9"#
  private static let twoFactors = """
    efa("b")*f1 + efa("b")*f2 =~ x1 + x2 + x3 + x4 + x5 + x6
    g =~ x7 + x8 + x9
    x7 ~~ 0.6*x7
    x1 ~~ 0.7*x1
    g ~ f1 + f2
    """

  private func specified(_ text: String, _ rotation: RotationOptions) -> (model: PathModel?, diagnostics: [Diagnostic]) {
    var options = ModelOptions()
    options.rotation = rotation
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "efa.model", text: text)))
    return PathModel.specify(parsed.tree, options: options)
  }

  private func fit(_ text: String, _ criterion: RotationCriterion, _ errors: RotationOptions.StandardErrors) throws -> Fit {
    var rotation = RotationOptions()
    rotation.criterion = criterion
    rotation.standardErrors = errors
    let model = try #require(specified(text, rotation).model)
    return try model.fit(to: try #require(try ReferenceCase("holzinger").groups.first).sample)
  }

  private func expect(_ fit: Fit, _ expected: [String: (Double, Double)], tolerance: Double) throws {
    let covariance = try #require(fit.asymptoticCovariance)
    let names = fit.model.table.parameterNames
    for (name, (estimate, standardError)) in expected {
      let index = try #require(names.firstIndex(of: name), "\(name)")
      #expect(abs(fit.parameters[index] - estimate) < 2e-5, "\(name): \(fit.parameters[index])")
      let found = covariance[index, index].squareRoot()
      #expect(abs(found - standardError) < tolerance * standardError, "standard error of \(name): \(found)")
    }
  }

  /// lavaan 0.7-2, cfa(rotation = "geomin").
  @Test func geominOfLavaan() throws {
    let fit = try fit(Self.threeFactors, .geomin(), .bordered)
    #expect(fit.degreesOfFreedom == 12)
    #expect(fit.freeCount == 33)
    #expect(abs(fit.chiSquare - 22.8967346074908) < 1e-6)
    try expect(
      fit,
      [
        "f1 =~ x1": (0.711643307697118, 0.0915717292296942), "f1 =~ x7": (-0.277536972887386, 0.109368001487729),
        "f2 =~ x1": (0.198443010085979, 0.103496423032664), "f3 =~ x1": (0.014511988927846, 0.047981345424538),
        "f3 =~ x9": (0.48447471939529, 0.0696674565619995), "x7 ~~ x7": (0.59418278168997, 0.105652059432181),
        "f1 ~~ f2": (0.373355310574081, 0.11765086568084),
      ], tolerance: 1e-3)
  }

  /// lavaan 0.6-14, cfa(rotation = "varimax"), with Kaiser's weights.
  @Test func varimaxOfLavaan() throws {
    let fit = try fit(Self.threeFactors, .varimax, .bordered)
    #expect(fit.degreesOfFreedom == 12)
    #expect(!fit.model.table.parameterNames.contains("f1 ~~ f2"))
    try expect(
      fit,
      [
        "f1 =~ x1": (0.72578092, 0.07672476), "f1 =~ x9": (0.40940456, 0.07030133), "f2 =~ x1": (0.32284477, 0.06015727),
        "f3 =~ x2": (-0.03127645, 0.05856910), "f3 =~ x8": (0.71677736, 0.07143716),
      ], tolerance: 1e-4)
  }

  /// The delta method: constraints of the rotation as complex-step derivatives in numpy, the information bordered with them.
  @Test func deltaMethod() throws {
    let oblimin = [0.08832, 0.08783, 0.079746, 0.041694, 0.037086, 0.043393, 0.042292, 0.073306, 0.080495, 0.067977]
    let geomin = [0.092524, 0.103961, 0.095432, 0.011559, 0.088786, 0.073645, 0.108483, 0.008977, 0.075894, 0.103549]
    for (criterion, expected) in [(RotationCriterion.oblimin(), oblimin), (.geomin(), geomin)] {
      let fit = try fit(Self.threeFactors, criterion, .delta)
      let covariance = try #require(fit.asymptoticCovariance)
      // The first parameters are the loadings of the first factor and the first of the second.
      for (index, standardError) in expected.enumerated() {
        #expect(abs(covariance[index, index].squareRoot() - standardError) < 2e-6)
      }
    }
  }

  /// Regressions on rotated factors; lavaan 0.6-14, sem(rotation = "oblimin").
  @Test func regressionOnFactors() throws {
    let fit = try fit(Self.twoFactors, .oblimin(), .bordered)
    #expect(fit.freeCount == 23)
    #expect(abs(fit.chiSquare - 70.6262125804188) < 1e-5)
    try expect(
      fit,
      [
        "f1 =~ x1": (0.69229099, 0.07520844),
        "f1 =~ x5": (-0.11108800, 0.03777610),
        "f2 =~ x3": (-0.09854514, 0.02578491),
        "f2 =~ x4": (0.96439103, 0.05892261),
        "g =~ x8": (1.05101121, 0.11550659),
        "g ~ f1": (0.23695931, 0.06269314),
        "g ~ f2": (0.11023458, 0.05489330),
        "g ~~ g": (0.41138862, 0.07216977),
        "f1 ~~ f2": (0.32871567, 0.07224813),
      ], tolerance: 1e-3)
  }

  /// The rotated solution implies the moments of the unrotated one.
  @Test(arguments: [RotationCriterion.geomin(), .oblimin(gamma: -0.5), .promax(), .quartimax])
  func impliesTheSameMoments(_ criterion: RotationCriterion) throws {
    let rotated = try fit(Self.twoFactors, criterion, .delta)
    let unrotated = try fit(Self.twoFactors, .none, .delta)
    #expect(largestDifference(rotated.groups[0].impliedCovariance, unrotated.groups[0].impliedCovariance) < 1e-9)
    #expect(rotated.degreesOfFreedom == unrotated.degreesOfFreedom)
  }

  /// The Jacobian against differences of rotations that start at the solution.
  @Test func jacobianByDifferences() throws {
    let fit = try fit(Self.twoFactors, .geomin(), .delta)
    let rotation = try #require(fit.rotation)
    let observed = fit.groups.map(\.observed)
    let whole = try #require(FactorRotation(fit.model, unrotated: rotation.unrotated, observed: observed))
    let jacobian = try #require(whole.jacobian())
    let near = try #require(DrawRotation(fit))
    for parameter in rotation.unrotated.indices {
      let slope = differences(1e-4) { step in
        var moved = rotation.unrotated
        moved[parameter] += step
        return near.rotated(moved, observed).map { Matrix(rowCount: $0.count, columnCount: 1, columnMajor: $0) }
      }
      let found = Matrix(rowCount: jacobian.rowCount, columnCount: 1, columnMajor: jacobian.column(parameter))
      #expect(largestDifference(try #require(slope), found) < 1e-5 * max(1, found.maxAbsolute))
    }
  }

  @Test(arguments: [
    ("efa(\"b\")*f1 + efa(\"b\")*f2 =~ x1 + x2 + x3 + x4 + x5 + x6\nx7 ~ f1", "efa-uneven"),
    ("efa(\"b\")*f1 + efa(\"b\")*f2 =~ x1 + x2 + x3 + x4 + x5 + x6\nf1 =~ x7", "efa-loading"),
    ("efa(\"b\")*f1 + efa(\"b\")*f2 =~ x1 + x2 + x3 + x4 + x5 + x6\nx7 ~ a*f1 + b*f2\na == b", "efa-equality"),
    ("efa(\"b\")*f1 + efa(\"b\")*f2 =~ x1 + x2 + x3 + x4 + x5 + x6\nf1 ~~ 2*f1", "efa-variance"),
    ("efa(\"b\")*f1 + efa(\"b\")*f2 + efa(\"b\")*f3 =~ x1 + x2", "efa-too-many-factors"),
  ])
  func refusals(_ text: String, _ id: String) {
    let (model, diagnostics) = specified(text, RotationOptions())
    #expect(model == nil)
    #expect(diagnostics.contains { $0.id == id })
  }
}
