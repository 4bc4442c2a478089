/// What a file says of a variable beside its values; CSV says nothing.
public struct VariableInformation: Sendable, Hashable {
  /// What a number stands for.
  public enum Format: Sendable, Hashable {
    case number
    /// Days or seconds since an origin, in the file's own units: `origin` in words (`seconds since 1582-10-14`).
    case date(origin: String)
    case text
  }

  public struct ValueLabel: Sendable, Hashable {
    public var value: Double
    public var label: String

    public init(value: Double, label: String) {
      self.value = value
      self.label = label
    }
  }

  /// The question's wording or the variable's long name.
  public var label: String?
  public var valueLabels: [ValueLabel] = []
  public var format = Format.number
  /// Answers that the file or the user declared missing, with how often each was given: `-99` 12 times.
  public var declaredMissing: [String: Int] = [:]

  public init(label: String? = nil) {
    self.label = label
  }
}

extension VariableInformation {
  /// A number as a value label or a missing code is written: whole ones without decimals, others with the fewest digits that read back
  /// the same.
  public static func text(of value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}

extension VariableInformation {
  /// The day of a date as ISO 8601 writes it, `2021-03-01`; `nil` for other numbers and for dates that count weeks or longer.
  public static func day(of value: Double, _ format: Format) -> String? {
    guard case .date(let origin) = format, value.isFinite else { return nil }
    // Days from the origin to 1970-01-01.
    let (unit, shift): (Double, Double)
    switch origin {
    case "seconds since 1582-10-14": (unit, shift) = (86_400, 141_428)
    case "days since 1960-01-01": (unit, shift) = (1, 3_653)
    case "seconds since 1960-01-01": (unit, shift) = (86_400, 3_653)
    case "milliseconds since 1960-01-01": (unit, shift) = (86_400_000, 3_653)
    default: return nil
    }
    let days = (value / unit).rounded(.down) - shift
    // Years 1 to 9999.
    guard days >= -719_162, days <= 2_932_896 else { return nil }
    return day(Int(days))
  }

  /// Days since 1970-01-01 in the Gregorian calendar, by periods of 400, 100, 4 years and 1 year that begin in March, so that leap
  /// days come last.
  private static func day(_ days: Int) -> String {
    let sinceMarch = days + 719_468
    let period = sinceMarch / 146_097
    let inPeriod = sinceMarch % 146_097
    let yearOfPeriod = (inPeriod - inPeriod / 1_460 + inPeriod / 36_524 - inPeriod / 146_096) / 365
    let dayOfYear = inPeriod - (365 * yearOfPeriod + yearOfPeriod / 4 - yearOfPeriod / 100)
    let marchBased = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchBased + 2) / 5 + 1
    let month = marchBased < 10 ? marchBased + 3 : marchBased - 9
    let year = period * 400 + yearOfPeriod + (month <= 2 ? 1 : 0)
    func digits(_ number: Int, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
  }
}
