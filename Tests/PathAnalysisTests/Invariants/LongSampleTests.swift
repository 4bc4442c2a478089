import LinearAlgebra
import ModelSyntax
import SurveyData
import Testing

@testable import PathAnalysis

/// Data that repeat another sample so often that they are held compactly and looked at in blocks say the same, with smaller errors.
///
/// 60 times the 278 cases of the reference case `incomplete`; the blocks end within a repetition.
@Suite struct LongSampleTests {
  private static let times = 60
  private static let model = """
    conflict ~ fssb
    engage ~ fssb
    perform ~ conflict + engage
    conflict ~~ engage
    """

  private func table(repeated times: Int) throws -> DataTable {
    let table = try #require(try ReferenceCase("incomplete").table)
    return DataTable(
      columns: try table.names.map { name in
        let values = try table.numbers(of: name)
        return Column(name, (0..<times).flatMap { _ in values })
      }
    ).compacted
  }

  private func fit(
    times: Int, _ missing: EstimationOptions.Missing, _ estimator: EstimationOptions.Estimator, fixedX: Bool
  ) throws -> (fit: Fit, results: Results) {
    let table = try table(repeated: times)
    var options = ModelOptions()
    options.meanStructure = true
    options.fixedX = fixedX
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "scales.model", text: Self.model)))
    let model = try #require(PathModel.specify(parsed.tree, options: options).model)
    var selection = CaseSelection()
    selection.keepsIncomplete = missing != .listwise
    if fixedX { selection.required = ["fssb"] }
    let (samples, _) = try Sample.cases(
      of: table, variables: model.allObservedVariables,
      groups: [RowGroup(label: "", rows: RowSelection(all: table.rowCount))], selection)
    var analysis = Analysis(model: model, samples: samples)
    analysis.estimation.missing = missing
    analysis.estimation.estimator = estimator
    analysis.resampling.monteCarloDraws = 0
    let fit = try model.fit(to: samples, options: analysis.estimation)
    return (fit, try analysis.run(AnalysisDescription(modelName: "scales.model", dataName: "rows")))
  }

  /// The estimates stay, the errors shrink by the root of 60, chi-square grows with n, its scaling factor and the coverage stay.
  @Test(
    arguments: [
      (EstimationOptions.Missing.listwise, EstimationOptions.Estimator.MLR, false), (.fullInformation, .ML, true),
      (.fullInformation, .MLR, true), (.robustTwoStage, .ML, false),
    ])
  func repetitionSharpensAlone(
    _ missing: EstimationOptions.Missing, _ estimator: EstimationOptions.Estimator, _ fixedX: Bool
  ) throws {
    let (short, long) = (
      try fit(times: 1, missing, estimator, fixedX: fixedX), try fit(times: Self.times, missing, estimator, fixedX: fixedX)
    )
    #expect(long.fit.sampleSize == Self.times * short.fit.sampleSize)
    #expect(zip(short.fit.parameters, long.fit.parameters).allSatisfy { abs($0 - $1) < 1e-7 })
    let (errors, longErrors) = (
      try #require(short.fit.asymptoticCovariance).diagonal, try #require(long.fit.asymptoticCovariance).diagonal
    )
    for (own, other) in zip(errors, longErrors) { #expect(abs(Double(Self.times) * other / own - 1) < 1e-6) }
    func measure(_ name: String, _ results: Results) -> Double { results.fitMeasures.first { $0.name == name }?.value ?? .nan }
    let ratio = measure("chisq", long.results) / measure("chisq", short.results)
    #expect(abs(ratio / Double(Self.times) - 1) < 1e-6, "\(ratio)")
    if estimator == .MLR {
      let factors = [short.results, long.results].map { measure("chisq.scaling.factor", $0) }
      #expect(factors[0] > 0)
      #expect(abs(factors[0] / factors[1] - 1) < 1e-6)
    }
    #expect(long.results.missing?.patterns.count == short.results.missing?.patterns.count)
    let shares = [short, long].map { $0.results.missing?.coverage.map(\.share) ?? [] }
    #expect(zip(shares[0], shares[1]).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  /// Fourth moments with divisor n do not change, weighted or not, with fixed exogenous variables or none.
  @Test func productsOfCasesStay() throws {
    let short = try #require(try Fixture.sample("golden.csv", variables: ["X", "W", "M", "Y"]).rows)
    let numbers = (0..<80 * short.rowCount).map { $0 % short.rowCount }
    let long = CaseRows(short.selecting(rows: numbers).matrix.columns.map { Numbers($0) }, rowCount: numbers.count)
    #expect(long.isLong)
    let weights = (0..<short.rowCount).map { 0.5 + Double($0 % 5) * 0.25 }
    for (weights, fixed) in [(nil, []), (weights, []), (nil, [0, 1]), (weights, [1])] as [([Double]?, [Int])] {
      let one = CaseProducts(short, means: nil, weights: weights, hasMeans: true, fixedExogenous: fixed).covariance
      let many = CaseProducts(
        long, means: nil, weights: weights.map { weights in numbers.map { weights[$0] } }, hasMeans: true, fixedExogenous: fixed
      ).covariance
      #expect((one - many).maxAbsolute < 1e-11)
    }
  }

  /// Sums over cases and over clusters, against the whole matrix at once.
  @Test(arguments: [false, true]) func unitsAreSummedAcrossBlocks(_ isClustered: Bool) throws {
    let count = CaseRows.blockLength + 500
    let values = Matrix(
      rowCount: count, columnCount: 2, columnMajor: (0..<2 * count).map { Double($0 * 7919 % 1009) / 1009 - 0.5 })
    let weights = (0..<count).map { 0.5 + Double($0 % 3) * 0.5 }
    var sample = Sample(variables: ["a", "b"], sampleSize: count, covariance: .identity(2), means: nil, weights: weights)
    let clusters = (0..<count).map { $0 % 700 }
    if isClustered { sample.clusters = clusters }
    let rows = CaseRows(values.columns.map { Numbers($0) }, rowCount: count)
    let products = sample.unitProducts(of: rows, order: 2) { $0 }
    var expected = Matrix(rowCount: 2, columnCount: 2)
    var sums = Matrix(rowCount: 700, columnCount: 2)
    for row in 0..<count {
      let own = values.row(row).map { weights[row] * $0 }
      for j in 0..<2 {
        sums[clusters[row], j] += own[j]
        if !isClustered { for i in 0..<2 { expected[i, j] += own[i] * own[j] } }
      }
    }
    if isClustered { expected = (700.0 / 699) * sums.transposedTimes(sums) }
    #expect((products - expected).maxAbsolute < 1e-9 * expected.maxAbsolute)
  }

  /// Pairwise moments of weighted and incomplete cases: with divisor n - 1 they change by what that says.
  @Test func availableMomentsStay() throws {
    let short = CaseRows(try IncompleteData.holed())
    let times = 60
    let numbers = (0..<times * short.rowCount).map { $0 % short.rowCount }
    let long = CaseRows(short.selecting(rows: numbers).matrix.columns.map { Numbers(compacting: $0) }, rowCount: numbers.count)
    let weights = (0..<short.rowCount).map { 0.5 + Double($0 % 5) * 0.25 }
    let (one, many) = (
      AvailableMoments(short, weights: weights), AvailableMoments(long, weights: numbers.map { weights[$0] })
    )
    let counts = MissingPatterns(rows: short).pairCounts
    for i in 0..<6 {
      #expect(abs(one.means[i] - many.means[i]) < 1e-13)
      for j in 0..<6 {
        let (n, all) = (counts[i, j], Double(times) * counts[i, j])
        #expect(abs(many.covariance[i, j] * (all - 1) / all - one.covariance[i, j] * (n - 1) / n) < 1e-12)
      }
    }
  }
}

extension Matrix {
  fileprivate var columns: [[Double]] { (0..<columnCount).map { column($0) } }
}
