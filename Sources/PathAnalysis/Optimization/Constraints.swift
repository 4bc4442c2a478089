import LinearAlgebra
import ModelSyntax

/// What a model demands of its parameters: `h(theta) = 0`, `g(theta) >= 0` and bounds.
///
/// Linear equalities are a change of parameters (``LinearRestrictions``); the other conditions are values of one straight-line
/// program, nonlinear equalities first, with exact derivatives.
struct Constraints: Sendable {
  let linear: LinearRestrictions
  /// Where each condition comes from; the first `equalityCount` are equalities, the others `>= 0`.
  let origins: [Origin]
  let equalityCount: Int
  private let program: StraightLineProgram

  enum Origin: Sendable, Hashable {
    /// The place among the table's constraints.
    case statement(Int)
    case lowerBound(parameter: Int)
    case upperBound(parameter: Int)

    /// The parameter whose bound it is.
    var boundedParameter: Int? {
      switch self {
      case .statement: nil
      case .lowerBound(let parameter), .upperBound(let parameter): parameter
      }
    }
  }

  /// A condition that no parameters meet together with the others named.
  struct Infeasible: Error, Equatable {
    var origin: Origin
    var others: [Origin] = []
  }

  /// - Throws: when the linear conditions contradict each other.
  init(_ table: ParameterTable, bounds: [ParameterBounds]? = nil) throws(Infeasible) {
    let bounds = bounds ?? ParameterBounds.ofUser(table)
    var rows: [(form: LinearForm, statement: Int)] = []
    var writer = ConditionWriter(table)
    for (index, constraint) in table.constraints.enumerated() where constraint.relation == .equal {
      if let left = LinearForm(constraint.left, in: table), let right = LinearForm(constraint.right, in: table) {
        rows.append((left.adding(right.scaled(by: -1)), index))
      } else {
        writer.append(constraint, .statement(index))
      }
    }
    equalityCount = writer.origins.count
    for (index, constraint) in table.constraints.enumerated() where constraint.relation != .equal {
      writer.append(constraint, .statement(index))
    }
    for (parameter, bound) in bounds.enumerated() { writer.append(bound, parameter) }
    program = writer.program
    origins = writer.origins
    do {
      linear = try LinearRestrictions(parameterCount: table.parameterCount, rows: rows.map(\.form))
    } catch {
      throw Infeasible(origin: .statement(rows[error.row].statement))
    }
    isLinear = writer.isLinear
    try checkFeasibility(table.parameterCount)
  }

  /// Whether each condition is linear in the parameters.
  private let isLinear: [Bool]

  /// Whether there is nothing but linear equalities.
  var isLinearEqualityOnly: Bool { origins.isEmpty }

  /// Values of the conditions and their derivatives, conditions x q.
  func conditions(at parameters: [Double]) -> (values: [Double], jacobian: Matrix) {
    program.jacobian(at: parameters, inputs: parameters.count)
  }

  func values(at parameters: [Double]) -> [Double] { program.values(at: parameters) }

  /// The parameters nearest to `start` that meet the linear conditions; `scales` are the units of distance.
  func nearest(to start: [Double], scales: [Double]) -> [Double] {
    let first = linear.parameters(linear.reduced(start))
    guard let moved = project(first, scales: scales) else { return first }
    return moved
  }

  // MARK: At an optimum

  /// The equalities, made linear at a point.
  func equalities(at parameters: [Double]) -> LinearRestrictions { tangent(Array(0..<equalityCount), at: parameters) }

  /// The equalities and those of the statements among `active`, made linear at a point: along it the estimates vary.
  ///
  /// Bounds only guard the search, as in lavaan: an estimate at its bound keeps the standard error it would have without.
  func restrictions(at parameters: [Double], active: [Int]) -> LinearRestrictions {
    let statements = active.filter { if case .statement = origins[$0] { $0 >= equalityCount } else { false } }
    return tangent(Array(0..<equalityCount) + statements, at: parameters)
  }

  private func tangent(_ chosen: [Int], at parameters: [Double]) -> LinearRestrictions {
    guard !chosen.isEmpty else { return linear }
    let jacobian = conditions(at: parameters).jacobian
    return linear.tangent(to: jacobian.submatrix(rows: chosen, columns: Array(parameters.indices)), at: parameters)
  }

  // MARK: Linear feasibility

  private func checkFeasibility(_ count: Int) throws(Infeasible) {
    let start = linear.parameters([Double](repeating: 0, count: count - linear.rank))
    let (program, chosen) = linearProgram(at: start, scales: [Double](repeating: 1, count: count))
    guard let program else { return }
    if case .infeasible(let condition, let others) = program.solve(
      gradient: [Double](repeating: 0, count: count - linear.rank), chosen.conditions)
    {
      throw Infeasible(origin: origins[chosen.indices[condition]], others: others.map { origins[chosen.indices[$0]] })
    }
  }

  private func project(_ start: [Double], scales: [Double]) -> [Double]? {
    let (program, chosen) = linearProgram(at: start, scales: scales)
    let reduced = linear.reduced(start)
    guard let program,
      case .solution(let step, _) = program.solve(gradient: [Double](repeating: 0, count: reduced.count), chosen.conditions)
    else { return nil }
    return linear.parameters(reduced.indices.map { reduced[$0] + step[$0] })
  }

  private typealias Chosen = (indices: [Int], conditions: QuadraticProgram.Conditions)

  /// The distance to a point as a quadratic program, and the linear inequalities as its conditions.
  private func linearProgram(at start: [Double], scales: [Double]) -> (QuadraticProgram?, Chosen) {
    let indices = origins.indices.filter { $0 >= equalityCount && isLinear[$0] }
    let (values, jacobian) = conditions(at: start)
    let normals = linear.reducedJacobian(jacobian.submatrix(rows: indices, columns: Array(start.indices)))
    let metric = linear.reducedInformation(Matrix.diagonal(scales.map { 1 / ($0 * $0) }))
    return (
      try? QuadraticProgram(hessian: metric),
      (indices, QuadraticProgram.Conditions(normals: normals, values: indices.map { values[$0] }, equalityCount: 0))
    )
  }
}

extension LinearRestrictions {
  /// J K.
  func reducedJacobian(_ jacobian: Matrix) -> Matrix { isEmpty ? jacobian : jacobian * basis }
}

/// The least and greatest value that a parameter may take.
struct ParameterBounds: Sendable, Equatable {
  var lower = -Double.infinity
  var upper = Double.infinity

  /// What `lower()` and `upper()` say, a pair for each parameter; where several rows share one, the narrowest.
  static func ofUser(_ table: ParameterTable) -> [ParameterBounds] {
    var bounds = [ParameterBounds](repeating: ParameterBounds(), count: table.parameterCount)
    for row in table.rows {
      guard let index = row.parameterIndex else { continue }
      bounds[index].lower = max(bounds[index].lower, row.lowerBound ?? -.infinity)
      bounds[index].upper = min(bounds[index].upper, row.upperBound ?? .infinity)
    }
    return bounds
  }
}

/// Writes conditions into a program whose inputs are the parameters.
private struct ConditionWriter {
  private let table: ParameterTable
  private(set) var program: StraightLineProgram
  private(set) var origins: [Constraints.Origin] = []
  private(set) var isLinear: [Bool] = []
  private let known: [String: StraightLineProgram.Value]

  init(_ table: ParameterTable) {
    self.table = table
    var program = StraightLineProgram(inputCount: table.parameterCount)
    var known: [String: StraightLineProgram.Value] = [:]
    for (label, value) in table.fixedLabels { known[label] = program.constant(value) }
    for (label, index) in table.labelIndices { known[label] = program.input(index) }
    // Definitions may stand in any order; the parser has refused cycles and unknown names.
    var waiting = table.definitions
    while !waiting.isEmpty {
      let ready = waiting.filter { $0.expression.names.allSatisfy { known[$0.name] != nil } }
      guard !ready.isEmpty else { break }
      for definition in ready { known[definition.name] = program.append(definition.expression, known) }
      waiting.removeAll { known[$0.name] != nil }
    }
    self.known = known
    self.program = program
  }

  /// `left - right`, or for `<` its negative.
  mutating func append(_ constraint: ParameterTable.Constraint, _ origin: Constraints.Origin) {
    let left = program.append(constraint.left, known)
    let right = program.append(constraint.right, known)
    program.output(constraint.relation == .less ? program.subtract(right, left) : program.subtract(left, right))
    origins.append(origin)
    isLinear.append(LinearForm(constraint.left, in: table) != nil && LinearForm(constraint.right, in: table) != nil)
  }

  mutating func append(_ bound: ParameterBounds, _ parameter: Int) {
    let input = program.input(parameter)
    if bound.lower > -.infinity {
      program.output(program.subtract(input, program.constant(bound.lower)))
      origins.append(.lowerBound(parameter: parameter))
      isLinear.append(true)
    }
    if bound.upper < .infinity {
      program.output(program.subtract(program.constant(bound.upper), input))
      origins.append(.upperBound(parameter: parameter))
      isLinear.append(true)
    }
  }
}
