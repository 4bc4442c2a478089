import LinearAlgebra
import ModelSyntax
import Testing

@testable import PathAnalysis

/// `F = (theta - t)' A (theta - t)`: whatever the constraints, the optimum is the nearest point that meets them.
private struct Distance: DiscrepancyFunction {
  var target: [Double]
  var metric: Matrix
  var parameterCount: Int { target.count }

  func evaluate(_ parameters: [Double]) throws(FactorizationError) -> [Double] {
    parameters.indices.map { parameters[$0] - target[$0] }
  }
  func discrepancy(at point: [Double]) -> Double { zip(metric.times(point), point).reduce(0) { $0 + $1.0 * $1.1 } }
  func gradient(at point: [Double]) -> [Double] { metric.times(point).map { 2 * $0 } }
  func scoringInformation(at point: [Double]) -> Matrix { metric }
}

/// The table of a model, for its labels and constraints.
func parameterTable(_ text: String, groupCount: Int = 1) throws -> ParameterTable {
  let parsed = ModelParser.parse(ModelDocument(SourceText(name: "m.model", text: text)))
  #expect(parsed.diagnostics.filter { $0.severity == .error }.isEmpty)
  return try #require(ParameterTable.build(parsed.tree, options: ModelOptions(), groupCount: groupCount).table)
}

@Suite struct ConstrainedScoringTests {
  /// Parameters: a, b and the variance of y.
  private func nearest(
    _ constraints: String, to target: [Double], from start: [Double], metric: Matrix = Matrix.identity(3)
  ) throws -> FisherScoring.Outcome<[Double]> {
    let table = try parameterTable("y ~ a*x + b*w\n" + constraints)
    return try ConstrainedScoring(maximumIterations: 500)
      .minimize(Distance(target: target, metric: metric), from: start, constraints: try Constraints(table))
  }

  private func expect(
    _ outcome: FisherScoring.Outcome<[Double]>, at point: [Double], within tolerance: Double = 1e-9,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.converged, sourceLocation: sourceLocation)
    for (value, expected) in zip(outcome.parameters, point) {
      #expect(abs(value - expected) < tolerance, sourceLocation: sourceLocation)
    }
  }

  /// The nearest point of the unit circle lies on the ray to the target.
  @Test func circle() throws {
    let outcome = try nearest("a^2 + b^2 == 1", to: [3, 4, 1], from: [0.3, -0.1, 2])
    expect(outcome, at: [0.6, 0.8, 1])
    expect(try nearest("a^2 + b^2 < 1", to: [3, 4, 1], from: [0, 0, 2]), at: [0.6, 0.8, 1])
    expect(try nearest("a^2 + b^2 < 1", to: [0.1, -0.2, 1], from: [5, 5, 2]), at: [0.1, -0.2, 1])
    // From inside the disc, where the step back to the target is free until the rim.
    expect(try nearest("1 < a^2 + b^2", to: [0.3, 0.4, 1], from: [2, 2, 2]), at: [0.6, 0.8, 1])
  }

  /// On the hyperbola ab = 1 the point nearest to (t, t) is (1, 1) for 0 < t < 2.
  @Test func hyperbola() throws {
    expect(try nearest("a*b == 1", to: [1.5, 1.5, 1], from: [0.5, 3, 1]), at: [1, 1, 1])
    expect(try nearest("a*b == 1", to: [0.2, 0.2, 1], from: [3, 0.2, 1]), at: [1, 1, 1])
  }

  /// Where the sum of logarithms is fixed, and definitions stand in between.
  @Test func definitionsAndFunctions() throws {
    let outcome = try nearest("s := log(a) + log(b)\ns == 0", to: [1.5, 1.5, 1], from: [0.5, 3, 1])
    expect(outcome, at: [1, 1, 1])
  }

  /// In the metric A the nearest point of the line a = b is `1'A t / 1'A 1`.
  @Test func linearEqualityWithBound() throws {
    let metric = Matrix(rows: [[2, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])
    let target = [1.0, 3, 1]
    let plain = (2.5 * 1 + 1.5 * 3) / 4.0
    expect(try nearest("a == b\na > 0", to: target, from: [0, 0, 1], metric: metric), at: [plain, plain, 1])
    expect(try nearest("a == b\na > 2", to: target, from: [0, 0, 1], metric: metric), at: [2, 2, 1])
  }

  /// With one parameter at its bound the other moves along `A_22 (b - t_b) = -A_21 (a - t_a)`.
  @Test func boundsByModifier() throws {
    let table = try parameterTable("y ~ lower(0)*a*x + upper(10)*b*w")
    let metric = Matrix(rows: [[2, 0.5, 0], [0.5, 1, 0], [0, 0, 1]])
    let outcome = try ConstrainedScoring(maximumIterations: 100).minimize(
      Distance(target: [-1, 3, 1], metric: metric), from: [1, 1, 1], constraints: try Constraints(table))
    expect(outcome, at: [0, 3 - 0.5, 1])
  }

  /// Two curves meet in a point: nothing is left to choose.
  @Test func intersection() throws {
    let outcome = try nearest("a^2 + b^2 == 1\na == b^2", to: [3, 4, 1], from: [1, 1, 2])
    let root = (5.0.squareRoot() - 1) / 2
    expect(outcome, at: [root, root.squareRoot(), 1])
  }

  @Test func constraintsThatCannotBeMetAreNamed() throws {
    #expect(throws: Constraints.Infeasible(origin: .statement(1), others: [.statement(0)])) {
      try Constraints(try parameterTable("y ~ a*x + b*w\na > 1\na < 0"))
    }
    #expect(throws: Constraints.Infeasible(origin: .statement(1))) {
      try Constraints(try parameterTable("y ~ a*x + b*w\na == 1\na == 2"))
    }
    #expect(throws: Constraints.Infeasible.self) {
      try Constraints(try parameterTable("y ~ a*x + b*w\na + b == 1\na > 1\nb > 1"))
    }
    #expect(throws: Constraints.Infeasible(origin: .upperBound(parameter: 0), others: [.lowerBound(parameter: 0)])) {
      try Constraints(try parameterTable("y ~ lower(1)*x + w\ny ~ upper(0)*x"))
    }
    let outcome = try nearest("a^2 + b^2 == -1", to: [1, 1, 1], from: [1, 2, 1])
    #expect(!outcome.converged)
    #expect(outcome.unmet == .statement(0))
  }

  /// Stated twice is stated once.
  @Test func redundantConstraints() throws {
    expect(try nearest("a*b == 1\n2*a*b == 2", to: [1.5, 1.5, 1], from: [0.5, 3, 1]), at: [1, 1, 1])
    expect(try nearest("a > 3\na > 3\nb < a", to: [2, 2, 1], from: [0.5, 3, 1]), at: [3, 2, 1])
  }
}
