import LinearAlgebra
import ModelSyntax
import Probability

/// Score tests of equality constraints: how much chi-square would fall if they were released (conventions.md section 10).
///
/// Rows that share a label count as equalities with the first of them. With the slope g and information I of the model without any of
/// the equalities, at the estimates under them, and K_r the null space of all equalities but r:
/// `X2_r = N (K_r' g)' (K_r' I K_r)^-1 (K_r' g)` on one degree of freedom; all together `X2 = N g' I^+ g`.
public struct ScoreTests: Sendable {
  /// One an equality, in the order of the table's rows, `==` statements last.
  public let single: [ParameterTestResult]
  /// `nil` without equalities.
  public let total: ParameterTestResult?

  init(single: [ParameterTestResult], total: ParameterTestResult?) {
    self.single = single
    self.total = total
  }
}

extension Fit {
  /// Score tests of every equality that can be released; none when the model is not identified.
  public var scoreTests: ScoreTests {
    let released = ReleasedModel(self)
    guard !released.equalities.isEmpty, identification.isIdentified,
      let score = DiscrepancyScore(self, released.matrices, parameters: released.parameters)
    else { return ScoreTests(single: [], total: nil) }
    let single = released.equalities.indices.compactMap { released.release($0, score, weight: scoreWeight) }
    return ScoreTests(
      single: single,
      total: released.releaseAll(score, freeCount: restrictions.basis.columnCount - released.heldBounds, weight: scoreWeight))
  }
}

/// A fitted model with a parameter of its own for every free row, and its equalities as restrictions of these.
private struct ReleasedModel {
  struct Equality {
    var text: String
    var form: LinearForm
  }

  let matrices: [RAMMatrices]
  let parameters: [Double]
  let equalities: [Equality]
  /// Inequalities and bounds at their limits, which stay in force.
  private let held: [LinearForm]
  /// How many of these are bounds.
  let heldBounds: Int

  init(_ fit: Fit) {
    var table = fit.model.table
    var parameters: [Double] = []
    var firstRow: [Int: Int] = [:]
    var pairs: [(first: Int, row: Int)] = []
    for row in table.rows.indices {
      guard let shared = table.rows[row].parameterIndex else { continue }
      if let first = firstRow[shared] { pairs.append((first, row)) } else { firstRow[shared] = row }
      table.rows[row].status = .free(parameters.count)
      parameters.append(fit.parameters[shared])
    }
    self.parameters = parameters
    matrices = (1...table.groupCount).map { table.matrices(group: $0, parameterization: .delta) }
    let names = table.rows.map { Self.name($0, groupCount: table.groupCount) }
    let zero = LinearForm(constant: 0, count: parameters.count)
    var equalities = pairs.map { pair in
      var form = zero
      if let index = table.rows[pair.first].parameterIndex { form.coefficients[index] = 1 }
      if let index = table.rows[pair.row].parameterIndex { form.coefficients[index] = -1 }
      return Equality(text: "\(names[pair.first]) == \(names[pair.row])", form: form)
    }
    let (statements, active) = Self.statements(table, parameters, active: fit.activeConstraints)
    equalities += statements
    let bounds = fit.activeConstraints.compactMap { origin -> LinearForm? in
      guard let shared = origin.boundedParameter, let row = firstRow[shared], let index = table.rows[row].parameterIndex else {
        return nil
      }
      var form = zero
      form.coefficients[index] = 1
      form.constant = -parameters[index]
      return form
    }
    held = active + bounds
    heldBounds = bounds.count
    self.equalities = equalities
  }

  /// The `==` statements, and the inequalities that hold as equalities; those that are not linear by their tangents.
  private static func statements(
    _ table: ParameterTable, _ parameters: [Double], active: [Constraints.Origin]
  ) -> (equalities: [Equality], active: [LinearForm]) {
    let constraints = try? Constraints(table, bounds: [])
    let slopes = constraints?.conditions(at: parameters).jacobian
    var equalities: [Equality] = []
    var held: [LinearForm] = []
    for (index, constraint) in table.constraints.enumerated() {
      let isEquality = constraint.relation == .equal
      guard isEquality || active.contains(.statement(index)) else { continue }
      var form: LinearForm
      if isEquality, let left = LinearForm(constraint.left, in: table), let right = LinearForm(constraint.right, in: table) {
        form = left.adding(right.scaled(by: -1))
      } else {
        guard let slopes, let row = constraints?.origins.firstIndex(of: .statement(index)) else { continue }
        form = LinearForm(constant: 0, count: parameters.count)
        form.coefficients = slopes.row(row)
        form.constant = -zip(form.coefficients, parameters).reduce(0) { $0 + $1.0 * $1.1 }
      }
      if isEquality {
        equalities.append(Equality(text: "\(constraint.left.text) == \(constraint.right.text)", form: form))
      } else {
        held.append(form)
      }
    }
    return (equalities, held)
  }

  private static func name(_ row: ParameterRow, groupCount: Int) -> String {
    groupCount > 1 ? "\(row.name) (group \(row.group))" : row.name
  }

  /// `nil` when the model without this equality is not identified.
  func release(_ index: Int, _ score: DiscrepancyScore, weight: Double) -> ParameterTestResult? {
    let kept = held + equalities.indices.filter { $0 != index }.map { equalities[$0].form }
    guard let restrictions = try? LinearRestrictions(parameterCount: parameters.count, rows: kept) else { return nil }
    let slope = restrictions.reducedGradient(score.slope)
    let information = restrictions.reducedInformation(score.information)
    guard Identification(information, names: slope.map { _ in "" }).isIdentified,
      let factor = try? CholeskyFactorization(information)
    else { return nil }
    let step = factor.solve(slope)
    let statistic = weight * zip(slope, step).reduce(0) { $0 + $1.0 * $1.1 }
    let change = restrictions.isEmpty ? step : restrictions.basis.times(step)
    return ParameterTestResult(
      restriction: equalities[index].text, chiSquare: statistic, degreesOfFreedom: 1,
      pValue: ChiSquare(degreesOfFreedom: 1).upperTail(statistic),
      expectedChange: zip(equalities[index].form.coefficients, change).reduce(0) { $0 + $1.0 * $1.1 })
  }

  /// Where the model without equalities is not identified, only those combinations count that the data can tell.
  func releaseAll(_ score: DiscrepancyScore, freeCount: Int, weight: Double) -> ParameterTestResult? {
    guard let restrictions = try? LinearRestrictions(parameterCount: parameters.count, rows: held),
      let (sum, rank) = GeneralizedInverse.quadraticForm(
        restrictions.reducedGradient(score.slope), restrictions.reducedInformation(score.information))
    else { return nil }
    let statistic = weight * sum
    guard rank > freeCount else { return nil }
    let degreesOfFreedom = rank - freeCount
    return ParameterTestResult(
      restriction: "all equalities", chiSquare: statistic, degreesOfFreedom: degreesOfFreedom,
      pValue: ChiSquare(degreesOfFreedom: Double(degreesOfFreedom)).upperTail(statistic))
  }
}
