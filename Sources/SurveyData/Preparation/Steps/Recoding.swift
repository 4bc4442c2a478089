/// New answers for old ones of a variable, by rules of which the first that fits counts; other answers stay unless there is an `else`.
///
/// Missing stays missing unless a rule names it; `else` is about answers.
///
/// ```swift
/// let recoding = try Recoding("education", rules: [("1..3", "1"), ("4..7", "2")], otherwise: "missing")
/// ```
public struct Recoding: PreparationStep, Hashable {
  public let variable: String
  /// The new variable; `nil` changes the variable itself.
  public let newName: String?
  let rules: [Rule]
  let otherwise: Target?

  public var place: PreparationPlace { PreparationPlace(key: "recode", entry: variable) }

  /// A rule as written: `1..3 to 1`.
  struct Rule: Sendable, Hashable {
    var text: String
    var sources: [Source]
    var target: Target
  }

  enum Source: Sendable, Hashable {
    /// Both ends belong to it; `min` and `max` are open.
    case range(Double, Double)
    /// A text or a value label.
    case text(String)
    case missing
  }

  enum Target: Sendable, Hashable {
    case number(Double)
    case text(String)
    case missing
  }

  /// - Parameters:
  ///   - rules: old and new: a number, a range `1..3` (`min..3`, `4..max`), several with commas, a text or value label, or `missing`.
  ///   - otherwise: what all other answers become.
  ///   - newName: the variable to make, leaving this one as it is.
  ///
  /// Throws `bad-rule` or `bad-name`.
  public init(
    _ variable: String, rules: [(old: String, new: String)], otherwise: String? = nil, into newName: String? = nil
  ) throws(DataError) {
    self.variable = variable
    self.newName = newName
    let place = PreparationPlace(key: "recode", entry: variable)
    if let newName { try place.check(newName: newName) }
    var read: [Rule] = []
    for (old, new) in rules {
      read.append(Rule(text: "\(old) to \(new)", sources: try Self.sources(old, at: place), target: Self.target(new)))
    }
    self.rules = read
    self.otherwise = otherwise.map(Self.target)
    if read.isEmpty, otherwise == nil {
      throw DataError("bad-rule", "no answer is recoded", advice: "as in `\(excerpt(variable)): {1: 0, 2: 1}`", step: place)
    }
  }

  private static func sources(_ text: String, at place: PreparationPlace) throws(DataError) -> [Source] {
    let pieces = text.split(separator: ",").map { trimmed(String($0)) }
    var sources: [Source] = []
    for piece in pieces {
      if piece == "missing" {
        sources.append(.missing)
      } else if let number = number(piece) {
        sources.append(.range(number, number))
      } else if let range = try range(piece, at: place) {
        sources.append(range)
      } else {
        return [.text(text)]
      }
    }
    return sources.isEmpty ? [.text(text)] : sources
  }

  private static func range(_ text: String, at place: PreparationPlace) throws(DataError) -> Source? {
    guard let ends = VariableRange(text) else { return nil }
    let lower = ends.first == "min" ? -Double.infinity : number(ends.first)
    let upper = ends.last == "max" ? Double.infinity : number(ends.last)
    guard let lower, let upper else { return nil }
    guard lower <= upper else {
      throw DataError("bad-rule", "the range `\(excerpt(text))` goes down", advice: "write the smaller number first", step: place)
    }
    return .range(lower, upper)
  }

  private static func target(_ text: String) -> Target {
    if text == "missing" || text == "NA" { return .missing }
    return number(text).map { .number($0) } ?? .text(text)
  }

  static func number(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    guard let number = NumberParser(decimalMark: .point).number(in: bytes, start: 0, end: bytes.count), number.isFinite else {
      return nil
    }
    return number
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  func report(_ tally: StepTally) -> StepReport {
    let counts = tally.parts.map { "\(excerpt($0.name)): \($0.count)" }.joined(separator: ", ")
    let text =
      newName.map { "\(excerpt($0)) recoded from \(excerpt(variable)) (\(counts))" }
      ?? "\(excerpt(variable)) recoded, \(tally.valuesText) changed (\(counts))"
    let idle = zip(rules, tally.parts).filter { $1.count == 0 }
    return tally.report(
      at: place, text, warnings: idle.map { "`\(excerpt($0.0.text))` fits no value of `\(excerpt(variable))`" })
  }
}
