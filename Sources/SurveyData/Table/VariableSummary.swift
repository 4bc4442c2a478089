/// What a list of a file's variables says of one of them.
public struct VariableSummary: Sendable {
  /// A value, its label where it has one, and how many rows have it.
  public struct Value: Sendable, Hashable {
    public var text: String
    public var label: String?
    public var count: Int
  }

  public enum Kind: String, Sendable {
    case number, text, date
  }

  public var name: String
  public var kind: Kind
  public var information: VariableInformation
  /// Rows with a value, and without one; the declared are among the latter.
  public var valueCount: Int
  public var missingCount: Int
  public var declaredCount: Int
  /// How many values differ; `nil`: more than ``mostCounted``.
  public var distinctCount: Int?
  /// Of numbers.
  public var minimum: Double?
  public var maximum: Double?
  /// The values in order where there are few and some are given twice, and all that have a label.
  public var values: [Value]

  /// Values beyond so many are not counted one by one, and listed only up to ``mostListed``.
  public static let mostCounted = 1_000
  public static let mostListed = 12

  public init(_ column: Column) {
    name = column.name
    information = column.information
    missingCount = column.missingCount
    valueCount = column.count - missingCount
    declaredCount = information.declaredMissing.values.reduce(0, +)
    values = []
    switch column.storage {
    case .numbers(let numbers):
      if case .date = information.format { kind = .date } else { kind = .number }
      summarize(numbers.array)
    case .text(let texts):
      kind = .text
      let counts = Self.counts(texts.lazy.compactMap { $0 })
      distinctCount = counts?.count
      if let counts, counts.count <= Self.mostListed, counts.count < valueCount {
        values = counts.sorted { $0.key < $1.key }.map { Value(text: $0.key, count: $0.value) }
      }
    }
  }

  private mutating func summarize(_ numbers: [Double]) {
    for number in numbers where !number.isNaN {
      minimum = min(minimum ?? number, number)
      maximum = max(maximum ?? number, number)
    }
    let counts = Self.counts(numbers.lazy.filter { !$0.isNaN })
    distinctCount = counts?.count
    var labels: [Double: String] = [:]
    for label in information.valueLabels { labels[label.value] = label.label }
    let isShort = counts.map { $0.count <= Self.mostListed && $0.count < valueCount } ?? false
    let listed = Set(labels.keys).union(isShort ? counts.map { Array($0.keys) } ?? [] : [])
    guard kind == .number else { return }
    values = listed.sorted().map { value in
      Value(
        text: VariableInformation.text(of: value), label: labels[value],
        count: counts?[value] ?? numbers.reduce(0) { $1 == value ? $0 + 1 : $0 })
    }
  }

  /// How often each value occurs; `nil` when there are too many.
  private static func counts<Element: Hashable>(_ elements: some Sequence<Element>) -> [Element: Int]? {
    var counts: [Element: Int] = [:]
    for element in elements {
      counts[element, default: 0] += 1
      if counts.count > mostCounted { return nil }
    }
    return counts
  }
}
