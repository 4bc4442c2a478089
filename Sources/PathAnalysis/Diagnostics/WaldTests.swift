import LinearAlgebra
import ModelSyntax
import Probability

/// Restrictions to be tested together on a fitted model: `b1 == 0; b2 == c2`.
///
/// Sides are formulas of labels and defined parameters, in the model language.
public struct WaldHypothesis: Sendable {
  /// As it was written.
  public let text: String
  /// `left - right` of each restriction.
  let differences: [Expression]

  /// Reads restrictions with `;` between them.
  ///
  /// - Throws: the first thing that is wrong: a formula that cannot be read, no `==`, or a name that the model does not have.
  public init(_ text: String, in table: ParameterTable) throws(Diagnostic) {
    self.text = text
    var differences: [Expression] = []
    for part in text.split(separator: ";") where part.contains(where: { !$0.isWhitespace }) {
      let sides = String(part).sides
      guard sides.count == 2 else {
        throw Diagnostic(
          .error, "bad-restriction", "`\(text)` is no restriction: a Wald test needs one `==` in each",
          advice: "write it like \"b1 == b2\", or \"b1 == 0; b2 == 0\" to test both together")
      }
      let difference = Expression.binary(.subtract, try Expression.parse(sides[0]), try Expression.parse(sides[1]))
      try Self.check(difference, table)
      differences.append(difference)
    }
    guard !differences.isEmpty else {
      throw Diagnostic(.error, "bad-restriction", "a Wald test needs a restriction such as \"b1 == b2\"")
    }
    self.differences = differences
  }

  private static func check(_ expression: Expression, _ table: ParameterTable) throws(Diagnostic) {
    let known = table.rows.map(\.label).filter { !$0.isEmpty } + table.definitions.map(\.name)
    for (name, _) in expression.names where !known.contains(name) {
      throw Diagnostic(
        .error, "unknown-label", "`\(name)` is no label of the model",
        advice: nearestName(to: name, among: known).map { "did you mean `\($0)`?" }
          ?? "put a label before a variable: y ~ \(name)*x")
    }
  }
}

extension Fit {
  /// The Wald test `W = h' (H acov H')^-1 h` of restrictions h = 0 with Jacobian H, on as many degrees of freedom as there are
  /// independent ones (conventions.md section 10).
  ///
  /// - Returns: `nil` when there is no covariance of the estimates, or the restrictions do not exist there.
  public func waldTest(_ hypothesis: WaldHypothesis) -> ParameterTestResult? {
    guard let acov = asymptoticCovariance else { return nil }
    var table = model.table
    for (index, difference) in hypothesis.differences.enumerated() {
      // A name with a space clashes with none of the user's.
      let range = SourceRange(start: 0, end: 0)
      table.definitions.append(.init(name: "restriction \(index)", expression: difference, text: "", range: range))
    }
    let extended = PathModel(table: table, options: model.options, groups: model.groups)
    let quantities = DerivedQuantities(extended, effects: EffectList.none, forDraws: true)
    let (values, jacobian) = quantities.program.jacobian(at: programInputs, inputs: parameters.count)
    let rows = Array(quantities.layout.definitions.suffix(hypothesis.differences.count))
    let h = rows.map { values[$0] }
    let slopes = jacobian.submatrix(rows: rows, columns: Array(parameters.indices))
    guard h.allSatisfy(\.isFinite), slopes.elements.allSatisfy(\.isFinite) else { return nil }
    guard let (statistic, rank) = GeneralizedInverse.quadraticForm(h, (slopes * acov).timesTransposed(slopes)), rank > 0 else {
      return nil
    }
    return ParameterTestResult(
      restriction: hypothesis.text, chiSquare: statistic, degreesOfFreedom: rank,
      pValue: ChiSquare(degreesOfFreedom: Double(rank)).upperTail(statistic))
  }
}

extension String {
  /// What stands on either side of each `==`.
  fileprivate var sides: [String] {
    var parts = [""]
    var rest = self[...]
    while let character = rest.first {
      if rest.hasPrefix("==") {
        parts.append("")
        rest = rest.dropFirst(2)
      } else {
        parts[parts.count - 1].append(character)
        rest = rest.dropFirst()
      }
    }
    return parts
  }
}
