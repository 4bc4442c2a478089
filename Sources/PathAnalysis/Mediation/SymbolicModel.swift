import LinearAlgebra

/// A group's matrices as values of a straight-line program: implied covariances and total effects are written symbolically, once, and
/// only those that are asked for.
///
/// `nil` stands for a structural zero, which costs nothing.
struct SymbolicModel {
  typealias Value = StraightLineProgram.Value

  let matrices: RAMMatrices
  /// A[i][j], from j to i.
  private(set) var paths: [[Value?]]
  /// S[i][j], both halves.
  private(set) var symmetric: [[Value?]]
  /// Places with an arrow to each variable.
  private let parents: [[Int]]
  /// Place of each variable in causal order; `nil` with feedback.
  private let rank: [Int]?
  private var knownTotals: [[Value??]]
  private var knownCovariances: [[Value??]]
  private var knownResiduals: [[Value??]]

  /// `parameter` gives the value of a free parameter, `moment` that of a sample covariance.
  init(
    _ matrices: RAMMatrices, program: inout StraightLineProgram,
    parameter: (inout StraightLineProgram, Int) -> Value, moment: (inout StraightLineProgram, Int, Int) -> Value
  ) {
    self.matrices = matrices
    let count = matrices.variables.count
    let empty = [[Value?]](repeating: [Value?](repeating: nil, count: count), count: count)
    let unknown = [[Value??]](repeating: [Value??](repeating: nil, count: count), count: count)
    (paths, symmetric) = (empty, empty)
    (knownTotals, knownCovariances, knownResiduals) = (unknown, unknown, unknown)
    parents = Dictionary(grouping: matrices.directEffects, by: \.row).reduce(into: [[Int]](repeating: [], count: count)) {
      $0[$1.key] = Array(Set($1.value.map(\.column))).sorted()
    }
    rank = matrices.causalOrder.map { order in
      order.enumerated().reduce(into: [Int](repeating: 0, count: count)) { $0[$1.element] = $1.offset }
    }
    func value(_ entry: RAMMatrices.Entry, _ program: inout StraightLineProgram) -> Value? {
      switch entry.source {
      case .parameter(let index): parameter(&program, index)
      case .fixed(let value): value == 0 ? nil : program.constant(value)
      case .sampleMoment: moment(&program, entry.row, entry.column)
      case .unitVariance, .dependent: nil
      }
    }
    for entry in matrices.directEffects { paths[entry.row][entry.column] = value(entry, &program) }
    for entry in matrices.symmetricEffects {
      symmetric[entry.row][entry.column] = value(entry, &program)
      symmetric[entry.column][entry.row] = symmetric[entry.row][entry.column]
    }
    if rank == nil { addTotalsByElimination(&program) }
    addOrdinalResiduals(&program, parameter: parameter)
    if !matrices.composites.isEmpty { addComposites(&program, parameter: parameter, moment: moment) }
  }

  /// The residual variances of ordinal variables that make their variances, given the covariates, `1/kappa^2`.
  ///
  /// In causal order `var(y_i) = S_ii + sum_k A_ik [cov(y_k, y_i) + cov(e_i, y_k)]`, all given the covariates.
  private mutating func addOrdinalResiduals(
    _ program: inout StraightLineProgram, parameter: (inout StraightLineProgram, Int) -> Value
  ) {
    let ordinal = matrices.unitVarianceVariables
    guard matrices.hasUnitVariances, !ordinal.isEmpty, rank != nil else { return }
    var conditional = self
    for x in matrices.covariates {
      for j in paths.indices { (conditional.symmetric[x][j], conditional.symmetric[j][x]) = (nil, nil) }
    }
    var residuals: [Int: Value] = [:]
    let one = program.constant(1)
    for variable in ordinal {
      var variance = one
      switch matrices.scalings.first(where: { $0.row == variable })?.source {
      case .parameter(let index):
        let kappa = parameter(&program, index)
        variance = program.divide(one, program.multiply(kappa, kappa))
      case .fixed(let kappa): variance = program.constant(1 / (kappa * kappa))
      default: break
      }
      conditional.knownCovariances[variable][variable] = .some(variance)
    }
    for variable in ordinal {
      let explained = conditional.explained(variable, &program)
      let total = conditional.knownCovariances[variable][variable] ?? nil
      residuals[variable] = program.difference(total, explained)
    }
    for (variable, residual) in residuals { symmetric[variable][variable] = residual }
  }

  // MARK: What composites set

  mutating func setPath(_ value: Value?, from: Int, to: Int) { paths[to][from] = value }

  mutating func setSymmetric(_ value: Value?, _ first: Int, _ second: Int) {
    (symmetric[first][second], symmetric[second][first]) = (value, value)
  }

  mutating func setCovariance(_ value: Value?, _ first: Int, _ second: Int) {
    (knownCovariances[first][second], knownCovariances[second][first]) = (.some(value), .some(value))
  }

  /// `sum_k A_ik [cov(y_k, y_i) + cov(e_i, y_k)]`: what its causes contribute to a variable's variance.
  mutating func explained(_ variable: Int, _ program: inout StraightLineProgram) -> Value? {
    var sum: Value?
    for k in parents[variable] {
      guard let path = paths[variable][k] else { continue }
      let joint = program.sum(covariance(k, variable, &program), residualCovariance(variable, k, &program))
      sum = program.sum(sum, program.product(path, joint))
    }
    return sum
  }

  /// Total effect of one variable on another, without identity.
  mutating func total(from: Int, to: Int, _ program: inout StraightLineProgram) -> Value? {
    if let known = knownTotals[from][to] { return known }
    var sum: Value?
    for k in parents[to] {
      guard let path = paths[to][k] else { continue }
      sum = program.sum(sum, k == from ? path : program.product(path, total(from: from, to: k, &program)))
    }
    knownTotals[from][to] = .some(sum)
    return sum
  }

  /// Implied covariance of two variables: in causal order `cov(y_i, y_j) = sum_k A_ik cov(y_k, y_j) + cov(e_i, y_j)` with i the later.
  mutating func covariance(_ first: Int, _ second: Int, _ program: inout StraightLineProgram) -> Value? {
    if let known = knownCovariances[first][second] { return known }
    var sum: Value?
    if let rank {
      let (i, j) = rank[first] >= rank[second] ? (first, second) : (second, first)
      for k in parents[i] {
        guard let path = paths[i][k] else { continue }
        sum = program.sum(sum, program.product(path, covariance(k, j, &program)))
      }
      sum = program.sum(sum, residualCovariance(i, j, &program))
    } else {
      sum = covarianceFromTotals(first, second, &program)
    }
    knownCovariances[first][second] = .some(sum)
    knownCovariances[second][first] = .some(sum)
    return sum
  }

  /// `cov(e_i, y_j) = S_ij + sum_k A_jk cov(e_i, y_k)`.
  private mutating func residualCovariance(_ i: Int, _ j: Int, _ program: inout StraightLineProgram) -> Value? {
    if let known = knownResiduals[i][j] { return known }
    var sum = symmetric[i][j]
    for k in parents[j] {
      guard let path = paths[j][k] else { continue }
      sum = program.sum(sum, program.product(path, residualCovariance(i, k, &program)))
    }
    knownResiduals[i][j] = .some(sum)
    return sum
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
        knownTotals[from][to] = .some(from == to ? program.difference(inverse[to][from], one) : inverse[to][from])
      }
    }
  }

  private mutating func covarianceFromTotals(_ i: Int, _ j: Int, _ program: inout StraightLineProgram) -> Value? {
    let one = program.constant(1)
    func effect(_ to: Int, _ from: Int, _ program: inout StraightLineProgram) -> Value? {
      let total = knownTotals[from][to] ?? nil
      return to == from ? program.sum(one, total) : total
    }
    var sum: Value?
    for k in matrices.variables.indices {
      for l in matrices.variables.indices {
        guard let s = symmetric[k][l], let left = effect(i, k, &program), let right = effect(j, l, &program) else { continue }
        sum = program.sum(sum, program.multiply(program.multiply(left, s), right))
      }
    }
    return sum
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
