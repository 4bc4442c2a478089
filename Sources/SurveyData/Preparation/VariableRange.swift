/// Variables from one to another, as `uwes1..uwes9` writes them.
///
/// With the same stem and a number at the end, the range counts: `uwes1..uwes9` is the nine variables of those numbers wherever they
/// stand, and each of them must be there (`item01..item14` counts with its zeros). Otherwise the range goes by position:
/// `age..tenure` is every variable from `age` to `tenure` in the order of the data.
///
/// ```swift
/// try VariableRange("uwes1..uwes3")?.names(among: ["uwes3", "sex", "uwes1", "uwes2"])  // ["uwes1", "uwes2", "uwes3"]
/// ```
public struct VariableRange: Sendable, Hashable {
  public var first: String
  public var last: String

  static let largestCount = 100_000

  public init(first: String, last: String) {
    self.first = first
    self.last = last
  }

  /// The range that a text writes; `nil` where it has no `..` between two names.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let dots = bytes.indices.dropLast().first(where: { bytes[$0] == 0x2E && bytes[$0 + 1] == 0x2E }) else { return nil }
    first = Self.trimmed(bytes[..<dots])
    last = Self.trimmed(bytes[(dots + 2)...])
    if first.isEmpty || last.isEmpty { return nil }
  }

  /// Whether both ends are the same stem with a number.
  public var isCounted: Bool { counted != nil }

  /// The variables of the range, in its order.
  ///
  /// Throws `unknown-variable` for a name that is not among `names`, and `bad-range` for a range that goes down.
  public func names(among names: [String]) throws(DataError) -> [String] {
    if let counted { return try countedNames(counted, among: Set(names), all: names) }
    guard let start = names.firstIndex(of: first) else { throw Self.unknown(first, among: names) }
    guard let end = names.firstIndex(of: last) else { throw Self.unknown(last, among: names) }
    guard start <= end else {
      throw DataError(
        "bad-range", "`\(excerpt(last))` stands before `\(excerpt(first))` in the data",
        advice: "write `\(excerpt(last))..\(excerpt(first))`, or name the variables one by one")
    }
    return Array(names[start...end])
  }

  /// The variables that names and ranges in a list stand for, in its order: `["sex", "uwes1..uwes9"]`; a text may hold several with
  /// commas between them.
  ///
  /// Throws `unknown-variable` or `bad-range`, at `place`; and `repeated-variable` for one that is named twice.
  public static func expand(
    _ texts: [String], among names: [String], at place: PreparationPlace? = nil
  ) throws(DataError) -> [String] {
    var expanded: [String] = []
    let known = Set(names)
    var seen = Set<String>()
    for text in texts.flatMap({ known.contains($0) ? [$0] : pieces($0) }) {
      let variables: [String]
      do throws(DataError) {
        variables = known.contains(text) ? [text] : try named(by: text, among: names)
        if let repeated = variables.first(where: { !seen.insert($0).inserted }) {
          throw DataError("repeated-variable", "`\(excerpt(repeated))` is named twice", advice: "leave one of them out")
        }
      } catch {
        var placed = error
        placed.step = place
        throw placed
      }
      expanded += variables
    }
    return expanded
  }

  private static func named(by text: String, among names: [String]) throws(DataError) -> [String] {
    guard let range = VariableRange(text) else { throw unknown(text, among: names) }
    return try range.names(among: names)
  }

  static func unknown(_ name: String, among names: [String]) -> DataError {
    DataError(
      "unknown-variable", "there is no variable `\(excerpt(name))` in the data", advice: nameAdvice(for: name, among: names))
  }

  // MARK: Counting

  private struct Counted {
    var stem: String
    var numbers: ClosedRange<Int>
    /// Digits of the first number where it begins with zero.
    var width: Int
  }

  private var counted: Counted? {
    guard let (stem, digits) = Self.split(first), let (lastStem, lastDigits) = Self.split(last), stem == lastStem,
      let lower = Int(digits), let upper = Int(lastDigits), lower <= upper, upper - lower < Self.largestCount
    else { return nil }
    return Counted(stem: stem, numbers: lower...upper, width: digits.hasPrefix("0") ? digits.utf8.count : 0)
  }

  private func countedNames(
    _ counted: Counted, among known: Set<String>, all names: [String]
  ) throws(DataError) -> [String] {
    var found: [String] = []
    for number in counted.numbers {
      let digits = String(number)
      let zeros = String(repeating: "0", count: max(0, counted.width - digits.utf8.count))
      let candidates = [counted.stem + zeros + digits, counted.stem + digits]
      guard let name = candidates.first(where: known.contains) else {
        if found.isEmpty { throw Self.unknown(candidates[0], among: names) }
        throw DataError(
          "unknown-variable", "there is no variable `\(excerpt(candidates[0]))` in the data",
          advice: "`\(excerpt(first))..\(excerpt(last))` counts through every number; leave the gap out: "
            + "`\(excerpt(first))..\(excerpt(found[found.count - 1]))` and the rest")
      }
      found.append(name)
    }
    return found
  }

  /// A name's stem and the digits at its end, at most nine.
  private static func split(_ name: String) -> (stem: String, digits: String)? {
    let bytes = Array(name.utf8)
    let start = bytes.lastIndex { !(0x30...0x39).contains($0) }.map { $0 + 1 } ?? 0
    guard start < bytes.count, bytes.count - start <= 9 else { return nil }
    return (String(decoding: bytes[..<start], as: UTF8.self), String(decoding: bytes[start...], as: UTF8.self))
  }

  private static func pieces(_ text: String) -> [String] {
    text.split(separator: ",").map { trimmed(Array($0.utf8)[...]) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var kept = bytes
    while let first = kept.first, first <= 0x20 { kept.removeFirst() }
    while let last = kept.last, last <= 0x20 { kept.removeLast() }
    return String(decoding: kept, as: UTF8.self)
  }
}
