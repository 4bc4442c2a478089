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
