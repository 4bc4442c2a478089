import ModelSyntax
import Testing

@testable import PathAnalysis

/// Numbers that lavaan 0.7-2 gives with `set.seed`: iseed 123 and R = 1000 for the bootstrap, seed 42 and R = 20000 for Monte Carlo
/// (conventions.md section 18). lavaan's optimiser stops about 1e-6 from the optimum, hence 2e-6.
@Suite struct GoldenBootstrapTests {
  private static let model = """
    M ~ a*X + W
    M2 ~ X + d*M
    Y ~ b*M + b2*M2
    Z ~ M + Y
    ind := a*b
    ser := a*d*b2
    """

  private func results(_ configure: (inout ResamplingOptions) -> Void) throws -> Results {
    let sample = try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z", "X", "W"])
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "golden.model", text: Self.model)))
    let model = try #require(PathModel.specify(parsed.tree, options: ModelOptions()).model)
    var analysis = Analysis(model: model, sample: sample)
    analysis.resampling.generator = .r
    analysis.resampling.acceleration = .regression
    analysis.resampling.exogenousMoments = .original
    analysis.resampling.pValue = .wald
    configure(&analysis.resampling)
    return try analysis.run(AnalysisDescription(modelName: "golden.model", dataName: "golden.csv"))
  }

  @Test(arguments: [
    (ResamplingOptions.IntervalType.percentile, [0.1044395365, 0.2664681187, 0.05164621635, 0.1448580527]),
    (.basic, [0.09955891782, 0.2615875, .nan, .nan]), (.normal, [0.1028784217, 0.2632045346, .nan, .nan]),
    (.biasCorrected, [0.1060988482, 0.2702115779, 0.05361095993, 0.1513021945]),
    (.biasCorrectedAccelerated, [0.1070924418, 0.2706557235, 0.05344445767, 0.1505921132]),
  ])
  func bootstrapLimits(_ type: ResamplingOptions.IntervalType, _ expected: [Double]) throws {
    let results = try results {
      $0.draws = 1000
      $0.seed = 123
      $0.interval = type
    }
    let indirect = try #require(results.parameters.first { $0.lhs == "ind" }).value
    let serial = try #require(results.parameters.first { $0.lhs == "ser" }).value
    #expect(abs((indirect.estimate ?? 0) - 0.1830135183) < 2e-6)
    #expect(abs((indirect.standardError ?? 0) - 0.04090027014) < 2e-6)
    #expect(abs((serial.standardError ?? 0) - 0.02374328607) < 2e-6)
    let found = [indirect.lower, indirect.upper, serial.lower, serial.upper]
    for (value, wanted) in zip(found, expected) where !wanted.isNaN {
      #expect(abs((try #require(value)) - wanted) < 2e-6)
    }
    // The effect found by itself is the one the user defined.
    let effect = try #require(results.effects.first { $0.kind == .indirect && $0.route == "X -> M -> Y" })
    #expect(effect.value.lower == indirect.lower)
  }

  /// The effects' Monte Carlo limits are the same draws in the same order as R's, so they agree to 1e-9.
  @Test func monteCarloLimits() throws {
    let results = try results { $0.seed = 42 }
    let effect = try #require(results.effects.first { $0.kind == .indirect && $0.route == "X -> M -> Y" }).value
    #expect(abs((effect.standardError ?? 0) - 0.039779953482) < 1e-9)
    #expect(abs((effect.lower ?? 0) - 0.109379402725) < 1e-9)
    #expect(abs((effect.upper ?? 0) - 0.264246408057) < 1e-9)
    let serial = try #require(results.effects.first { $0.route == "X -> M -> M2 -> Y" }).value
    #expect(abs((serial.standardError ?? 0) - 0.022467940950) < 1e-9)
    #expect(abs((serial.lower ?? 0) - 0.055113832246) < 1e-9)
    #expect(abs((serial.upper ?? 0) - 0.142964158576) < 1e-9)
  }

  /// Fit measures of the fixture (conventions.md section 18), to their printed digits.
  @Test func fitMeasures() throws {
    let results = try results { $0.monteCarloDraws = 100 }
    let expected: [String: Double] = [
      "npar": 12, "chisq": 18.62107435, "df": 6, "baseline.chisq": 399.4438744, "baseline.df": 14, "cfi": 0.9672557402,
      "tli": 0.9235967272, "rmsea": 0.09172812854, "srmr": 0.04172399666, "logl": -1415.765036, "aic": 2855.530072,
      "bic": 2897.787604,
    ]
    for (name, value) in expected {
      let measure = try #require(results.fitMeasures.first { $0.name == name }?.value)
      #expect(abs(measure - value) < 1e-6 * max(1, abs(value)), "\(name)")
    }
  }
}
