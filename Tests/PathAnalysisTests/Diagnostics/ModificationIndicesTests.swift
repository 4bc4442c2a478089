import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

@Suite struct ModificationIndicesTests {
  private static let text = "M ~ X + W\nM2 ~ X + M\nY ~ M + M2\nZ ~ M + Y"

  private func golden(_ text: String = text) throws -> Fit {
    try fitted(text, try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z", "X", "W"]))
  }

  @Test func everyIndexIsLavaans() throws {
    let found = try golden().modificationIndices(all: true)
    for row in goldenModificationIndices {
      let own = try #require(found.first { $0.lhs == row.lhs && $0.op == row.op && $0.rhs == row.rhs })
      #expect(abs(own.index - row.index) < 1e-6)
      #expect(abs(own.expectedChange - row.change) < 1e-7)
      #expect(abs(try #require(own.standardizedAll) - row.standardized) < 1e-7)
      #expect(abs(try #require(own.standardizedEndogenous) - row.standardizedEndogenous) < 1e-7)
    }
  }

  /// No arrow to an exogenous variable, none back to a cause.
  @Test func theDefaultListKeepsTheArrowsDirection() throws {
    let paths = try golden().modificationIndices().filter { $0.op == "~" }.map { "\($0.rhs)->\($0.lhs)" }
    #expect(Set(paths) == ["W->M2", "X->Y", "W->Y", "X->Z", "W->Z", "M2->Z"])
  }

  /// Freeing what is zero in the population of the moments changes nothing; freeing one parameter of a model that lacks only that one
  /// makes chi-square fall by about its index.
  @Test func anIndexIsAboutTheFallOfChiSquare() throws {
    let sample = sampleOfRandomMoments(["y", "m", "x"], seed: 4, size: 500)
    var weak = sample
    // Moments near those that the model implies: the quadratic approximation is then good.
    let base = try fitted("m ~ x\ny ~ m", sample)
    weak.covariance = base.groups[0].impliedCovariance
    let positions = ["y", "m", "x"].map { name in base.groups[0].observedVariables.firstIndex(of: name) ?? 0 }
    weak.covariance = weak.covariance.principal(positions)
    weak.covariance[0, 2] += 0.02
    weak.covariance[2, 0] += 0.02
    let restricted = try fitted("m ~ x\ny ~ m", weak)
    let free = try fitted("m ~ x\ny ~ m + x", weak)
    let row = try #require(restricted.modificationIndices().first { $0.lhs == "y" && $0.rhs == "x" })
    #expect(abs(row.index - (restricted.chiSquare - free.chiSquare)) < 0.02 * row.index)
    #expect(abs(row.expectedChange - free.parameters[2]) < 0.02 * abs(row.expectedChange))
  }

  /// An index has no unit; a change has those of its path.
  @Test func unitsDoNotMatter() throws {
    let sample = sampleOfRandomMoments(["a", "b", "c", "x", "w"], seed: 8)
    let text = "a ~ x\nb ~ a + w\nc ~ b"
    var scaled = sample
    let units = [1.0, 100, 1, 0.01, 1]
    scaled.covariance = Matrix.diagonal(units) * sample.covariance * Matrix.diagonal(units)
    scaled.means = nil
    let plain = try fitted(text, sample)
    let other = try fitted(text, scaled)
    let others = other.modificationIndices()
    for row in plain.modificationIndices() {
      let twin = try #require(others.first { $0.lhs == row.lhs && $0.op == row.op && $0.rhs == row.rhs })
      #expect(abs(row.index - twin.index) < 1e-5 * max(1, row.index))
      #expect(abs((row.standardizedAll ?? 0) - (twin.standardizedAll ?? 0)) < 1e-5 * max(1, abs(row.standardizedAll ?? 0)))
    }
  }

  /// An arrow is a path or a loading, never both, and what the model fixes is a candidate too.
  @Test func everyArrowIsListedOnce() throws {
    let sample = try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z", "X", "W"])
    let fit = try fitted("f =~ M + M2 + Y\nZ ~ f + X + 0*W", sample, model: { $0.fixedX = false })
    let rows = fit.modificationIndices(all: true)
    let arrows = rows.filter { $0.op != "~~" }.map { $0.op == "=~" ? "\($0.lhs)->\($0.rhs)" : "\($0.rhs)->\($0.lhs)" }
    #expect(Set(arrows).count == arrows.count)
    #expect(!rows.contains { $0.op == "=~" && ["X", "W", "Z"].contains($0.rhs) })
    #expect(arrows.contains("W->Z"))
    // Wald's and the score's view of the same path agree when it hardly matters.
    let free = try fitted("f =~ M + M2 + Y\nZ ~ f + X + c*W", sample, model: { $0.fixedX = false })
    let index = try #require(rows.first { $0.lhs == "Z" && $0.rhs == "W" }).index
    #expect(abs(index - (fit.chiSquare - free.chiSquare)) < 0.05)
  }

  /// Full information of complete cases is maximum likelihood.
  @Test func completeCasesHaveTheSameIndicesWithFullInformation() throws {
    let sample = try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z", "X", "W"])
    let plain = try fitted(Self.text, sample, model: { $0.meanStructure = true }).modificationIndices()
    let full = try fitted(
      Self.text, sample, model: { $0.meanStructure = true }, estimation: { $0.missing = .fullInformation }
    ).modificationIndices()
    #expect(plain.count == full.count)
    for (a, b) in zip(plain, full) {
      #expect(a.lhs == b.lhs && a.op == b.op && a.rhs == b.rhs)
      #expect(abs(a.index - b.index) < 1e-6 && abs(a.expectedChange - b.expectedChange) < 1e-7)
    }
  }

  /// Near the model's own moments a least-squares index is the fall of its chi-square too.
  @Test func leastSquaresHaveIndicesToo() throws {
    var sample = sampleOfRandomMoments(["y", "m", "x"], seed: 4, size: 500)
    let base = try fitted("m ~ x\ny ~ m", sample)
    let place = ["y", "m", "x"].compactMap { name in base.groups[0].observedVariables.firstIndex(of: name) }
    sample.covariance = base.groups[0].impliedCovariance.principal(place)
    sample.covariance[0, 2] += 0.02
    sample.covariance[2, 0] += 0.02
    func gls(_ text: String) throws -> Fit {
      try fitted(text, sample, model: { $0.fixedX = false }, estimation: { $0.estimator = .GLS })
    }
    let restricted = try gls("m ~ x\ny ~ m")
    let row = try #require(restricted.modificationIndices().first { $0.op == "~" && $0.lhs == "y" && $0.rhs == "x" })
    let fall = restricted.chiSquare - (try gls("m ~ x\ny ~ m + x")).chiSquare
    #expect(abs(row.index - fall) < 0.02 * row.index)
  }

  @Test func aModelThatIsNotIdentifiedHasNone() throws {
    let fit = try fitted("a ~ p*x + q*b\nb ~ r*x + s*a", sampleOfRandomMoments(["a", "b", "x"], seed: 2))
    #expect(fit.modificationIndices(all: true).isEmpty)
  }
}
