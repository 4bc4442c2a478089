/// A modifier with its place.
struct PlacedModifier {
  var modifier: Modifier
  var range: SourceRange
}

/// Reads one modifier with the `*` or `?` after it: `a*`, `-0.5*`, `(1/3)*`, `c(a, NA)*`, `start(0.5)*`, `0.7?`.
struct ModifierParser {
  var cursor: TokenCursor

  init(_ cursor: TokenCursor) { self.cursor = cursor }

  static let functions = ["c", "start", "equal", "lower", "upper", "efa", "label"]

  mutating func modifier() throws(Diagnostic) -> PlacedModifier {
    guard let token = cursor.current else {
      throw Diagnostic(.error, "missing-variable", "expected a variable after this", at: cursor.lastRange)
    }
    var modifier = try factor(token)
    let range = SourceRange(start: token.range.start, end: cursor.lastRange.end)
    if cursor.accept(.times) != nil { return PlacedModifier(modifier: modifier, range: range) }
    if cursor.accept(.question) != nil {
      modifier = .start(try Self.starts(modifier, range))
      return PlacedModifier(modifier: modifier, range: range)
    }
    throw noVariable(token, range)
  }

  private mutating func factor(_ token: Token) throws(Diagnostic) -> Modifier {
    guard let name = token.name, cursor.next?.symbol == .open, !ExpressionParser.functions.contains(name) else {
      return .values([try value()])
    }
    switch name {
    case "c":
      return .values(try cursor.arguments(Self.readValue))
    case "start":
      return .start(try Self.flattened(&cursor, Self.readOptionalNumber))
    case "lower":
      return .lower(try Self.flattened(&cursor, Self.readBound))
    case "upper":
      return .upper(try Self.flattened(&cursor, Self.readBound))
    case "equal":
      return .equal(try Self.flattened(&cursor, Self.readText))
    case "label":
      return .values(try Self.flattened(&cursor, Self.readText).map { .label($0) })
    case "efa":
      let blocks = try cursor.arguments(Self.readText)
      guard blocks.count == 1 else {
        throw Diagnostic(.error, "argument-count", "`efa` takes one name", at: token.range, advice: "write `efa(\"block\")*f`")
      }
      return .efa(blocks[0])
    default:
      throw unknownFunction(name, token.range)
    }
  }

  private mutating func value() throws(Diagnostic) -> ModifierValue { try Self.readValue(&cursor) }

  /// Reads a label, a quoted label, `NA` or a number.
  private static func readValue(_ cursor: inout TokenCursor) throws(Diagnostic) -> ModifierValue {
    if beginsName(cursor) { return try readName(&cursor) }
    let number = try readNumber(&cursor)
    guard number.value.isFinite else { throw notFinite(number.range) }
    return .fixed(number.value)
  }

  private static func beginsName(_ cursor: TokenCursor) -> Bool {
    switch cursor.current?.kind {
    case .text: true
    case .name(let name): ![.open, .divide, .power].contains(cursor.next?.symbol) && name != "Inf"
    default: false
    }
  }

  private static func readName(_ cursor: inout TokenCursor) throws(Diagnostic) -> ModifierValue {
    if cursor.current?.name == "NA" {
      cursor.advance()
      return .free
    }
    return .label(try readText(&cursor))
  }

  /// Reads a name, quoted or not.
  private static func readText(_ cursor: inout TokenCursor) throws(Diagnostic) -> String {
    let range = cursor.current?.range ?? cursor.lastRange
    switch cursor.current?.kind {
    case .name(let name):
      cursor.advance()
      return name
    case .text(let text) where !text.isEmpty:
      cursor.advance()
      return text
    default:
      throw Diagnostic(
        .error, "missing-label", "expected a label here", at: range, advice: "write a name, as in `a*x` or `\"a\"*x`")
    }
  }

  private static func readOptionalNumber(_ cursor: inout TokenCursor) throws(Diagnostic) -> Double? {
    if cursor.current?.name == "NA" {
      cursor.advance()
      return nil
    }
    let number = try readNumber(&cursor)
    guard number.value.isFinite else { throw notFinite(number.range) }
    return number.value
  }

  /// Reads a bound, which may be `Inf` or `-Inf`.
  private static func readBound(_ cursor: inout TokenCursor) throws(Diagnostic) -> Double {
    let number = try readNumber(&cursor)
    guard !number.value.isNaN else { throw notFinite(number.range) }
    return number.value
  }

  /// Reads a formula without labels and evaluates it.
  private static func readNumber(_ cursor: inout TokenCursor) throws(Diagnostic) -> (value: Double, range: SourceRange) {
    let start = cursor.current?.range ?? cursor.lastRange
    var parser = ExpressionParser(cursor)
    let expression = try parser.quotient()
    cursor = parser.cursor
    let range = SourceRange(start: start.start, end: cursor.lastRange.end)
    if let value = expression.constantValue { return (value, range) }
    guard let symbol = cursor.current?.symbol, [.times, .question, .comma, .close].contains(symbol) else {
      throw Diagnostic(
        .error, "formula-as-variable", "a formula stands where a variable is expected", at: range,
        advice: "compute the variable first, under `compute` in the front matter, and use its name here")
    }
    throw Diagnostic(
      .error, "modifier-not-constant", "a modifier is a label or a number, not a formula of labels", at: range,
      advice: "give the path a label, and state the relation as a constraint: `y ~ c*x` and `c == a*b`")
  }

  /// Reads `start(0.5)` or `start(c(0.5, NA))`.
  private static func flattened<Value>(
    _ cursor: inout TokenCursor, _ read: (inout TokenCursor) throws(Diagnostic) -> Value
  ) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for list in try cursor.arguments({ (cursor: inout TokenCursor) throws(Diagnostic) -> [Value] in
      cursor.current?.name == "c" && cursor.next?.symbol == .open ? try cursor.arguments(read) : [try read(&cursor)]
    }) {
      values += list
    }
    return values
  }

  private static func starts(_ modifier: Modifier, _ range: SourceRange) throws(Diagnostic) -> [Double?] {
    if case .start(let starts) = modifier { return starts }
    var starts: [Double?] = []
    if case .values(let values) = modifier {
      for value in values {
        switch value {
        case .fixed(let number): starts.append(number)
        case .free: starts.append(nil)
        case .label: break
        }
      }
      if starts.count == values.count { return starts }
    }
    throw Diagnostic(
      .error, "start-not-a-number", "what stands before `?` is a start value, a number", at: range,
      advice: "write `0.7?x`, or `a*x` for a label")
  }

  private static func notFinite(_ range: SourceRange) -> Diagnostic {
    Diagnostic(.error, "number-not-finite", "the value is not a finite number", at: range, advice: "write a finite number")
  }

  private func unknownFunction(_ name: String, _ range: SourceRange) -> Diagnostic {
    let nearest = nearestName(to: name, among: Self.functions).map { "did you mean `\($0)`? " } ?? ""
    return Diagnostic(
      .error, "unknown-function", "`\(name)` is not a function of a formula", at: range,
      advice: nearest + "a transformed variable is computed first, under `compute` in the front matter")
  }

  private func noVariable(_ token: Token, _ range: SourceRange) -> Diagnostic {
    if let current = cursor.current, current.symbol != .plus {
      return Diagnostic(
        .error, "unexpected-token", "expected `*` and a variable before this", at: current.range,
        advice: "a modifier stands before its variable, joined with `*`")
    }
    return Diagnostic(
      .error, "missing-variable", "a modifier without a variable", at: range,
      advice: "write the variable after it, joined with `*`; a function of a variable is computed first, under `compute`")
  }
}
