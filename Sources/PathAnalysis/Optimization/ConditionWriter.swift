import LinearAlgebra
import ModelSyntax

/// Writes conditions into a program whose inputs are the parameters.
struct ConditionWriter {
  private let table: ParameterTable
  private(set) var program: StraightLineProgram
  private(set) var origins: [Constraints.Origin] = []
  /// The conditions that are linear, as such.
  private(set) var forms: [LinearForm?] = []
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
    if let left = LinearForm(constraint.left, in: table), let right = LinearForm(constraint.right, in: table) {
      forms.append(left.adding(right.scaled(by: -1)))
    } else {
      forms.append(nil)
    }
  }

  mutating func append(_ bound: ParameterBounds, _ parameter: Int) {
    let input = program.input(parameter)
    if bound.lower > -.infinity {
      program.output(program.subtract(input, program.constant(bound.lower)))
      origins.append(.lowerBound(parameter: parameter))
      forms.append(LinearForm(parameter, minus: bound.lower, count: table.parameterCount))
    }
    if bound.upper < .infinity {
      program.output(program.subtract(program.constant(bound.upper), input))
      origins.append(.upperBound(parameter: parameter))
      forms.append(LinearForm(parameter, minus: bound.upper, count: table.parameterCount))
    }
  }
}

extension LinearForm {
  /// `theta_parameter - value`.
  fileprivate init(_ parameter: Int, minus value: Double, count: Int) {
    self.init(constant: -value, count: count)
    coefficients[parameter] = 1
  }

  /// The one parameter with a coefficient, and its value where the form is zero.
  var limit: (parameter: Int, value: Double)? {
    let places = coefficients.indices.filter { coefficients[$0] != 0 }
    guard places.count == 1 else { return nil }
    let value = -constant / coefficients[places[0]]
    return (places[0], value == 0 ? 0 : value)
  }
}
