import Glibc

/// Numbers inside messages; the reports format those of tables.
enum PlainNumber {
  /// Three significant digits, no more zeros than needed: `-0.058`, `95`, `1240`.
  static func significant(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
    let scale = pow(10, 2 - log10(value.magnitude).rounded(.down))
    let rounded = scale.isFinite && scale > 0 ? (value * scale).rounded() / scale : value
    return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
  }
}
