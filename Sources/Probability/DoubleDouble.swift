import RealModule

/// An unevaluated sum of two doubles, about 32 digits: `high` is the nearest double, `low` what it leaves out.
///
/// A tail probability is e^(-E) with E up to 700, so an exponent rounded to a double costs three digits.
/// Exponents are therefore formed here, with the error-free sums and products of Dekker (1971) and Knuth.
struct DoubleDouble: Sendable {
  var high: Double
  var low: Double

  init(_ value: Double) {
    high = value
    low = 0
  }

  /// The pair for `high + low`, where |low| is at most about |high|.
  init(high: Double, low: Double) {
    let sum = high + low
    self.high = sum
    self.low = sum.isFinite ? low - (sum - high) : 0
  }

  /// a + b without error.
  init(sum a: Double, _ b: Double) {
    high = a + b
    let part = high - a
    low = (a - (high - part)) + (b - part)
  }

  /// a · b without error.
  init(product a: Double, _ b: Double) {
    high = a * b
    low = (-high).addingProduct(a, b)
  }

  static prefix func - (a: DoubleDouble) -> DoubleDouble {
    var result = a
    result.high = -a.high
    result.low = -a.low
    return result
  }

  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let high = DoubleDouble(sum: a.high, b.high)
    let low = DoubleDouble(sum: a.low, b.low)
    let first = DoubleDouble(high: high.high, low: high.low + low.high)
    return DoubleDouble(high: first.high, low: first.low + low.low)
  }

  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + (-b) }

  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let product = DoubleDouble(product: a.high, b.high)
    return DoubleDouble(high: product.high, low: product.low + (a.high * b.low + a.low * b.high))
  }

  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    let rest = a - DoubleDouble(first) * b
    let second = rest.high / b.high
    let last = (rest - DoubleDouble(second) * b).high / b.high
    return DoubleDouble(high: first, low: second + last)
  }

  /// The natural logarithm of a positive value.
  ///
  /// log(m · 2^e) = e log 2 + 2 artanh((m - 1)/(m + 1)) with m between √½ and √2; the series of artanh has
  /// t = ((m - 1)/(m + 1))² < 0.03, so that its terms beyond the tenth need double precision only.
  var logarithm: DoubleDouble {
    var exponent = Double(high.exponent)
    var fraction = high.significand
    if fraction > 1.4142135623730951 {
      fraction /= 2
      exponent += 1
    }
    let ratio = DoubleDouble(fraction - 1) / DoubleDouble(sum: fraction, 1)
    let square = ratio * ratio
    var tail = 0.0
    var order = 20
    while order >= 10 {
      tail = tail * square.high + reciprocalsOfOddNumbers[order].high
      order &-= 1
    }
    var series = DoubleDouble(tail)
    while order >= 0 {
      series = series * square + reciprocalsOfOddNumbers[order]
      order &-= 1
    }
    let twice = ratio * series * DoubleDouble(2)
    let logarithmOfTwo = DoubleDouble(high: 0x1.62e42fefa39efp-1, low: 0x1.abc9e3b39803fp-56)
    return DoubleDouble(exponent) * logarithmOfTwo + twice + DoubleDouble(low / high)
  }

  /// e to this power, rounded to a double.
  var exponential: Double {
    let value = Double.exp(high)
    return value + value * low
  }
}

/// 1 / (2k + 1) for k from 0, the coefficients of artanh.
private let reciprocalsOfOddNumbers = (0...20).map { DoubleDouble(1) / DoubleDouble(Double(2 * $0 + 1)) }
