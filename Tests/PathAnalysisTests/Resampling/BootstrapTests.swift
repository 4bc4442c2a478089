import LinearAlgebra
import Probability
import SurveyData
import Testing

@testable import PathAnalysis

@Suite struct BootstrapTests {
  /// Cases of a recursive model, from a generator of their own.
  static func sample(size: Int = 60, seed: UInt64 = 5) -> Sample {
    var random = CounterRandom(seed: seed, stream: 0)
    var rows: [[Double]] = []
    for _ in 0..<size {
      let x = 2 + random.normal()
      let w = 0.3 * x + random.normal()
      let m = 0.4 * x - 0.2 * w + random.normal()
      let y = 0.5 * m + 0.1 * x + random.normal()
      rows.append([m, y, x, w])
    }
    return sample(rows: Matrix(rows: rows))
  }

  static func sample(rows: Matrix) -> Sample {
    let n = Double(rows.rowCount)
    let means = (0..<rows.columnCount).map { rows.column($0).reduce(0, +) / n }
    var centred = rows
    for j in means.indices { for i in 0..<rows.rowCount { centred[i, j] -= means[j] } }
    return Sample(
      variables: ["m", "y", "x", "w"], rows: CaseRows(rows), sampleSize: rows.rowCount,
      covariance: (1 / (n - 1)) * centred.transposedTimes(centred), means: means)
  }

  private static let closed = "m ~ a*x + w\ny ~ b*m + x\nab := a*b"
  private static let iterated = "m ~ a*x + w\ny ~ b*m\nm ~~ y\nab := a*b"
  private static let feedback = "m ~ a*x + y\ny ~ b*m + w\nab := a*b"

  private func bootstrap(
    _ text: String, _ sample: Sample = Self.sample(), draws: Int = 150, model: (inout ModelOptions) -> Void = { _ in },
    estimation: (inout EstimationOptions) -> Void = { _ in }, resampling configure: (inout ResamplingOptions) -> Void = { _ in }
  ) throws -> (Fit, Bootstrap) {
    let fit = try fitted(text, sample, model: model, estimation: estimation)
    var options = ResamplingOptions()
    options.draws = draws
    configure(&options)
    return (fit, try #require(Bootstrap(fit, effects: EffectList(fit.model.matrices), options: options, seed: 77)))
  }

  /// The same bits on one thread and on several, and a draw does not depend on how many follow.
  @Test(arguments: [closed, iterated, feedback])
  func drawsDependOnSeedAndNumberAlone(_ text: String) throws {
    let one = try bootstrap(text, resampling: { $0.threads = 1 }).1.run()
    let four = try bootstrap(text, resampling: { $0.threads = 4 }).1.run()
    let fewer = try bootstrap(text, draws: 70, resampling: { $0.threads = 2 }).1.run()
    let outputs = one.slots.indices
    #expect(outputs.map { one.values(of: $0) } == outputs.map { four.values(of: $0) })
    #expect(one.failures == four.failures)
    if one.failures.isEmpty {
      #expect(outputs.map { fewer.values(of: $0) } == outputs.map { Array(one.values(of: $0).prefix(70)) })
    }
  }

  /// A draw is a fit of its own to the rows it drew, for every quantity: parameters, effects, standardised effects, definitions.
  @Test(arguments: [closed, iterated, feedback], [false, true])
  func aDrawIsAFitToItsRows(_ text: String, _ isWishart: Bool) throws {
    func likelihood(_ options: inout EstimationOptions) { options.likelihood = isWishart ? .wishart : .normal }
    let sample = Self.sample()
    let (fit, bootstrap) = try bootstrap(text, sample, draws: 5, model: { $0.meanStructure = true }, estimation: likelihood)
    let draws = bootstrap.run()
    #expect(draws.used == 5)
    let rows = try #require(sample.rows).matrix
    let drawn = bootstrap.rowsOfDraws()
    let quantities = DerivedQuantities(fit.model, effects: EffectList(fit.model.matrices), forDraws: true)
    for draw in 0..<draws.used {
      let chosen = drawn[(draw * 60)..<(draw * 60 + 60)].map { Int($0) }
      let resampled = Self.sample(rows: rows.submatrix(rows: chosen, columns: [0, 1, 2, 3]))
      let own = try fitted(text, resampled, model: { $0.meanStructure = true }, estimation: likelihood)
      let expected = quantities.program.values(at: own.programInputs)
      for output in expected.indices {
        #expect(abs(draws.values(of: output)[draw] - expected[output]) < 1e-7 * max(1, abs(expected[output])))
      }
    }
  }

  /// The same of a sample that is counted in blocks, not gathered.
  @Test func aDrawOfALongSampleIsAFitToItsRows() throws {
    let size = CaseRows.blockLength + 1_000
    let rows = try #require(Self.sample(size: size).rows)
    let sample = Self.sample(rows: rows.matrix)
    let (fit, bootstrap) = try bootstrap(Self.closed, sample, draws: 3)
    let draws = bootstrap.run()
    #expect(draws.used == 3)
    let drawn = bootstrap.rowsOfDraws()
    let quantities = DerivedQuantities(fit.model, effects: EffectList(fit.model.matrices), forDraws: true)
    let given = bootstrap.run(rows: drawn)
    for draw in 0..<3 {
      let chosen = drawn[(draw * size)..<((draw + 1) * size)].map { Int($0) }
      let own = try fitted(Self.closed, Self.sample(rows: rows.selecting(rows: chosen).matrix))
      let expected = quantities.program.values(at: own.programInputs)
      for output in expected.indices {
        #expect(abs(draws.values(of: output)[draw] - expected[output]) < 1e-9 * max(1, abs(expected[output])))
        #expect(draws.values(of: output)[draw] == given.values(of: output)[draw])
      }
    }
  }

  /// With the original moments of x a path is what it was and a standardised effect has the sample's SD of x.
  @Test func originalExogenousMoments() throws {
    let (fit, resampled) = try bootstrap(Self.closed, draws: 3)
    let original = try bootstrap(Self.closed, draws: 3, resampling: { $0.exogenousMoments = .original }).1.run()
    let draws = resampled.run()
    for output in draws.layout.effects {
      for (a, b) in zip(draws.values(of: output), original.values(of: output)) { #expect(abs(a - b) < 1e-14) }
    }
    let matrices = fit.model.matrices
    let effects = EffectList(matrices).effects
    let index = try #require(effects.firstIndex { $0.kind == .direct && matrices.variables[$0.from] == "w" })
    let slope = original.values(of: original.layout.effects.lowerBound + index)[0]
    let standardized = original.values(of: original.layout.standardizedEffects.lowerBound + index)[0]
    var parameters: [Double] = []
    for output in original.layout.parameters { parameters.append(original.values(of: output)[0]) }
    let implied = try ImpliedMoments(matrices, parameters: parameters, sample: fit.observed)
    let (from, to) = (effects[index].from, effects[index].to)
    let ratio = (implied.covariance[from, from] / implied.covariance[to, to]).squareRoot()
    #expect(abs(standardized - slope * ratio) < 1e-12)
  }

  /// A constant column has no solution: that draw is counted, the others stay.
  @Test(arguments: [closed, iterated])
  func drawsWithoutVarianceAreCounted(_ text: String) throws {
    var rows = try #require(Self.sample(size: 12).rows).matrix
    for i in 0..<12 { rows[i, 3] = i == 0 ? 1 : 0 }
    let sample = Self.sample(rows: rows)
    let (_, bootstrap) = try bootstrap(text, sample, draws: 400)
    let drawn = bootstrap.rowsOfDraws()
    let constant = (0..<400).filter { draw in !drawn[(draw * 12)..<(draw * 12 + 12)].contains(0) }
    let draws = bootstrap.run()
    // (11/12)^12 = .35 of the draws lack the only case that differs.
    #expect(constant.count > 100)
    #expect(draws.failures[.notPositiveDefinite, default: 0] >= constant.count)
    #expect(draws.used + draws.failures.values.reduce(0, +) == 400)
    #expect(draws.used > 150)
  }

  /// A definition that does not exist in some draws takes nothing from the others.
  @Test func undefinedQuantitiesLeaveTheRestAlone() throws {
    let plain = try bootstrap("m ~ a*x + c*w\ny ~ b*m + x").1.run()
    let (fit, bootstrap) = try bootstrap("m ~ a*x + c*w\ny ~ b*m + x\nl := log(-c)")
    let draws = bootstrap.run()
    let parameter = try #require(fit.model.table.rows.first { $0.label == "c" }?.parameterIndex)
    let positive = plain.values(of: parameter).count { $0 > 0 }
    #expect(positive > 0)
    #expect(draws.used == 150)
    for output in plain.layout.parameters { #expect(draws.values(of: output) == plain.values(of: output)) }
    let definition = draws.layout.definitions.lowerBound
    #expect(draws.undefinedCount(of: definition) == positive)
    #expect(draws.values(of: definition).count == 150 - positive)
    #expect(draws.messages(fit.model).map(\.id) == ["undefined-draws"])
  }

  /// `false` from the progress ends the run; what is done is counted.
  @Test func interruption() throws {
    let (fit, bootstrap) = try bootstrap(Self.closed, draws: 1000, resampling: { $0.threads = 1 })
    let draws = bootstrap.run { _ in false }
    #expect(draws.isInterrupted)
    #expect(draws.completed == 64)
    #expect(draws.used == 64)
    #expect(draws.messages(fit.model).map(\.id) == ["interrupted"])
  }

  /// Leave-one-out estimates, taken from the sums less one row, are fits to the other rows.
  @Test(arguments: [closed, iterated])
  func jackknifeLeavesOneOut(_ text: String) throws {
    let sample = Self.sample()
    let rows = try #require(sample.rows).matrix
    let (fit, bootstrap) = try bootstrap(text, sample)
    let left = bootstrap.jackknife()[0]
    #expect(left.used == 60)
    let quantities = DerivedQuantities(fit.model, effects: EffectList(fit.model.matrices), forDraws: true)
    for omitted in [0, 31, 59] {
      let others = Array(0..<60).filter { $0 != omitted }
      let own = try fitted(text, Self.sample(rows: rows.submatrix(rows: others, columns: [0, 1, 2, 3])))
      let expected = quantities.program.values(at: own.programInputs)
      for output in expected.indices { #expect(abs(left.values(of: output)[omitted] - expected[output]) < 1e-7) }
    }
  }
}
