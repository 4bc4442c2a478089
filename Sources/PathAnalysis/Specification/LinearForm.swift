import ModelSyntax

/// A linear function of the parameters: `coefficients . theta + constant`.
struct LinearForm: Sendable, Equatable {
  var coefficients: [Double]
  var constant: Double

  /// The linear form of an expression over labels and defined names, or `nil` when it is not linear.
  init?(_ expression: Expression, in table: ParameterTable) {
    self.init(expression, table: table, indices: table.labelIndices, fixed: table.fixedLabels, depth: 0)
  }

  private init?(_ expression: Expression, table: ParameterTable, indices: [String: Int], fixed: [String: Double], depth: Int) {
    func form(_ part: Expression) -> LinearForm? {
      LinearForm(part, table: table, indices: indices, fixed: fixed, depth: depth + 1)
    }
    self.init(constant: 0, count: table.parameterCount)
    guard depth < 1_000 else { return nil }
    switch expression {
    case .number(let value): constant = value
    case .name(let name, _):
      if let index = indices[name] {
        coefficients[index] = 1
      } else if let value = fixed[name] {
        constant = value
      } else {
        guard let definition = table.definitions.first(where: { $0.name == name }), let inner = form(definition.expression)
        else { return nil }
        self = inner
      }
    case .negate(let part):
      guard let inner = form(part) else { return nil }
      self = inner.scaled(by: -1)
    case .binary(let operation, let left, let right):
      guard let a = form(left), let b = form(right), let result = a.combined(operation, b) else { return nil }
      self = result
    case .call: return nil
    }
  }

  init(coefficients: [Double], constant: Double) {
    self.coefficients = coefficients
    self.constant = constant
  }

  init(constant: Double, count: Int) {
    self.constant = constant
    coefficients = [Double](repeating: 0, count: count)
  }

  private var isConstant: Bool { coefficients.allSatisfy { $0 == 0 } }

  /// A parameter itself.
  init(parameter: Int, count: Int) {
    self.init(constant: 0, count: count)
    coefficients[parameter] = 1
  }

  func scaled(by factor: Double) -> LinearForm {
    var result = self
    result.constant *= factor
    for i in result.coefficients.indices { result.coefficients[i] *= factor }
    return result
  }

  func adding(_ other: LinearForm) -> LinearForm {
    var result = self
    result.constant += other.constant
    for i in result.coefficients.indices { result.coefficients[i] += other.coefficients[i] }
    return result
  }

  private func combined(_ operation: Expression.BinaryOperator, _ other: LinearForm) -> LinearForm? {
    switch operation {
    case .add: adding(other)
    case .subtract: adding(other.scaled(by: -1))
    case .multiply where other.isConstant: scaled(by: other.constant)
    case .multiply where isConstant: other.scaled(by: constant)
    case .divide where other.isConstant && other.constant != 0: scaled(by: 1 / other.constant)
    default: nil
    }
  }
}
