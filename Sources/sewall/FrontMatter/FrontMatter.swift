import ModelSyntax

/// A model file's front matter, as the user wrote it: keys, and values whose scalars are source text, never YAML's types.
struct FrontMatter: Sendable {
  indirect enum Value: Sendable {
    /// A scalar; a variable called `no` is `no`, and `.30` keeps its two decimals.
    case text(String, SourceRange)
    case list([Value], SourceRange)
    case map([Entry], SourceRange)
    /// A key without a value.
    case empty(SourceRange)

    var range: SourceRange {
      switch self {
      case .text(_, let range), .list(_, let range), .map(_, let range), .empty(let range): range
      }
    }
  }

  struct Entry: Sendable {
    var key: String
    var keyRange: SourceRange
    var value: Value
  }

  var entries: [Entry] = []

  subscript(key: String) -> Value? { entries.first { $0.key == key }?.value }
}

extension FrontMatter.Value {
  /// The scalar, if it is one.
  var scalar: String? {
    if case .text(let text, _) = self { return text }
    return nil
  }

  /// A scalar or the scalars of a list; `nil` when there is anything else.
  var scalars: [String]? {
    switch self {
    case .text(let text, _): return [text]
    case .list(let items, _):
      let texts = items.compactMap(\.scalar)
      return texts.count == items.count ? texts : nil
    case .map, .empty: return nil
    }
  }

  /// The lowest and highest answer of a question: `1..7`, or the list `[1, 7]`.
  var answerRange: ClosedRange<Double>? {
    var ends: [String] = []
    switch self {
    case .text(let text, _):
      guard let dots = text.firstRange(of: "..") else { return nil }
      ends = [String(text[..<dots.lowerBound]), String(text[dots.upperBound...])]
    case .list: ends = scalars ?? []
    case .map, .empty: return nil
    }
    let numbers = ends.compactMap { Double($0.filter { !$0.isWhitespace }) }
    guard ends.count == 2, numbers.count == 2, numbers[0].isFinite, numbers[1].isFinite, numbers[0] < numbers[1] else {
      return nil
    }
    return numbers[0]...numbers[1]
  }
}
