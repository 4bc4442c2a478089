import ModelSyntax
import Testing

@testable import PathAnalysis

/// The models that ship with the project, on their data.
@Suite struct ShippedModelTests {
  private func fit(_ text: String, _ data: String) throws -> Fit {
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
    let model = try #require(PathModel.specify(parsed.tree, options: ModelOptions()).model)
    return try model.fit(to: try Fixture.projectSample(data, variables: model.observedVariables))
  }

  /// Figure 1 of the article: 18 free parameters, 2 degrees of freedom; signs and significance of Figure 2.
  @Test func familySupportiveLeadership() throws {
    let fit = try fit(
      """
      fssb -> conflict + enrichment + engagement -> performance + ambition
      conflict <-> enrichment + engagement
      enrichment <-> engagement
      performance <-> ambition
      """, "data/fssb.csv")
    #expect(fit.sample.sampleSize == 278)
    #expect(fit.freeCount == 18)
    #expect(fit.degreesOfFreedom == 2)
    let acov = try #require(fit.asymptoticCovariance)
    func z(_ name: String) throws -> Double {
      let index = try #require(fit.model.table.rows.first { $0.name == name }?.parameterIndex)
      return fit.parameters[index] / acov[index, index].squareRoot()
    }
    for path in [
      "enrichment ~ fssb", "engagement ~ fssb", "ambition ~ enrichment", "performance ~ engagement", "ambition ~ engagement",
    ] {
      #expect(try z(path) > 1.96, "\(path)")
    }
    for path in ["conflict ~ fssb", "performance ~ conflict"] { #expect(try z(path) < -1.96, "\(path)") }
    for path in ["performance ~ enrichment", "ambition ~ conflict"] { #expect(abs(try z(path)) < 1.96, "\(path)") }
  }

  /// Tal-Or et al. (2010), n = 123: a = 0.4765, b = 0.5064, c' = 0.2544, c = 0.4957 as printed in Hayes' textbook examples.
  @Test func presumedMediaInfluence() throws {
    let fit = try fit("pmi ~ a*cond\nreaction ~ b*pmi + cp*cond\ntotal := cp + a*b", "data/tal_or.csv")
    #expect(fit.sample.sampleSize == 123)
    for (value, printed) in zip(fit.parameters, [0.4765, 0.5064, 0.2544]) { #expect(abs(value - printed) < 0.00005) }
    #expect(abs(fit.parameters[2] + fit.parameters[0] * fit.parameters[1] - 0.4957) < 0.00005)
  }
}
