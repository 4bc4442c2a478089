import LinearAlgebra
import Testing

@testable import PathAnalysis

@Suite struct QuadraticProgramTests {
  /// Numbers in (-0.5, 0.5) from a linear congruential generator.
  private struct Numbers {
    var state: UInt64
    mutating func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / 9_007_199_254_740_992 - 0.5
    }
    mutating func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(rowCount: rows, columnCount: columns, columnMajor: (0..<rows * columns).map { _ in next() })
    }
  }

  /// min (x - 1)^2 + (y - 2.5)^2 under five inequalities: the minimum is (1.4, 1.7) (Nocedal & Wright 2006, example 16.4).
  @Test func textbookExample() throws {
    let program = try QuadraticProgram(hessian: Matrix.diagonal([2, 2]))
    let normals = Matrix(rows: [[1, -2], [-1, -2], [-1, 2], [1, 0], [0, 1]])
    let outcome = program.solve(
      gradient: [-2, -5], .init(normals: normals, values: [2, 6, 2, 0, 0], equalityCount: 0))
    guard case .solution(let step, let multipliers) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(abs(step[0] - 1.4) < 1e-14 && abs(step[1] - 1.7) < 1e-14)
    #expect(abs(multipliers[0] - 0.8) < 1e-14 && multipliers.dropFirst().allSatisfy { $0 == 0 })
  }

  /// The conditions of Karush, Kuhn and Tucker hold, and in a convex program they are enough.
  @Test(arguments: 1...40) func optimalityConditionsHold(seed: Int) throws {
    var numbers = Numbers(state: UInt64(seed))
    let (count, equalities, inequalities) = (6, seed % 3, 9)
    let root = numbers.matrix(count, count)
    let hessian = root.timesTransposed(root) + 0.05 * Matrix.identity(count)
    let gradient = (0..<count).map { _ in numbers.next() }
    let normals = numbers.matrix(equalities + inequalities, count)
    // A point that meets all of them is known.
    let inside = (0..<count).map { _ in 3 * numbers.next() }
    let image = normals.times(inside)
    let values = image.indices.map { -image[$0] + ($0 < equalities ? 0 : 0.3 * abs(numbers.next())) }
    let outcome = try QuadraticProgram(hessian: hessian)
      .solve(gradient: gradient, .init(normals: normals, values: values, equalityCount: equalities))
    guard case .solution(let step, let multipliers) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    let curved = hessian.times(step)
    let pull = normals.transposedTimes(multipliers)
    for i in 0..<count { #expect(abs(gradient[i] + curved[i] - pull[i]) < 1e-9) }
    let reached = normals.times(step)
    for i in values.indices {
      let value = reached[i] + values[i]
      if i < equalities {
        #expect(abs(value) < 1e-10)
      } else {
        #expect(value > -1e-10)
        #expect(multipliers[i] >= 0)
        #expect(abs(value * multipliers[i]) < 1e-9)
      }
    }
  }

  @Test func contradictionsAreNamed() throws {
    let program = try QuadraticProgram(hessian: Matrix.identity(2))
    let normals = Matrix(rows: [[0, 1], [1, 0], [-1, 0]])
    let outcome = program.solve(gradient: [0, 0], .init(normals: normals, values: [-3, -1, 0.5], equalityCount: 0))
    guard case .infeasible(let constraint, let others) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(Set([constraint] + others) == [1, 2])
  }

  /// The same equality twice is one equality; with another value it is a contradiction.
  @Test func dependentEqualities() throws {
    let program = try QuadraticProgram(hessian: Matrix.identity(2))
    let normals = Matrix(rows: [[1, 1], [2, 2]])
    let same = program.solve(gradient: [0, 0], .init(normals: normals, values: [-1, -2], equalityCount: 2))
    #expect(same == .solution([0.5, 0.5], multipliers: [0.5, 0]))
    let other = program.solve(gradient: [0, 0], .init(normals: normals, values: [-1, -3], equalityCount: 2))
    #expect(other == .infeasible(constraint: 1, others: [0]))
  }
}
