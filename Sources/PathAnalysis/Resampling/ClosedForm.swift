import LinearAlgebra

/// The maximum-likelihood solution written down as formulas of the sample moments, where there is one (conventions.md section 3).
///
/// A recursive model of observed variables whose residuals covary only among equations with the same predictors, without shared
/// or fixed paths, is solved equation by equation: slopes `S_xx^-1 s_xy`, residual covariances `S_yy - S_yx S_xx^-1 S_xy`.
struct ClosedForm: Sendable {
  typealias Value = StraightLineProgram.Value

  /// Equations with the same predictors, whose residuals may covary.
  private struct Equations {
    var predictors: [Int]
    var outcomes: [Int]
  }

  private let matrices: RAMMatrices
  private let equations: [Equations]

  /// `nil` when the model has no closed form.
  init?(_ model: PathModel) {
    let matrices = model.matrices
    self.matrices = matrices
    guard model.groups.count == 1, model.table.constraints.isEmpty, matrices.isRecursive,
      matrices.observedCount == matrices.variables.count,
      Self.eachParameterStandsOnce(matrices), Self.meansAreSaturated(matrices)
    else { return nil }
    let predictors = Dictionary(grouping: matrices.directEffects, by: \.row).mapValues { $0.map(\.column).sorted() }
    var found: [Equations] = []
    for block in matrices.residualBlocks {
      let entries = matrices.symmetricEffects.filter { block.contains($0.row) }
      let isFull = Set(entries.map { [$0.row, $0.column] }).count == block.count * (block.count + 1) / 2
      let sets = Set(block.map { predictors[$0] ?? [] })
      guard isFull, sets.count == 1, let set = sets.first else { return nil }
      let isSampled = entries.allSatisfy { $0.source == .sampleMoment }
      guard isSampled || entries.allSatisfy({ if case .parameter = $0.source { true } else { false } }) else { return nil }
      if !isSampled { found.append(Equations(predictors: set, outcomes: block)) }
    }
    equations = found
  }

  private static func eachParameterStandsOnce(_ matrices: RAMMatrices) -> Bool {
    var seen = Set<Int>()
    for entry in matrices.directEffects {
      guard case .parameter = entry.source else { return false }
    }
    for entry in matrices.directEffects + matrices.symmetricEffects + matrices.intercepts {
      if case .parameter(let index) = entry.source, !seen.insert(index).inserted { return false }
    }
    return true
  }

  private static func meansAreSaturated(_ matrices: RAMMatrices) -> Bool {
    matrices.intercepts.isEmpty
      || matrices.intercepts.count == matrices.variables.count
        && matrices.intercepts.allSatisfy { if case .fixed = $0.source { false } else { true } }
  }

  /// Appends the parameters as values, and the smallest share of a predictor's variance that those before it leave (1 without
  /// predictors): a draw in which it vanishes has no solution.
  func append(
    to program: inout StraightLineProgram, moment: (inout StraightLineProgram, Int, Int) -> Value,
    mean: (inout StraightLineProgram, Int) -> Value
  ) -> (parameters: [Value], pivotShare: Value) {
    var slopes: [[Int]: Value] = [:]
    var residuals: [[Int]: Value] = [:]
    var share = program.constant(1)
    let zero = program.constant(0)
    var factors: [[Int]: Factor] = [:]
    func at(_ i: Int, _ j: Int, _ program: inout StraightLineProgram) -> Value { moment(&program, max(i, j), min(i, j)) }
    for equation in equations {
      let x = equation.predictors
      let factor = factors[x] ?? Factor(x, &program) { at($0, $1, &$2) }
      if factors[x] == nil { share = factor.shares.reduce(share) { program.minimum($0, $1) } }
      factors[x] = factor
      var reduced: [[Value]] = []
      for y in equation.outcomes {
        let target = x.map { at($0, y, &program) }
        let forward = factor.forward(target, &program)
        reduced.append(forward)
        for (k, slope) in factor.back(forward, &program).enumerated() { slopes[[y, x[k]]] = slope }
      }
      for (a, y) in equation.outcomes.enumerated() {
        for (b, z) in equation.outcomes.enumerated() where b <= a {
          // S_yz - sum_k f_yk f_zk / d_k, with f the forward solutions.
          var value = at(y, z, &program)
          for k in x.indices {
            let term = program.multiply(program.multiply(reduced[a][k], reduced[b][k]), factor.inversePivots[k])
            value = program.subtract(value, term)
          }
          residuals[[max(y, z), min(y, z)]] = value
        }
      }
    }
    var parameters = [Value](repeating: zero, count: matrices.parameterCount)
    func set(_ entry: RAMMatrices.Entry, _ value: Value) {
      if case .parameter(let index) = entry.source { parameters[index] = value }
    }
    for entry in matrices.directEffects { set(entry, slopes[[entry.row, entry.column]] ?? zero) }
    for entry in matrices.symmetricEffects { set(entry, residuals[[entry.row, entry.column]] ?? zero) }
    for entry in matrices.intercepts {
      var value = mean(&program, entry.row)
      for path in matrices.directEffects where path.row == entry.row {
        let slope = slopes[[path.row, path.column]] ?? zero
        value = program.subtract(value, program.multiply(slope, mean(&program, path.column)))
      }
      set(entry, value)
    }
    return (parameters, share)
  }
}

/// L D L' of a predictor set's covariance, written symbolically: no square roots.
private struct Factor {
  typealias Value = StraightLineProgram.Value

  /// Below the unit diagonal.
  private var lower: [[Value]] = []
  private(set) var inversePivots: [Value] = []
  /// Pivot over variance: the share of a predictor's variance that the predictors before it leave.
  private(set) var shares: [Value] = []

  init(
    _ x: [Int], _ program: inout StraightLineProgram, moment: (Int, Int, inout StraightLineProgram) -> Value
  ) {
    let one = program.constant(1)
    for i in x.indices {
      // v_j = l_ij d_j, by forward substitution; l_ij = v_j / d_j.
      let target = x[..<i].map { moment(x[i], $0, &program) }
      let scaled = forward(target, &program)
      var row: [Value] = []
      let variance = moment(x[i], x[i], &program)
      var pivot = variance
      for j in 0..<i {
        row.append(program.multiply(scaled[j], inversePivots[j]))
        pivot = program.subtract(pivot, program.multiply(scaled[j], row[j]))
      }
      lower.append(row)
      inversePivots.append(program.divide(one, pivot))
      if i > 0 { shares.append(program.divide(pivot, variance)) }
    }
  }

  /// Solves L f = t.
  func forward(_ target: [Value], _ program: inout StraightLineProgram) -> [Value] {
    var solution: [Value] = []
    for i in target.indices {
      var value = target[i]
      for j in 0..<i { value = program.subtract(value, program.multiply(lower[i][j], solution[j])) }
      solution.append(value)
    }
    return solution
  }

  /// Solves D L' b = f.
  func back(_ forward: [Value], _ program: inout StraightLineProgram) -> [Value] {
    var solution = forward
    for i in forward.indices.reversed() {
      var value = program.multiply(forward[i], inversePivots[i])
      for j in (i + 1)..<max(forward.count, i + 1) {
        value = program.subtract(value, program.multiply(lower[j][i], solution[j]))
      }
      solution[i] = value
    }
    return solution
  }
}
