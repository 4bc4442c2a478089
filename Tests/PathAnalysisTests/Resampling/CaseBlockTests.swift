import LinearAlgebra
import Probability
import SurveyData
import Testing

@testable import PathAnalysis

/// Bootstraps of estimators that are given the drawn rows: missing values, ordinal variables, least squares, weights, clusters.
@Suite struct CaseBlockTests {
  struct Request: Sendable, CustomTestStringConvertible {
    var file: String
    var fit: String
    var testDescription: String { "\(file), \(fit)" }
  }

  static let requests = [
    Request(file: "incomplete", fit: "FIML, partial mediation"), Request(file: "items", fit: "WLSMV, two factors"),
    Request(file: "items", fit: "WLSMV, with a covariate"), Request(file: "holzinger-rows", fit: "GLS"),
    Request(file: "teams", fit: "MLR with sampling weights"), Request(file: "teams", fit: "MLR with clusters"),
  ]

  private func analysis(_ request: Request) throws -> Analysis {
    let reference = try ReferenceCase(request.file)
    let expected = try #require(reference.fits.first { $0.name == request.fit })
    return try ReferenceTests.analysis(expected, try #require(try reference.table))
  }

  private func bootstrap(_ fit: Fit, draws: Int, seed: UInt64 = 11, threads: Int? = nil) throws -> Bootstrap {
    var options = ResamplingOptions()
    options.draws = draws
    options.threads = threads
    return try #require(Bootstrap(fit, effects: EffectList(fit.model), options: options, seed: seed))
  }

  /// The sample that consists of given rows of another.
  private func taking(_ rows: [Int], of sample: Sample, clusters: [Int]? = nil) throws -> Sample {
    let all = try #require(sample.rows)
    let drawn = all.selecting(rows: rows)
    let weights = sample.weights.map { weights in
      let sum = rows.reduce(0) { $0 + weights[$1] }
      return rows.map { weights[$0] * Double(rows.count) / sum }
    }
    let moments = AvailableMoments(drawn, weights: weights)
    return Sample(
      variables: sample.variables, rows: drawn, sampleSize: rows.count, covariance: moments.covariance, means: moments.means,
      weights: weights, clusters: clusters)
  }

  private func expectSame(_ draws: Draws, _ draw: Int, _ own: Fit, tolerance: Double = 1e-6) {
    let quantities = DerivedQuantities(own.model, effects: EffectList(own.model), forDraws: true)
    let expected = quantities.program.values(at: own.programInputs)
    for output in expected.indices {
      #expect(abs(draws.values(of: output)[draw] - expected[output]) < tolerance * max(1, abs(expected[output])))
    }
  }

  /// A draw is a fit of its own, from its own start values, to the rows it drew.
  @Test(arguments: requests) func aDrawIsAFitToItsRows(_ request: Request) throws {
    let analysis = try analysis(request)
    let fit = try analysis.model.fit(to: analysis.samples, options: analysis.estimation)
    let bootstrap = try bootstrap(fit, draws: 2)
    let draws = bootstrap.run()
    try #require(draws.used == 2)
    let units = bootstrap.rowsOfDraws()
    let count = bootstrap.unitCounts[0]
    let clusters = fit.sample.clusters
    #expect(count == (clusters.map { Set($0).count } ?? fit.sample.sampleSize))
    for draw in 0..<2 {
      let chosen = units[(draw * count)..<((draw + 1) * count)].map { Int($0) }
      var rows: [Int] = []
      var labels: [Int] = []
      for (number, unit) in chosen.enumerated() {
        // Whole clusters, one drawn twice counting as two.
        let members = clusters.map { clusters in clusters.indices.filter { clusters[$0] == unit } } ?? [unit]
        rows += members
        labels += members.map { _ in number }
      }
      let sample = try taking(rows, of: fit.sample, clusters: clusters == nil ? nil : labels)
      expectSame(draws, draw, try analysis.model.fit(to: sample, options: analysis.estimation))
    }
  }

  /// Draws of a seed that all converge: one that does not takes a minute of a debug build's time.
  @Test(arguments: requests) func drawsDependOnSeedAndNumberAlone(_ request: Request) throws {
    let analysis = try analysis(request)
    let fit = try analysis.model.fit(to: analysis.samples, options: analysis.estimation)
    let draws = CaseBlock.size + 1
    let one = try bootstrap(fit, draws: draws, seed: 12, threads: 1).run()
    let four = try bootstrap(fit, draws: draws, seed: 12, threads: 4).run()
    for output in one.slots.indices { #expect(one.values(of: output) == four.values(of: output)) }
    #expect(one.failures == four.failures)
  }

  /// lavaan 0.6-14 with the same rows. Where F is flat its optimiser stops up to 3e-5 from the minimum.
  @Test func lavaanDraws() throws {
    let reference = try ReferenceDraws()
    #expect(reference.fits.count == 5)
    for expected in reference.fits {
      let analysis = try analysis(Request(file: expected.file, fit: expected.name))
      let fit = try analysis.model.fit(to: analysis.samples, options: analysis.estimation)
      let bootstrap = try bootstrap(fit, draws: 2, seed: 42)
      let draws = bootstrap.run(rows: bootstrap.rowsAsInR())
      try #require(draws.used == 2)
      var count = 0
      for row in fit.model.table.rows {
        let name = "\(row.group) \(row.lhs) \(row.relation.rawValue) \(row.relation == .intercept ? "-" : row.rhs)"
        guard let parameter = row.parameterIndex, let values = expected.values[name] else { continue }
        count += 1
        for draw in 0..<2 {
          let found = draws.values(of: draws.layout.parameters.lowerBound + parameter)[draw]
          #expect(abs(found - values[draw]) < 4e-5 * max(1, abs(values[draw])), "\(expected.name): \(row.name)")
        }
      }
      #expect(count == expected.values.count, "\(expected.name)")
    }
  }

  /// A category that few cases show is missing from some draws: those are counted as such, and all others are used.
  @Test func drawsWithoutACategoryAreCounted() throws {
    var analysis = try analysis(Request(file: "items", fit: "WLSMV, two factors"))
    var rows = try #require(analysis.samples[0].rows).matrix
    // Two cases only in the highest category of the first item.
    var kept = 0
    for i in 0..<rows.rowCount where rows[i, 0] == 5 {
      kept += 1
      if kept > 2 { rows[i, 0] = 4 }
    }
    analysis.samples[0].rows = CaseRows(rows)
    let places = (0..<rows.rowCount).filter { rows[$0, 0] == 5 }
    let fit = try analysis.model.fit(to: analysis.samples, options: analysis.estimation)
    let bootstrap = try bootstrap(fit, draws: 40)
    let units = bootstrap.rowsOfDraws()
    let n = rows.rowCount
    let missing = (0..<40).count { draw in !units[(draw * n)..<((draw + 1) * n)].contains { places.contains(Int($0)) } }
    #expect(missing > 0)
    let draws = bootstrap.run()
    #expect(draws.failures == [.categoryMissing: missing])
    #expect(draws.used == 40 - missing)
  }

  /// The jackknife of a clustered sample leaves out one cluster at a time.
  @Test func jackknifeLeavesOneClusterOut() throws {
    let analysis = try analysis(Request(file: "teams", fit: "MLR with clusters"))
    let fit = try analysis.model.fit(to: analysis.samples, options: analysis.estimation)
    let left = try bootstrap(fit, draws: 1).jackknife()[0]
    let clusters = try #require(fit.sample.clusters)
    #expect(left.used == Set(clusters).count)
    let others = clusters.indices.filter { clusters[$0] != 7 }
    let sample = try taking(others, of: fit.sample, clusters: others.map { clusters[$0] > 7 ? clusters[$0] - 1 : clusters[$0] })
    expectSame(left, 7, try analysis.model.fit(to: sample, options: analysis.estimation))
  }
}

/// What lavaan draws: `Reference/Cases/bootstrap-draws.txt`.
private struct ReferenceDraws {
  struct Fitted {
    var file: String
    var name: String
    var values: [String: [Double]] = [:]
  }

  private(set) var fits: [Fitted] = []

  init() throws {
    for line in try ReferenceCase.lines(ofCase: "bootstrap-draws") where !line.hasPrefix("#") {
      if line.hasPrefix("[draws ") {
        let parts = line.dropFirst(7).dropLast().split(separator: "|").map(String.init)
        fits.append(Fitted(file: parts[0], name: parts[1]))
        continue
      }
      let words = line.split(separator: " ").map(String.init)
      fits[fits.count - 1].values[words[0] + " " + words[1...3].joined(separator: " ")] = words[4...].compactMap(Double.init)
    }
  }
}
