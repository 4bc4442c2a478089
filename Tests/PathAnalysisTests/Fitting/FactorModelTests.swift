import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

/// Higher-order, bifactor and phantom models against lavaan 0.6-14, on the covariances (divisor n) of its HolzingerSwineford1939.
@Suite struct FactorModelTests {
  private let sample = Sample(
    variables: (1...9).map { "x\($0)" }, sampleSize: 301,
    covariance: (301.0 / 300)
      * Matrix(rows: [
        [
          1.3583698455, 0.4073713302, 0.5798993223, 0.5048349962, 0.4406155374, 0.4548081306, 0.0847654345, 0.2638376844,
          0.4583385471,
        ],
        [
          0.4073713302, 1.3817838655, 0.4510639369, 0.2089233703, 0.2110910752, 0.2475445713, -0.0967510176, 0.1096593857,
          0.2440094509,
        ],
        [
          0.5798993223, 0.4510639369, 1.2748648608, 0.2081696129, 0.1122962909, 0.2441089815, 0.0883418380, 0.2123226427,
          0.3738525709,
        ],
        [
          0.5048349962, 0.2089233703, 0.2081696129, 1.3506645079, 1.0977527816, 0.8955157094, 0.2197425898, 0.1255933500,
          0.2433627372,
        ],
        [
          0.4406155374, 0.2110910752, 0.1122962909, 1.0977527816, 1.6597857640, 1.0145240421, 0.1429995481, 0.1806052086,
          0.2952413297,
        ],
        [
          0.4548081306, 0.2475445713, 0.2441089815, 0.8955157094, 1.0145240421, 1.1963583780, 0.1440783892, 0.1654310049,
          0.2359969494,
        ],
        [
          0.0847654345, -0.0967510176, 0.0883418380, 0.2197425898, 0.1429995481, 0.1440783892, 1.1831394643, 0.5352452212,
          0.3732972192,
        ],
        [
          0.2638376844, 0.1096593857, 0.2123226427, 0.1255933500, 0.1806052086, 0.1654310049, 0.5352452212, 1.0219828148,
          0.4573165598,
        ],
        [
          0.4583385471, 0.2440094509, 0.3738525709, 0.2433627372, 0.2952413297, 0.2359969494, 0.3732972192, 0.4573165598,
          1.0150038700,
        ],
      ]), means: nil)

  private static let factors = "v =~ x1 + x2 + x3\nt =~ x4 + x5 + x6\ns =~ x7 + x8 + x9\n"

  @Test func aSecondOrderFactor() throws {
    let fit = try model(Self.factors + "g =~ v + t + s").fit(to: sample)
    #expect(fit.converged && fit.degreesOfFreedom == 24)
    #expect(abs(fit.chiSquare - 85.30552177) < 1e-5)
  }

  /// A solution with a negative residual variance, which only a start with even loadings leads to.
  @Test func aBifactorModelWithANegativeVariance() throws {
    let text = "g =~ x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9\n" + Self.factors
    var options = EstimationOptions()
    options.maximumIterations = 60
    let fit = try model(text) {
      $0.orthogonal = true
      $0.standardizeLatent = true
    }.fit(to: sample, options: options)
    #expect(fit.converged && fit.degreesOfFreedom == 18)
    #expect(abs(fit.chiSquare - 34.88009812) < 1e-5)
    #expect(fit.admissibility.negativeVariances.map(\.name) == ["x1"])
  }

  /// A factor that only borrows an indicator leaves its residual variance free: the same model as `t ~ v`.
  @Test func aPhantomFactor() throws {
    let text = "v =~ x1 + x2 + x3\nt =~ x4 + x5 + x6\n"
    let phantom = try model(text + "p =~ 0*x1\np ~ a*v\nt ~ b*p\np ~~ 0*p\na == 1").fit(to: sample)
    let plain = try model(text + "t ~ v").fit(to: sample)
    #expect(phantom.converged && phantom.degreesOfFreedom == 8)
    #expect(abs(phantom.chiSquare - 24.36130385) < 1e-5 && abs(phantom.chiSquare - plain.chiSquare) < 1e-8)
  }

  @Test func aSingleIndicatorHasNoError() throws {
    let table = try model("q =~ x9\nv =~ x1 + x2 + x3\nv ~ q").table
    #expect(table.rows.first { $0.name == "x9 ~~ x9" }?.status == .fixed(0))
    let shared = try model("q =~ x1\nv =~ x1 + x2 + x3").table
    #expect(shared.rows.first { $0.name == "x1 ~~ x1" }?.parameterIndex != nil)
  }

  private func model(_ text: String, _ change: (inout ModelOptions) -> Void = { _ in }) throws -> PathModel {
    var options = ModelOptions()
    change(&options)
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    return try #require(PathModel.specify(parsed.tree, options: options).model)
  }
}
