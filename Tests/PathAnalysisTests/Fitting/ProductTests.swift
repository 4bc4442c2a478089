import ModelSyntax
import SurveyData
import Testing

@testable import PathAnalysis

/// A product term is the same as its product in a column of its own.
@Suite struct ProductTests {
  private static let rows = 40

  private func table() -> DataTable {
    func wave(_ step: Double) -> [Double] {
      (0..<Self.rows).map { row -> Double in
        let saw = (Double(row) * step).truncatingRemainder(dividingBy: 7)
        return saw - 3 + 0.1 * Double(row % 5)
      }
    }
    let (x, w) = (wave(2.3), wave(3.7))
    let product = zip(x, w).map { $0 * $1 }
    let y = (0..<Self.rows).map { row -> Double in
      let noise = Double((row * 13) % 11) / 5
      return 0.4 * x[row] - 0.2 * w[row] + 0.3 * product[row] + noise
    }
    return DataTable(columns: [Column("x", x), Column("w", w), Column("xw", product), Column("y", y)])
  }

  private func fit(_ text: String) throws -> Fit {
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    let model = try #require(PathModel.specify(parsed.tree, options: ModelOptions()).model)
    return try model.fit(to: try Sample.completeCases(of: table(), variables: model.observedVariables).sample)
  }

  @Test func aProductTermEqualsItsColumn() throws {
    let term = try fit("y ~ x + w + x:w")
    let column = try fit("y ~ x + w + xw")
    #expect(term.parameters == column.parameters)
    #expect(term.measures.map(\.value) == column.measures.map(\.value))
    #expect(term.asymptoticCovariance == column.asymptoticCovariance)
  }

  @Test func aProductIsMissingWhereAComponentIs() throws {
    var data = table()
    var x = try data.numbers(of: "x")
    x[3] = .nan
    data.columns[0] = Column("x", x)
    let (sample, listwise) = try Sample.completeCases(of: data, variables: ["y", "x", "w", "x:w"])
    #expect(sample.sampleSize == Self.rows - 1)
    #expect(listwise.missingByVariable.last?.count == 1)
  }
}
