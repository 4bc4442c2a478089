import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

/// Values by `lavTestScore()` and `lavTestWald()` of lavaan 0.6-14 on Fixtures/golden.csv.
@Suite struct ScoreTestsTests {
  private func fit() throws -> Fit {
    try fitted(
      "M ~ a*X + W\nM2 ~ a*X + M\nY ~ b*M + b*M2\nZ ~ c1*M + c2*Y\nc1 == 2*c2",
      try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z", "X", "W"]))
  }

  @Test func releasingLabelsAndEqualityStatements() throws {
    let tests = try fit().scoreTests
    let expected = [1.49111889949497, 1.40840685081312, 6.09139710401976]
    #expect(zip(tests.single, expected).allSatisfy { abs($0.chiSquare - $1) < 2e-6 })
    #expect(tests.single.map(\.restriction) == ["M ~ X == M2 ~ X", "Y ~ M == Y ~ M2", "c1 == 2 * c2"])
    let total = try #require(tests.total)
    #expect(abs(total.chiSquare - 8.99092285429512) < 2e-6)
    #expect(total.degreesOfFreedom == 3)
  }

  /// The same restriction written so that it is not linear is released with the same result.
  @Test func aNonlinearEqualityIsReleasedByItsTangent() throws {
    let sample = try Fixture.sample("golden.csv", variables: ["M", "M2", "Y", "Z", "X", "W"])
    let text = "M ~ X + W\nM2 ~ X + M\nY ~ M + M2\nZ ~ c1*M + c2*Y\n"
    let linear = try fitted(text + "c1 == 2*c2", sample).scoreTests
    let nonlinear = try fitted(text + "c1/c2 == 2", sample).scoreTests
    #expect(nonlinear.single.map(\.restriction) == ["c1 / c2 == 2"])
    #expect(abs(try #require(nonlinear.single.first).chiSquare - (try #require(linear.single.first)).chiSquare) < 1e-6)
    #expect(abs(try #require(nonlinear.total).chiSquare - (try #require(linear.total)).chiSquare) < 1e-6)
  }

  @Test func addingRelationsTogether() throws {
    let fit = try fit()
    let test = try #require(fit.scoreTest(of: try AddedParameters("Z ~ X + W; Y ~~ Z", in: fit.model)))
    #expect(abs(test.chiSquare - 7.05731226171794) < 2e-6)
    #expect(test.degreesOfFreedom == 3)
    let single = try #require(fit.scoreTest(of: try AddedParameters("Y ~~ Z", in: fit.model)))
    #expect(abs(single.chiSquare - 5.880677304482719) < 2e-6)
  }

  @Test func waldTestsOfFormulas() throws {
    let fit = try fit()
    let test = try #require(fit.waldTest(try WaldHypothesis("a == b; c1*a == 0.2", in: fit.model.table)))
    #expect(abs(test.chiSquare - 11.0803220574876) < 2e-5)
    #expect(test.degreesOfFreedom == 2)
    // A restriction that repeats another adds nothing.
    let repeated = try #require(fit.waldTest(try WaldHypothesis("a == b; 2*a == 2*b", in: fit.model.table)))
    let once = try #require(fit.waldTest(try WaldHypothesis("a == b", in: fit.model.table)))
    #expect(repeated.degreesOfFreedom == 1)
    #expect(abs(repeated.chiSquare - once.chiSquare) < 1e-8)
  }

  /// One restriction on one parameter: the square of its z.
  @Test func aWaldTestOfOneParameterIsItsZSquared() throws {
    let fit = try fit()
    let test = try #require(fit.waldTest(try WaldHypothesis("a == 0", in: fit.model.table)))
    let index = try #require(fit.model.table.labelIndices["a"])
    let variance = try #require(fit.asymptoticCovariance)[index, index]
    #expect(abs(test.chiSquare - fit.parameters[index] * fit.parameters[index] / variance) < 1e-9)
  }

  @Test func equalitiesAcrossGroups() throws {
    let sample = try Fixture.sample("golden.csv", variables: ["M", "Y", "X", "W"])
    let rows = try #require(sample.rows).matrix
    let samples = [0, 1].map { first in
      Sample(of: rows, from: first, variables: sample.variables)
    }
    var options = ModelOptions()
    options.groupEqual = [.regressions, .intercepts]
    let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: "M ~ X + W\nY ~ M + X")))
    let model = try #require(PathModel.specify(parsed.tree, options: options, groupCount: 2).model)
    let fit = try model.fit(to: samples)
    let expected = [
      0.009556437175075358, 0.000322900042197891, 0.921805214680219698, 1.699606074577840298, 0.300315147837479590,
      1.953223488528591734,
    ]
    #expect(zip(fit.scoreTests.single, expected).allSatisfy { abs($0.chiSquare - $1) < 1e-5 })
    #expect(abs(try #require(fit.scoreTests.total).chiSquare - 4.02978359276923) < 1e-5)
    let added = try #require(fit.scoreTest(of: try AddedParameters("Y ~ W", in: model)))
    #expect(abs(added.chiSquare - 4.68610748191236) < 1e-5)
    #expect(added.degreesOfFreedom == 2)
    let indices = fit.modificationIndices().filter { $0.lhs == "Y" && $0.rhs == "W" }.sorted { $0.group < $1.group }
    #expect(zip(indices, [2.15245400251025, 2.37568038309810]).allSatisfy { abs($0.index - $1) < 1e-5 })
  }

  @Test func whatCannotBeTestedIsNamed() throws {
    let fit = try fit()
    #expect(throws: Diagnostic.self) { try WaldHypothesis("a == typo", in: fit.model.table) }
    #expect(throws: Diagnostic.self) { try WaldHypothesis("a", in: fit.model.table) }
    #expect(throws: Diagnostic.self) { try WaldHypothesis("", in: fit.model.table) }
    #expect(throws: Diagnostic.self) { try AddedParameters("Z ~ nobody", in: fit.model) }
    #expect(throws: Diagnostic.self) { try AddedParameters("M ~ X", in: fit.model) }
    #expect(throws: Diagnostic.self) { try AddedParameters("", in: fit.model) }
  }
}

extension Sample {
  /// Every other row.
  fileprivate init(of rows: Matrix, from first: Int, variables: [String]) {
    let kept = stride(from: first, to: rows.rowCount, by: 2).map { rows.row($0) }
    let n = Double(kept.count)
    let means = variables.indices.map { column in kept.reduce(0) { $0 + $1[column] } / n }
    var covariance = Matrix(rowCount: variables.count, columnCount: variables.count)
    for row in kept {
      for i in variables.indices {
        for j in variables.indices { covariance[i, j] += (row[i] - means[i]) * (row[j] - means[j]) / (n - 1) }
      }
    }
    self.init(label: "\(first)", variables: variables, rows: nil, sampleSize: kept.count, covariance: covariance, means: means)
  }
}
