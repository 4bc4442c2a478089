import LinearAlgebra
import ModelSyntax
import SurveyData
import Testing

@testable import PathAnalysis

/// Bootstraps of two-level models: whole clusters are drawn, one drawn twice being two.
@Suite struct LevelBootstrapTests {
  private func bootstrap(_ fit: Fit, draws: Int, threads: Int? = nil) throws -> Bootstrap {
    var options = ResamplingOptions()
    options.draws = draws
    options.threads = threads
    return try #require(Bootstrap(fit, effects: EffectList(fit.model), options: options, seed: 23))
  }

  /// The clusters that each draw consists of.
  private func clusters(_ bootstrap: Bootstrap, draws: Int) -> [[Int]] {
    let count = bootstrap.unitCounts[0]
    let units = bootstrap.rowsOfDraws()
    return (0..<draws).map { draw in units[(draw * count)..<((draw + 1) * count)].map { Int($0) } }
  }

  /// The data that consist of some clusters of others, relabelled.
  private func taking(_ drawn: [Int], of data: TeamData) -> TeamData {
    var taken = data
    taken.sizes = drawn.map { data.sizes[$0] }
    let chosen = drawn.map { team in data.clusters.indices.filter { data.clusters[$0] == team } }
    taken.rows = data.rows.submatrix(rows: chosen.flatMap(\.self), columns: Array(0..<data.rows.columnCount))
    taken.clusters = chosen.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element.count) }
    return taken
  }

  /// A draw is a fit of its own, from its own start values, to the clusters it drew.
  @Test(arguments: [TeamData.text, TeamData.text + "\nindirect := b*c\n"])
  func aDrawIsAFitToItsClusters(text: String) throws {
    let data = TeamData.unbalanced
    let fit = try data.fit(text)
    let bootstrap = try bootstrap(fit, draws: 3)
    #expect(bootstrap.unitCounts == [60])
    let draws = bootstrap.run()
    try #require(draws.used == 3)
    for (draw, drawn) in clusters(bootstrap, draws: 3).enumerated() {
      let own = try taking(drawn, of: data).fit(text)
      #expect(own.converged)
      let quantities = DerivedQuantities(own.model, effects: EffectList(own.model), forDraws: true)
      let expected = quantities.program.values(at: own.programInputs)
      for output in expected.indices {
        let found = draws.values(of: output)[draw]
        #expect(abs(found - expected[output]) < 1e-6 * max(1, abs(expected[output])))
      }
    }
  }

  /// In a balanced design every draw of the random intercept model is an analysis of variance of its teams: with G teams of k
  /// members, the within variance is SSW / (N - G), the between variance (SSB / G - SSW / (N - G)) / k and the intercept the mean
  /// (Searle, Casella and McCulloch 1992, section 3.7).
  @Test func drawsOfABalancedDesignAreAnalysesOfVariance() throws {
    let data = TeamData(sizes: [Int](repeating: 4, count: 50))
    let fit = try data.fit("level: 1\ny1 ~~ y1\nlevel: 2\ny1 ~~ y1\ny1 ~ 1\n")
    let bootstrap = try bootstrap(fit, draws: 20)
    let draws = bootstrap.run()
    try #require(draws.used == 20)
    for (draw, drawn) in clusters(bootstrap, draws: 20).enumerated() {
      let answers = drawn.map { team in data.clusters.indices.filter { data.clusters[$0] == team }.map { data.rows[$0, 0] } }
      let means = answers.map { $0.reduce(0, +) / 4 }
      let mean = means.reduce(0, +) / 50
      let within = zip(answers, means).reduce(0) { sum, team in
        sum + team.0.reduce(0) { $0 + ($1 - team.1) * ($1 - team.1) }
      }
      let between = 4 * means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let withinVariance = within / 150
      let betweenVariance = (between / 50 - withinVariance) / 4
      for (relation, level, expected) in [
        (TermOperator.covariance, 1, withinVariance), (.covariance, 2, betweenVariance), (.intercept, 2, mean),
      ] {
        let row = try #require(fit.model.table.rows.first { $0.relation == relation && $0.level == level && $0.lhs == "y1" })
        let parameter = try #require(row.parameterIndex)
        let found = draws.values(of: draws.layout.parameters.lowerBound + parameter)[draw]
        #expect(abs(found - expected) < 1e-6 * max(1, abs(expected)), "\(row.name), draw \(draw)")
      }
    }
  }

  @Test func drawsDependOnSeedAndNumberAlone() throws {
    let fit = try TeamData.unbalanced.fit()
    let one = try bootstrap(fit, draws: 8, threads: 1).run()
    let four = try bootstrap(fit, draws: 8, threads: 4).run()
    for output in one.slots.indices { #expect(one.values(of: output) == four.values(of: output)) }
    #expect(one.failures == four.failures)
  }
}
