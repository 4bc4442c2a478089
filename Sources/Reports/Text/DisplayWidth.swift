extension StringProtocol {
  /// The columns a terminal gives the text: two for a character of Chinese, Japanese, Korean or an emoji, else one.
  var displayWidth: Int {
    if utf8.allSatisfy({ $0 < 0x80 }) { return utf8.count }
    return reduce(0) { $0 + ($1.isWide ? 2 : 1) }
  }

  /// Filled with spaces on the left, so that it ends at `width`.
  func padded(to width: Int) -> String { String(repeating: " ", count: Swift.max(0, width - displayWidth)) + self }

  /// Filled with spaces on the right.
  func filled(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(0, width - displayWidth)) }

  /// Without characters that would steer a terminal (a label in someone's data file may hold any) and without no-break spaces.
  var withoutControls: String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars { text.append(scalar.value < 0x20 || 0x7f...0xa0 ~= scalar.value ? " " : scalar) }
    return String(text)
  }
}

extension Character {
  /// The blocks that Unicode's East Asian Width calls wide, coarsely.
  fileprivate var isWide: Bool {
    guard let value = unicodeScalars.first?.value else { return false }
    switch value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6,
      0x1f300...0x1faff, 0x20000...0x3fffd:
      return true
    default: return false
    }
  }
}
