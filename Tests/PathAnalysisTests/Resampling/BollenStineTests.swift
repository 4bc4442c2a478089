import Testing

@testable import PathAnalysis

@Suite struct BollenStineTests {
  private static let always: @Sendable () -> Bool = { true }

  private func golden() throws -> Fit {
    let sample = try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z", "X", "W"])
    return try fitted("M ~ a*X + W\nM2 ~ X + d*M\nY ~ b*M + b2*M2\nZ ~ M + Y", sample)
  }

  private func schools() throws -> Fit {
    let reference = try ReferenceCase("holzinger-rows")
    let expected = try #require(reference.fits.first { $0.name == "MLM by school" })
    let analysis = try ReferenceTests.analysis(expected, try #require(try reference.table))
    return try analysis.model.fit(to: analysis.samples, options: analysis.estimation)
  }

  private func test(_ fit: Fit, draws: Int, seed: UInt64, asInR: Bool = true, threads: Int? = nil) throws -> BollenStine {
    var options = ResamplingOptions()
    options.draws = draws
    options.threads = threads
    let bootstrap = try #require(Bootstrap(fit, effects: EffectList(fit.model), options: options, seed: seed))
    let rows = asInR ? bootstrap.rowsAsInR() : nil
    return try #require(BollenStine(fit, options: options, seed: seed, rows: rows, proceed: Self.always))
  }

  /// lavaan 0.6-14 with `fixed.x = FALSE` (see the documentation of ``BollenStine`` for why), `iseed = 123`.
  @Test func lavaanStatistics() throws {
    let test = try test(golden(), draws: 1000, seed: 123)
    #expect(test.failures.isEmpty)
    for (found, expected) in zip(test.statistics, [3.10938110, 5.08563144, 6.29987417, 1.72562120]) {
      #expect(abs(found - expected) < 1e-6)
    }
    #expect(abs(test.statistics.reduce(0, +) / 1000 - 5.982385) < 1e-5)
    #expect(test.pValue == 0.008)
  }

  /// lavaan 0.6-14, `iseed = 7`: groups, means, latent variables. Its rows are turned by estimates that stop 1e-5 from the optimum.
  @Test func lavaanStatisticsOfGroups() throws {
    let test = try test(schools(), draws: 4, seed: 7)
    for (found, expected) in zip(test.statistics, [54.26928220, 34.60501788, 46.55112216, 45.39487783]) {
      #expect(abs(found - expected) < 5e-6 * expected)
    }
  }

  /// The model fits the turned rows exactly: a draw that takes each once has T* = 0.
  @Test func turnedRowsObeyTheModel() throws {
    for fit in try [golden(), schools()] {
      let rows = fit.groups.flatMap { (0..<UInt32($0.sample.sampleSize)) }
      var options = ResamplingOptions()
      options.draws = 1
      let test = try #require(BollenStine(fit, options: options, seed: 1, rows: rows, proceed: Self.always))
      #expect(test.statistics.count == 1)
      #expect(test.statistics[0] < 1e-8)
      #expect(test.pValue == 0)
    }
  }

  @Test func statisticsDependOnTheSeedAlone() throws {
    let fit = try golden()
    let one = try test(fit, draws: 150, seed: 5, asInR: false, threads: 1)
    let four = try test(fit, draws: 150, seed: 5, asInR: false, threads: 4)
    #expect(one.statistics == four.statistics)
    #expect(one.statistics.count == 150)
  }

  /// The test stands among the fit measures; without draws it is missing and says why.
  @Test func analysis() throws {
    let fit = try golden()
    var analysis = Analysis(model: fit.model, sample: fit.sample)
    analysis.estimation.tests = [.bollenStine]
    analysis.resampling.draws = 100
    analysis.resampling.seed = 3
    let description = AnalysisDescription(modelName: "golden.model", dataName: "golden.csv")
    let results = try analysis.run(description)
    let names = results.fitMeasures.map(\.name)
    let place = try #require(names.firstIndex(of: "pvalue.bollen.stine"))
    #expect(names[place + 1] == "baseline.chisq")
    let p = try #require(results.fitMeasures[place].value)
    #expect(p < 0.05)
    analysis.resampling.draws = 0
    let without = try analysis.run(description)
    #expect(without.messages.map(\.id).contains("no-bollen-stine"))
    #expect(!without.fitMeasures.map(\.name).contains("pvalue.bollen.stine"))
  }
}
