import ArgumentParser

/// Names or numbers with commas between them: `x1,x2,x3`.
struct CommaList: ExpressibleByArgument, Sendable {
  var items: [String]

  init?(argument: String) {
    items = argument.split(separator: ",").map { item in
      var text = item
      while text.first == " " { text.removeFirst() }
      while text.last == " " { text.removeLast() }
      return String(text)
    }
  }
}

/// Readers of single values that say what is wrong with them.
enum ArgumentValue {
  /// A proportion between 0 and 1, exclusive.
  static func level(_ text: String) throws -> Double {
    guard let value = Double(text), value.isFinite else { throw ValidationError("`\(text)` is not a number") }
    if value >= 1, value < 100 {
      throw ValidationError("`\(text)` is not a level between 0 and 1; \(text) % is written \(value / 100)")
    }
    guard value > 0, value < 1 else { throw ValidationError("`\(text)` is not a level between 0 and 1") }
    return value
  }

  /// A whole number within bounds.
  static func count(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in
      guard let value = Int(text) else { throw ValidationError("`\(text)` is not a whole number") }
      guard range.contains(value) else {
        throw ValidationError("`\(text)` is not between \(range.lowerBound) and \(range.upperBound)")
      }
      return value
    }
  }
}
