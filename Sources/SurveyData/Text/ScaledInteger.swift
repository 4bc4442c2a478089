/// Whole numbers divided by powers of ten, correctly rounded.
enum ScaledInteger {
  /// Below it another digit can be appended without overflow.
  static let limit: UInt64 = 1_000_000_000_000_000_000

  /// The powers of ten that are exact.
  static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
    1e22,
  ]

  /// 5^k below 2^64.
  private static let powersOfFive: [UInt64] = (1...27).reduce(into: [1]) { powers, _ in
    powers.append(powers[powers.count - 1] * 5)
  }

  /// `mantissa / 10^decimals`, the nearest double, ties to even; `nil` for more than 27 decimals or fewer than none.
  ///
  /// `m / 10^k = (m / 5^k) 2^-k`. Both are shifted until their highest bits are set; the quotient of 128 by 64 bits then has 63 or 64
  /// bits, and what the division leaves decides between neighbours.
  static func quotient(_ mantissa: UInt64, decimals: Int) -> Double? {
    guard decimals >= 0, decimals < powersOfFive.count else { return nil }
    guard mantissa > 0 else { return 0 }
    let five = powersOfFive[decimals]
    let divisor = five << UInt64(five.leadingZeroBitCount)
    let numerator = mantissa << UInt64(mantissa.leadingZeroBitCount)
    // Half of the numerator is below the divisor, so that the quotient has 64 bits at most.
    let (quotient, remainder) = divisor.dividingFullWidth((numerator >> 1, numerator << 63))
    let exponent = -63 + five.leadingZeroBitCount - mantissa.leadingZeroBitCount - decimals
    let excess = 11 - quotient.leadingZeroBitCount
    let kept = quotient >> UInt64(excess)
    let rest = quotient & (1 << UInt64(excess) - 1)
    let half: UInt64 = 1 << UInt64(excess - 1)
    let isUp = rest > half || (rest == half && (remainder > 0 || kept & 1 == 1))
    return Double(isUp ? kept + 1 : kept) * Double(sign: .plus, exponent: exponent + excess, significand: 1)
  }
}
