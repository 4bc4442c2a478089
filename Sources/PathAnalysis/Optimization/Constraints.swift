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
    // What identifies factors is no statement. That of EFA blocks contradicts nothing: their parameters cannot be constrained.
    rows += (table.unrotatedRestrictions + table.effectCodingRestrictions).map { ($0, table.constraints.count) }
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
    isLinear = writer.forms.map { $0 != nil }
    limits = Dictionary(
      uniqueKeysWithValues: writer.forms.enumerated().compactMap { condition, form in
        form?.limit.map { (condition, $0) }
      })
    try checkFeasibility(table.parameterCount)
  }

  /// Whether each condition is linear in the parameters.
  private let isLinear: [Bool]
  /// Of the inequalities in one parameter alone: its value where they hold with equality.
  private let limits: [Int: (parameter: Int, value: Double)]

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

  /// Parameters at a limit of their own exactly there, without the last rounding.
  func snapped(_ parameters: [Double], active: [Int]) -> [Double] {
    var result = parameters
    for condition in active { if let limit = limits[condition] { result[limit.parameter] = limit.value } }
    return result
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
