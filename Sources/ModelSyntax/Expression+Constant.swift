#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Expression {
  /// The value of a formula without labels; `nil` where it has one. `Inf` and `pi` are numbers, as in R.
  var constantValue: Double? {
    switch self {
    case .number(let value): value
    case .name("Inf", _): .infinity
    case .name("pi", _): .pi
    case .name: nil
    case .negate(let operand): operand.constantValue.map { -$0 }
    case .binary(let operation, let left, let right):
      if let left = left.constantValue, let right = right.constantValue { operation.value(left, right) } else { nil }
    case .call(let function, let argument, _): argument.constantValue.flatMap { Self.value(of: function, at: $0) }
    }
  }

  private static func value(of function: String, at argument: Double) -> Double? {
    switch function {
    case "exp": exp(argument)
    case "log": log(argument)
    case "log10": log10(argument)
    case "sqrt": argument.squareRoot()
    case "abs": abs(argument)
    case "sin": sin(argument)
    case "cos": cos(argument)
    case "tan": tan(argument)
    case "asin": asin(argument)
    case "acos": acos(argument)
    case "atan": atan(argument)
    default: nil
    }
  }
}

extension Expression.BinaryOperator {
  fileprivate func value(_ left: Double, _ right: Double) -> Double {
    switch self {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: left / right
    case .power: pow(left, right)
    }
  }
}
