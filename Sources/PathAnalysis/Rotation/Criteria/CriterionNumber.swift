import Glibc

/// A number that rotation criteria are computed with: `Double`, or `DualNumber` where derivatives are wanted too.
///
/// One formula for a criterion's gradient then gives its second derivatives as well, exactly.
protocol CriterionNumber: Sendable {
  init(_ value: Double)
  /// The number without its derivative.
  var value: Double { get }
  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (left: Self, right: Self) -> Self
  static func / (left: Self, right: Self) -> Self
  static func * (factor: Double, number: Self) -> Self
  var logarithm: Self { get }
  var exponential: Self { get }
}

extension CriterionNumber {
  static var zero: Self { Self(0) }
  static func += (left: inout Self, right: Self) { left = left + right }
  var square: Self { self * self }
  /// log x, and 0 at 0, where criteria multiply it by x.
  var logarithmOrZero: Self { value > 0 ? logarithm : .zero }
}

extension Double: CriterionNumber {
  var value: Double { self }
  var logarithm: Double { Glibc.log(self) }
  var exponential: Double { Glibc.exp(self) }
}

/// A value and its derivative in one direction: a + b d with d^2 = 0.
struct DualNumber: CriterionNumber {
  let value: Double
  let slope: Double

  init(_ value: Double) { self.init(value, slope: 0) }

  init(_ value: Double, slope: Double) {
    self.value = value
    self.slope = slope
  }

  static func + (left: DualNumber, right: DualNumber) -> DualNumber {
    DualNumber(left.value + right.value, slope: left.slope + right.slope)
  }

  static func - (left: DualNumber, right: DualNumber) -> DualNumber {
    DualNumber(left.value - right.value, slope: left.slope - right.slope)
  }

  static func * (left: DualNumber, right: DualNumber) -> DualNumber {
    DualNumber(left.value * right.value, slope: left.slope * right.value + left.value * right.slope)
  }

  static func / (left: DualNumber, right: DualNumber) -> DualNumber {
    let quotient = left.value / right.value
    return DualNumber(quotient, slope: (left.slope - quotient * right.slope) / right.value)
  }

  static func * (factor: Double, number: DualNumber) -> DualNumber {
    DualNumber(factor * number.value, slope: factor * number.slope)
  }

  var logarithm: DualNumber { DualNumber(log(value), slope: slope / value) }

  var exponential: DualNumber {
    let power = exp(value)
    return DualNumber(power, slope: power * slope)
  }
}
