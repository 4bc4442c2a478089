import Glibc

extension StraightLineProgram {
  /// The outputs at one point.
  public func values(at inputs: [Double]) -> [Double] {
    let results = allValues(inputs)
    return outputs.map { results[$0] }
  }

  /// The outputs at one point and their exact derivatives with respect to the first `count` inputs (outputs x count).
  public func jacobian(at inputs: [Double], inputs count: Int) -> (values: [Double], jacobian: Matrix) {
    let results = allValues(inputs)
    var tangents = [Double](repeating: 0, count: instructions.count * count)
    for (index, instruction) in instructions.enumerated() {
      let start = index * count
      switch instruction.operation {
      case .constant: continue
      case .input:
        if instruction.left < count { tangents[start + instruction.left] = 1 }
      default:
        let (byLeft, byRight) = Self.derivatives(
          instruction.operation, results[instruction.left], results[instruction.right], results[index])
        let left = instruction.left * count
        let right = instruction.right * count
        if instruction.operation.isBinary {
          for k in 0..<count { tangents[start + k] = byLeft * tangents[left + k] + byRight * tangents[right + k] }
        } else {
          for k in 0..<count { tangents[start + k] = byLeft * tangents[left + k] }
        }
      }
    }
    var jacobian = Matrix(rowCount: outputs.count, columnCount: count)
    for (row, index) in outputs.enumerated() {
      for k in 0..<count { jacobian[row, k] = tangents[index * count + k] }
    }
    return (outputs.map { results[$0] }, jacobian)
  }

  private func allValues(_ inputs: [Double]) -> [Double] {
    precondition(inputs.count == inputCount, "\(inputs.count) inputs for a program of \(inputCount)")
    var results = [Double](repeating: 0, count: instructions.count)
    for (index, instruction) in instructions.enumerated() {
      switch instruction.operation {
      case .input: results[index] = inputs[instruction.left]
      case .constant: results[index] = instruction.constant
      default: results[index] = Self.result(instruction.operation, results[instruction.left], results[instruction.right])
      }
    }
    return results
  }

  /// One operation on numbers.
  static func result(_ operation: Operation, _ a: Double, _ b: Double) -> Double {
    switch operation {
    case .input, .constant: a
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: a / b
    case .power: pow(a, b)
    case .minimum: a < b ? a : b
    case .negate: -a
    case .squareRoot: a.squareRoot()
    case .exponential: exp(a)
    case .logarithm: log(a)
    case .logarithm10: log10(a)
    case .absolute: abs(a)
    case .sine: sin(a)
    case .cosine: cos(a)
    case .tangent: tan(a)
    case .arcsine: asin(a)
    case .arccosine: acos(a)
    case .arctangent: atan(a)
    }
  }

  /// Partial derivatives by the left and right operand; `value` is the operation's result.
  private static func derivatives(_ operation: Operation, _ a: Double, _ b: Double, _ value: Double) -> (Double, Double) {
    switch operation {
    case .input, .constant: (0, 0)
    case .add: (1, 1)
    case .subtract: (1, -1)
    case .multiply: (b, a)
    case .divide: (1 / b, -value / b)
    // A constant exponent leaves ln a without weight, also where a is negative.
    case .power: (b * pow(a, b - 1), a > 0 ? value * log(a) : 0)
    case .minimum: a < b ? (1, 0) : (0, 1)
    case .negate: (-1, 0)
    case .squareRoot: (0.5 / value, 0)
    case .exponential: (value, 0)
    case .logarithm: (1 / a, 0)
    case .logarithm10: (1 / (a * log(10)), 0)
    case .absolute: (a < 0 ? -1 : 1, 0)
    case .sine: (cos(a), 0)
    case .cosine: (-sin(a), 0)
    case .tangent: (1 + value * value, 0)
    case .arcsine: (1 / (1 - a * a).squareRoot(), 0)
    case .arccosine: (-1 / (1 - a * a).squareRoot(), 0)
    case .arctangent: (1 / (1 + a * a), 0)
    }
  }
}
