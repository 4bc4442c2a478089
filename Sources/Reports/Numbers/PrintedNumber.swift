import Glibc

/// Numbers as C prints them; Foundation's `String(format:)` would cost every start of the program milliseconds.
enum PrintedNumber {
  /// `%.{decimals}f`, without the sign of a rounded zero (`-0.000`).
  static func fixed(_ value: Double, decimals: Int) -> String {
    let text = printed("%.*f", [Int32(clamping: decimals), value])
    let isZero = text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
    return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
  }

  /// `%.{decimals}e`: `3.2e-11`.
  static func scientific(_ value: Double, decimals: Int) -> String {
    printed("%.*e", [Int32(clamping: decimals), value])
  }

  /// `%.17g`: as many digits as tell every `Double` from its neighbours.
  static func exact(_ value: Double) -> String { printed("%.17g", [value]) }

  /// `5,000`.
  static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = value < 0 ? "-" : ""
    for (position, digit) in digits.enumerated() {
      if position > 0 && (digits.count - position) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  private static func printed(_ format: String, _ arguments: [any CVarArg]) -> String {
    // The longest: 309 digits before the point of the largest double, and the decimals asked for.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      let length = withVaList(arguments) { vsnprintf(start, buffer.count, format, $0) }
      let used = max(0, min(Int(length), buffer.count - 1))
      return String(decoding: buffer[..<used].lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }
}
