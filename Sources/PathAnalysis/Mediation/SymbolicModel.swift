import LinearAlgebra

/// A model's matrices as values of a straight-line program: implied covariances and total effects are written symbolically, once.
///
/// `nil` stands for a structural zero, which costs nothing.
struct SymbolicModel {
  typealias Value = StraightLineProgram.Value

  let matrices: RAMMatrices
  /// A[i][j], from j to i.
  private(set) var paths: [[Value?]]
  /// S[i][j], both halves.
  private(set) var symmetric: [[Value?]]
  /// Total effects T[from][to] (no identity).
  private(set) var totals: [[Value?]]
  private(set) var covariance: [[Value?]]

  /// `parameter` gives the value of a free parameter, `moment` that of a sample covariance.
  init(
    _ matrices: RAMMatrices, program: inout StraightLineProgram,
    parameter: (inout StraightLineProgram, Int) -> Value, moment: (inout StraightLineProgram, Int, Int) -> Value
  ) {
    self.matrices = matrices
    let count = matrices.variables.count
    let empty = [[Value?]](repeating: [Value?](repeating: nil, count: count), count: count)
    (paths, symmetric, totals, covariance) = (empty, empty, empty, empty)
    func value(_ entry: RAMMatrices.Entry, _ program: inout StraightLineProgram) -> Value? {
      switch entry.source {
      case .parameter(let index): parameter(&program, index)
      case .fixed(let value): value == 0 ? nil : program.constant(value)
      case .sampleMoment: moment(&program, entry.row, entry.column)
      }
    }
    for entry in matrices.directEffects { paths[entry.row][entry.column] = value(entry, &program) }
    for entry in matrices.symmetricEffects {
      symmetric[entry.row][entry.column] = value(entry, &program)
      symmetric[entry.column][entry.row] = symmetric[entry.row][entry.column]
    }
    if let order = matrices.causalOrder {
      addRecursiveTotals(order, &program)
      addRecursiveCovariance(order, &program)
    } else {
      addTotalsByElimination(&program)
      addCovarianceFromTotals(&program)
    }
  }

  // MARK: Recursive models: each variable from those before it

  private mutating func addRecursiveTotals(_ order: [Int], _ program: inout StraightLineProgram) {
    for from in order {
      for to in order where to != from {
        var sum: Value?
        for k in order {
          guard let path = paths[to][k] else { continue }
          let term = k == from ? path : totals[from][k].map { program.multiply(path, $0) }
          sum = program.sum(sum, term)
        }
        totals[from][to] = sum
      }
    }
  }

  /// `cov(y_i, y_j) = sum_k A_ik cov(y_k, y_j) + cov(e_i, y_j)` with `cov(e_i, y_j) = S_ij + sum_k A_jk cov(e_i, y_k)`.
  private mutating func addRecursiveCovariance(_ order: [Int], _ program: inout StraightLineProgram) {
    let count = order.count
    var residual = [[Value?]](repeating: [Value?](repeating: nil, count: count), count: count)
    for i in order {
      for j in order {
        var sum = symmetric[i][j]
        for k in order { sum = program.sum(sum, program.product(paths[j][k], residual[i][k])) }
        residual[i][j] = sum
      }
    }
    for (position, i) in order.enumerated() {
      for j in order[...position] {
        var sum = residual[i][j]
        for k in order { sum = program.sum(sum, program.product(paths[i][k], covariance[k][j])) }
        covariance[i][j] = sum
        covariance[j][i] = sum
      }
    }
  }

  // MARK: Feedback: (I - A)^-1 by elimination

  private mutating func addTotalsByElimination(_ program: inout StraightLineProgram) {
    let count = matrices.variables.count
    let one = program.constant(1)
    var work = paths.map { row in row.map { $0.map { program.apply(.negate, $0) } } }
    var inverse = paths.map { row in row.map { _ in Value?.none } }
    for i in 0..<count {
      work[i][i] = program.sum(one, work[i][i])
      inverse[i][i] = one
    }
    for pivot in 0..<count {
      guard let divisor = work[pivot][pivot] else { continue }
      for j in 0..<count {
        work[pivot][j] = work[pivot][j].map { program.divide($0, divisor) }
        inverse[pivot][j] = inverse[pivot][j].map { program.divide($0, divisor) }
      }
      for i in 0..<count where i != pivot {
        guard let factor = work[i][pivot] else { continue }
        for j in 0..<count {
          work[i][j] = program.difference(work[i][j], program.product(factor, work[pivot][j]))
          inverse[i][j] = program.difference(inverse[i][j], program.product(factor, inverse[pivot][j]))
        }
      }
    }
    for from in 0..<count {
      for to in 0..<count {
        totals[from][to] = from == to ? program.difference(inverse[to][from], one) : inverse[to][from]
      }
    }
  }

  private mutating func addCovarianceFromTotals(_ program: inout StraightLineProgram) {
    let count = matrices.variables.count
    let one = program.constant(1)
    func effect(_ to: Int, _ from: Int, _ program: inout StraightLineProgram) -> Value? {
      to == from ? program.sum(one, totals[from][to]) : totals[from][to]
    }
    for i in 0..<count {
      for j in 0...i {
        var sum: Value?
        for k in 0..<count {
          for l in 0..<count {
            guard let s = symmetric[k][l], let left = effect(i, k, &program), let right = effect(j, l, &program) else { continue }
            sum = program.sum(sum, program.multiply(program.multiply(left, s), right))
          }
        }
        covariance[i][j] = sum
        covariance[j][i] = sum
      }
    }
  }
}

extension StraightLineProgram {
  /// Sum of two values of which either may be a structural zero.
  mutating func sum(_ a: Value?, _ b: Value?) -> Value? {
    guard let a else { return b }
    guard let b else { return a }
    return add(a, b)
  }

  mutating func difference(_ a: Value?, _ b: Value?) -> Value? {
    guard let b else { return a }
    guard let a else { return apply(.negate, b) }
    return subtract(a, b)
  }

  mutating func product(_ a: Value?, _ b: Value?) -> Value? {
    guard let a, let b else { return nil }
    return multiply(a, b)
  }
}
