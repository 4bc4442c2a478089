/// An expression over the variables of a table: `married == 1 or children == 1`, `mean(uwes1..uwes9)`, `center(tenure, team)`.
///
/// Values are numbers or texts, and any of them may be missing; a condition is 1, 0 or missing. Missing in, missing out, save that
/// `and` and `or` know what the other side settles (Kleene), `missing(x)` asks, and functions of several values
/// (`mean(a, b)`) take those present. The right side of `and` and `or` and the branches of `if` are computed only in the rows that
/// need them, so that `x != 0 and y / x > 2` never divides by zero. ARCHITECTURE.md lists operators and functions.
public struct DataExpression: Sendable, Hashable {
  /// As written.
  public let text: String
  public let place: PreparationPlace
  let root: ExpressionNode
  /// Whether places count in `text`.
  var hasText = true

  /// Parses a text.
  ///
  /// Throws what is wrong with it, at its characters: `expression-syntax`, `unknown-function`, `wrong-arguments`, …
  public init(_ text: String, at place: PreparationPlace) throws(DataError) {
    self.text = text
    self.place = place
    root = try ExpressionParser.parse(text, at: place)
  }

  init(_ root: ExpressionNode, text: String, at place: PreparationPlace) {
    self.root = root
    self.text = text
    self.place = place
    hasText = false
  }

  /// Whether a row's value depends on nothing but the row: no `center`, `standardize`, `groupmean` or `lag`.
  public var isRowwise: Bool { acrossRows == nil }

  /// The first function of several rows, with its place.
  var acrossRows: (function: ExpressionFunction, characters: Range<Int>)? {
    var found: (ExpressionFunction, Range<Int>)?
    root.visit { node in
      if case .call(let function, _) = node.kind, !function.isRowwise, found == nil { found = (function, node.characters) }
    }
    return found
  }

  /// The variables that it names, each once, in order; ranges by the variables of `names`.
  ///
  /// Throws `unknown-variable` or `bad-range` for a range without its ends. Single names are not looked up.
  public func variables(among names: [String]) throws(DataError) -> [String] {
    try mentions(among: names).map(\.name)
  }

  /// The same, with the place of each name's first mention.
  func mentions(among names: [String]) throws(DataError) -> [(name: String, characters: Range<Int>)] {
    var parts: [ExpressionNode] = []
    root.visit { parts.append($0) }
    var seen = Set<String>()
    var found: [(name: String, characters: Range<Int>)] = []
    for part in parts {
      switch part.kind {
      case .variable(let name):
        if seen.insert(name).inserted { found.append((name, part.characters)) }
      case .variables(let range):
        for name in try range.names(among: names, at: place(of: part)) where seen.insert(name).inserted {
          found.append((name, part.characters))
        }
      default: continue
      }
    }
    return found
  }

  func place(of part: ExpressionNode) -> PreparationPlace { place(at: part.characters) }

  func place(at characters: Range<Int>) -> PreparationPlace {
    var place = place
    if hasText { place.characters = characters }
    return place
  }
}

extension VariableRange {
  /// The variables of the range.
  ///
  /// Throws `unknown-variable` or `bad-range` at a place.
  func names(among names: [String], at place: PreparationPlace) throws(DataError) -> [String] {
    do throws(DataError) { return try self.names(among: names) } catch {
      var placed = error
      placed.step = place
      throw placed
    }
  }
}
