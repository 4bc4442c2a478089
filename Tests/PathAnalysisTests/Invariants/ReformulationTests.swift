import LinearAlgebra
import Probability
import Testing

@testable import PathAnalysis

/// What must not depend on how a model is written or its data are measured, over random models fitted to normal data drawn from them.
///
/// Everything is changed at once: the order of statements, terms and groups, the units of the variables, and how often each case
/// occurs.
@Suite struct ReformulationTests {
  @Test(arguments: UInt64(0)..<350) func randomModels(_ seed: UInt64) throws {
    let drawn = RandomModel(seed: seed)
    let population = try Population(drawn)
    let fit = try population.model.fit(to: population.samples(), options: drawn.estimation)
    try #require(fit.converged, "\(drawn.testDescription)")
    expectOptimum(fit, drawn)

    let lines = drawn.shuffledLines()
    let what = drawn.testDescription + "\n-- and --\n" + lines.map(\.text).joined(separator: "\n")
    let model = try drawn.specified(lines)
    let unit = units(drawn, model.allObservedVariables)
    // Chi-square is a multiple of n for the normal likelihood only.
    let copies = drawn.estimation.likelihood == .normal ? 3 : 1
    let samples = population.samples(units: unit, copies: copies)
    let other = try model.fit(to: drawn.hasReferenceGroup ? samples : samples.reversed(), options: drawn.estimation)
    expectSameFit(fit, other, times: Double(copies), what)
    try NamedEstimates(fit).expectEqual(
      try NamedEstimates(other), unit: unit, errorScale: (1 / Double(copies)).squareRoot(), what)
    guard drawn.hasReferenceGroup else { return }
    // With equal parameters latent moments are measured from the first group: estimates depend on which it is, the fit does not.
    expectSameFit(fit, try drawn.specified().fit(to: population.samples().reversed(), options: drawn.estimation), what)
  }

  /// With as many parameters as moments the moments are reproduced.
  private func expectOptimum(_ fit: Fit, _ drawn: RandomModel) {
    #expect(fit.identification.isIdentified, "\(drawn.testDescription)")
    #expect(fit.model.genericIdentification()?.isIdentified == true, "\(drawn.testDescription)")
    #expect(fit.degreesOfFreedom >= 0 && fit.chiSquare >= 0, "\(drawn.testDescription)")
    guard fit.degreesOfFreedom == 0 else { return }
    #expect(fit.chiSquare < 1e-8, "\(drawn.testDescription)")
    for group in fit.groups {
      #expect((group.impliedCovariance - group.observed.covariance).maxAbsolute < 1e-8, "\(drawn.testDescription)")
      guard fit.model.table.hasMeanStructure else { continue }
      let difference = zip(group.impliedMeans, group.observed.means ?? []).map { abs($0 - $1) }.max() ?? 0
      #expect(difference < 1e-8, "\(drawn.testDescription)")
    }
  }

  private func expectSameFit(_ first: Fit, _ second: Fit, times factor: Double = 1, _ what: String) {
    #expect(second.converged, "\(what)")
    #expect(first.degreesOfFreedom == second.degreesOfFreedom, "\(what)")
    #expect(abs(second.chiSquare - factor * first.chiSquare) < 1e-8 * factor * (1 + first.chiSquare), "\(what)")
  }

  /// A size for each unit, and the unit of each variable: a latent one has that of its first indicator, or none when standardised.
  private func units(_ drawn: RandomModel, _ observed: [String]) -> (String) -> Double {
    var random = CounterRandom(seed: drawn.seed, stream: 4)
    var sizes: [String: Double] = [:]
    for name in observed.sorted() where sizes[drawn.unit(name)] == nil {
      sizes[drawn.unit(name)] = [0.01, 0.1, 0.5, 1, 3, 20, 100].randomElement(using: &random)
    }
    return { name in
      guard let line = drawn.lines.first(where: { $0.keepsFirst && $0.left == name }) else {
        return sizes[drawn.unit(name)] ?? 1
      }
      return drawn.options.standardizeLatent ? 1 : sizes[drawn.unit(line.terms[0])] ?? 1
    }
  }
}
