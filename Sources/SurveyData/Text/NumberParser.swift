/// Reads decimal numbers from bytes, correctly rounded.
///
/// The grammar is `[+-] digits [mark digits] [e [+-] digits]` with digits on at least one side of the mark, or `inf`, `infinity` in any
/// case with a sign; hexadecimal, `nan` and grouped thousands are text. A mantissa below 2^53 with a power of ten of at most
/// 22 is exact in one multiplication or division (Clinger 1990, "How to read floating point numbers accurately"); up to 19 digits with at most 27
/// decimals are one division of integers (`ScaledInteger`); all else goes to the standard library's correctly rounded conversion.
struct NumberParser {
  let decimalMark: UInt8

  /// The number that the bytes of `start..<end` write, `nil` if they write none.
  func number(in bytes: [UInt8], start: Int, end: Int) -> Double? {
    var position = start
    var isNegative = false
    if position < end, bytes[position] == 0x2B || bytes[position] == 0x2D {
      isNegative = bytes[position] == 0x2D
      position += 1
    }
    guard position < end else { return nil }
    var decimal = Decimal()
    while position < end, decimal.take(bytes[position]) { position += 1 }
    if position < end, bytes[position] == decimalMark {
      position += 1
      decimal.isInFraction = true
      while position < end, decimal.take(bytes[position]) { position += 1 }
    }
    guard decimal.digitCount > 0 else { return infinity(in: bytes[position..<end], isNegative: isNegative) }
    var exponent = 0
    if position < end, bytes[position] | 0x20 == 0x65 {
      guard let written = Self.exponent(in: bytes[(position + 1)..<end]) else { return nil }
      exponent = written
      position = end
    }
    guard position == end else { return nil }
    if let magnitude = decimal.exactValue(exponent: exponent) { return isNegative ? -magnitude : magnitude }
    return slowNumber(in: bytes[start..<end])
  }

  /// The digits read so far: `mantissa * 10^-fractionCount`, as long as they fit.
  private struct Decimal {
    var mantissa: UInt64 = 0
    var digitCount = 0
    var fractionCount = 0
    var isInFraction = false
    var fits = true

    mutating func take(_ byte: UInt8) -> Bool {
      let digit = byte &- 0x30
      guard digit <= 9 else { return false }
      digitCount += 1
      if isInFraction { fractionCount += 1 }
      if mantissa < ScaledInteger.limit { mantissa = mantissa * 10 + UInt64(digit) } else { fits = false }
      return true
    }

    func exactValue(exponent: Int) -> Double? {
      let power = exponent - fractionCount
      guard fits else { return nil }
      guard mantissa <= 1 << 53, power >= -22, power <= 22 else { return ScaledInteger.quotient(mantissa, decimals: -power) }
      return power < 0
        ? Double(mantissa) / ScaledInteger.powersOfTen[-power] : Double(mantissa) * ScaledInteger.powersOfTen[power]
    }
  }

  /// The exponent after `e`, held within ±100,000, beyond which every number is zero or infinite; `nil` if it is none.
  private static func exponent(in bytes: ArraySlice<UInt8>) -> Int? {
    var digits = bytes
    var sign = 1
    if let first = digits.first, first == 0x2B || first == 0x2D {
      sign = first == 0x2D ? -1 : 1
      digits = digits.dropFirst()
    }
    guard !digits.isEmpty else { return nil }
    var value = 0
    for byte in digits {
      let digit = byte &- 0x30
      guard digit <= 9 else { return nil }
      value = min(value * 10 + Int(digit), 100_000)
    }
    return sign * value
  }

  private func infinity(in bytes: ArraySlice<UInt8>, isNegative: Bool) -> Double? {
    let word = bytes.map { $0 | 0x20 }
    guard word == Array("inf".utf8) || word == Array("infinity".utf8) else { return nil }
    return isNegative ? -Double.infinity : Double.infinity
  }

  private func slowNumber(in bytes: ArraySlice<UInt8>) -> Double? {
    Double(String(decoding: bytes.map { $0 == decimalMark ? .point : $0 }, as: UTF8.self))
  }
}
