import LinearAlgebra
import ModelSyntax
import SurveyData
import Testing

@testable import PathAnalysis

/// Ordinal and continuous items with missing values, by the cases at hand for each and for each pair: lavaan 0.6-14,
/// `missing = "pairwise"`.
///
/// The data are those of the reference case `items`, of whose answers Park and Miller's generator leaves out 15%, row by row.
@Suite struct PairwiseFitTests {
  private static let factors = "f =~ u1 + u2 + u3 + u4\ng =~ v1 + v2 + v3 + v4\n"
  private static let answers = ["u1", "u2", "u3", "u4", "v1", "v2", "v3", "v4"]

  private func table(missingX: Int = 0) throws -> DataTable {
    let complete = try #require(try ReferenceCase("items").table)
    var rows = Matrix(rowCount: complete.rowCount, columnCount: Self.answers.count)
    for (column, name) in Self.answers.enumerated() {
      for (row, value) in try complete.numbers(of: name).enumerated() { rows[row, column] = value }
    }
    let holed = IncompleteData.withHoles(rows, share: 0.15)
    var x = try complete.numbers(of: "x")
    for row in 0..<missingX { x[row] = .nan }
    var table = complete
    table.columns = [Column("x", x)] + Self.answers.enumerated().map { Column($0.element, holed.column($0.offset)) }
    return table
  }

  private func results(
    _ text: String, ordered: [String] = answers, estimator: EstimationOptions.Estimator? = nil, missingX: Int = 0,
    _ change: (inout DataTable) -> Void = { _ in }
  ) throws -> Results {
    var table = try table(missingX: missingX)
    change(&table)
    var options = ModelOptions()
    options.ordered = .names(Set(ordered))
    for name in ordered { options.categoryCounts[name] = Set(try table.numbers(of: name).filter { !$0.isNaN }).count }
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "items.model", text: text)))
    let model = try #require(PathModel.specify(parsed.tree, options: options).model)
    var selection = CaseSelection()
    selection.keepsIncomplete = true
    selection.required = Set(model.table.exogenousVariables)
    selection.needsOthers = true
    let (samples, _) = try Sample.cases(
      of: table, variables: model.allObservedVariables, groups: [RowGroup(label: "", rows: RowSelection(all: table.rowCount))],
      selection)
    var analysis = Analysis(model: model, samples: samples)
    analysis.estimation.missing = .pairwise
    analysis.estimation.estimator = estimator
    analysis.resampling.monteCarloDraws = 10
    return try analysis.run(AnalysisDescription(modelName: "items.model", dataName: "rows"))
  }

  private func expect(
    _ results: Results, _ rows: [(name: String, estimate: Double, error: Double)], _ measures: [(name: String, value: Double)]
  ) throws {
    #expect(results.converged)
    for row in rows {
      let found = try #require(
        results.parameters.first { [$0.lhs, $0.op, $0.rhs].joined(separator: " ") == row.name }?.value, "\(row.name)")
      #expect(abs(try #require(found.estimate) - row.estimate) < 2e-6, "\(row.name)")
      #expect(abs(try #require(found.standardError) - row.error) < 2e-6, "\(row.name)")
    }
    for (name, expected) in measures {
      let value = results.fitMeasures.first { $0.name == name }?.value ?? .nan
      #expect(abs(value - expected) < 1e-6 * max(1, abs(expected)), "\(name): \(value)")
    }
  }

  @Test func ordinalItems() throws {
    try expect(
      results(Self.factors),
      [
        ("f =~ u2", 1.0585864, 0.0558102), ("g =~ v4", 1.0415710, 0.0563630), ("u1 | t1", -1.4580960, 0.0832675),
        ("v3 | t4", 1.2826674, 0.0757257), ("f ~~ f", 0.5360584, 0.0444711), ("f ~~ g", 0.2279154, 0.0292648),
      ],
      [
        ("npar", 41), ("chisq", 11.0058637), ("df", 19), ("chisq.scaled", 17.9830141), ("chisq.scaling.factor", 0.7351283),
        ("baseline.chisq", 3998.6250053), ("baseline.chisq.scaled", 2634.7478758), ("srmr", 0.0231932), ("ntotal", 600),
      ])
  }

  @Test func unweightedLeastSquares() throws {
    try expect(
      results(Self.factors, estimator: .ULSMV),
      [("f =~ u2", 1.0676191, 0.0649222), ("g =~ v4", 1.0511155, 0.0656653), ("f ~~ g", 0.2263011, 0.0298696)],
      [("chisq", 11.2421796), ("chisq.scaled", 15.5230921), ("chisq.scaling.factor", 0.9201757)])
  }

  /// Slopes come from the cases that have the item.
  @Test func givenACovariate() throws {
    try expect(
      results(Self.factors + "f ~ x\ng ~ x"),
      [
        ("f =~ u2", 1.0657917, 0.0574100), ("f ~ x", 0.1610427, 0.0351673), ("g ~ x", -0.0581612, 0.0363011),
        ("u1 | t1", -1.4814893, 0.0850915), ("v3 | t4", 1.2835142, 0.0759012), ("f ~~ g", 0.2456881, 0.0293397),
      ],
      [("npar", 43), ("chisq", 16.1137274), ("chisq.scaled", 26.5600843), ("cfi.scaled", 0.9993894), ("rmsea.scaled", 0.0102068)])
  }

  /// Items v3 and v4 count as continuous: correlations of all three kinds.
  @Test func mixedItems() throws {
    let ordered = ["u1", "u2", "u3", "u4", "v1", "v2"]
    try expect(
      results(Self.factors, ordered: ordered),
      [
        ("f =~ u2", 1.0602323, 0.0556366), ("g =~ v4", 1.1347435, 0.0961927), ("v3 ~~ v3", 0.6010883, 0.0639478),
        ("v4 ~~ v4", 0.6403345, 0.0650175), ("v3 ~1 ", 3.0000000, 0.0512353),
      ], [("chisq", 9.7105638), ("chisq.scaled", 18.3386030), ("srmr", 0.0240112)])
    try expect(
      results(Self.factors + "f ~ x\ng ~ x", ordered: ordered, missingX: 9),
      [
        ("f =~ u2", 1.0680650, 0.0576747), ("g =~ v4", 1.0766771, 0.0940673), ("g ~ x", -0.0533474, 0.0375421),
        ("v3 ~~ v3", 0.6166025, 0.0648872), ("v3 ~1 ", 2.9917856, 0.0515785),
      ], [("chisq", 15.7850571), ("chisq.scaled", 28.7854222), ("ntotal", 591)])
  }

  @Test func coverageIsReported() throws {
    let missing = try #require(try results(Self.factors).missing)
    #expect(missing.treatment == "pairwise")
    #expect(missing.coverage.allSatisfy { $0.share > 0.6 && $0.share < ($0.a == $0.b ? 0.9 : 0.8) })
  }

  @Test func itemsThatNobodyAnsweredBothAreNamed() throws {
    #expect(throws: FitError.ordinal(.neverTogether(first: "u1", second: "u2"))) {
      try results(Self.factors) { table in
        for (column, remainder) in [(1, 0), (2, 1)] {
          guard case .numbers(let numbers) = table.columns[column].storage else { continue }
          var values = numbers.array
          for row in values.indices where row % 2 == remainder { values[row] = .nan }
          table.columns[column] = Column(table.columns[column].name, values)
        }
      }
    }
  }
}
