/// Numbers in the manner of the Publication Manual of the American Psychological Association (7th ed., 6.36):
/// no zero before the point of a quantity that cannot exceed one (`p`, R², CFI, and by custom β).
public enum APANumber {
  /// A coefficient in the variables' own units, usually with three decimals: `-0.372`.
  ///
  /// A value that three decimals would show as zero keeps two significant digits (`0.00032`, `3.2e-11`), because a limit of an
  /// interval that is not zero must not look like zero; from 10,000 on decimals give way (`12345.7`, `1.23e+08`).
  public static func coefficient(_ value: Double?) -> String? {
    guard let value, value.isFinite else { return nil }
    switch value.magnitude {
    case 0: return "0.000"
    case ..<0.000_5: return small(value)
    case ..<10_000: return PrintedNumber.fixed(value, decimals: 3)
    case ..<100_000: return PrintedNumber.fixed(value, decimals: 1)
    case ..<10_000_000: return PrintedNumber.fixed(value, decimals: 0)
    default: return PrintedNumber.scientific(value, decimals: 2)
    }
  }

  /// A standardised coefficient: `-.305`; one that three decimals would show as zero has a significant digit (`.0003`) down to
  /// a millionth.
  public static func standardized(_ value: Double?) -> String? {
    guard let value, value.isFinite else { return nil }
    let magnitude = value.magnitude
    guard magnitude >= 0.000_001 && magnitude < 0.000_5 else { return bounded(value) }
    return withoutLeadingZero(PrintedNumber.fixed(value, decimals: magnitude < 0.000_009_5 ? 6 : magnitude < 0.000_095 ? 5 : 4))
  }

  /// A quantity that cannot exceed one: `.967`, `-.30`, `1.00`.
  public static func bounded(_ value: Double?, decimals: Int = 3) -> String? {
    guard let value, value.isFinite else { return nil }
    guard value.magnitude < 10_000 else { return coefficient(value) }
    return withoutLeadingZero(PrintedNumber.fixed(value, decimals: decimals))
  }

  /// A test statistic with two decimals: `18.62`.
  public static func statistic(_ value: Double?) -> String? {
    guard let value, value.isFinite else { return nil }
    return value.magnitude < 100_000_000 ? PrintedNumber.fixed(value, decimals: 2) : PrintedNumber.scientific(value, decimals: 2)
  }

  /// Degrees of freedom: whole where they are whole (`6`), else with two decimals (`5.83`, adjusted tests).
  public static func degrees(_ value: Double?) -> String? {
    guard let value, value.isFinite else { return nil }
    return PrintedNumber.fixed(value, decimals: value == value.rounded() ? 0 : 2)
  }

  /// A p value for a table: `.005`, `< .001`, `> .999`.
  public static func probability(_ value: Double?) -> String? {
    guard let value, value.isFinite else { return nil }
    if value < 0.001 { return "< .001" }
    if value >= 0.999_5 { return "> .999" }
    return bounded(value)
  }

  /// A p value for a sentence: `p = .005`, `p < .001`.
  public static func probabilityPhrase(_ value: Double?) -> String? {
    guard let text = probability(value) else { return nil }
    return text.hasPrefix("<") || text.hasPrefix(">") ? "p \(text)" : "p = \(text)"
  }

  /// `***` for p < .001, `**` for p < .01, `*` for p < .05.
  public static func stars(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    if value < 0.001 { return "***" }
    if value < 0.01 { return "**" }
    return value < 0.05 ? "*" : ""
  }

  /// A level as per cent: `95%`, `99.9%`.
  public static func percent(_ level: Double) -> String {
    var text = PrintedNumber.fixed(level * 100, decimals: 2)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text + "%"
  }

  /// The order of a small uncertainty, with one significant digit: `0.0006`.
  public static func order(_ value: Double?) -> String? {
    guard let value, value.isFinite else { return nil }
    return value != 0 && value.magnitude < 0.1 ? small(value, digits: 1) : coefficient(value)
  }

  /// Two significant digits of a value nearer to zero than 0.0005.
  private static func small(_ value: Double, digits: Int = 2) -> String {
    let text = PrintedNumber.scientific(value, decimals: digits - 1)
    guard let mark = text.lastIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]), exponent >= -6 else {
      return text
    }
    return PrintedNumber.fixed(value, decimals: digits - 1 - exponent)
  }

  private static func withoutLeadingZero(_ text: String) -> String {
    if text.hasPrefix("0.") { return String(text.dropFirst()) }
    if text.hasPrefix("-0.") { return "-" + text.dropFirst(2) }
    return text
  }
}
