extension ExpressionParser {
  /// A number, a text, a variable, a function's call, or an expression in parentheses.
  mutating func operand() throws(DataError) -> ExpressionNode {
    let token = current
    switch token.kind {
    case .number(let number):
      advance()
      return ExpressionNode(.number(number), token.characters)
    case .text(let text):
      advance()
      return ExpressionNode(.text(text), token.characters)
    case .sign(.open):
      advance()
      let inner = try expression()
      try expect(.close)
      return inner
    case .name(let name, let isQuoted):
      if !isQuoted, ["and", "or", "in"].contains(where: token.isWord) {
        throw unexpected("a value", advice: "a variable of this name needs back-quotes: `\(name)`")
      }
      advance()
      if !isQuoted, current.isSign(.open) { return try call(name, token.characters) }
      if !isQuoted, name == "missing" || name == "NA" { return ExpressionNode(.missing, token.characters) }
      if current.isSign(.range) {
        throw place.error(
          "expression-syntax", "a range of variables is no value", at: current.characters,
          advice: "give it to a function: `mean(uwes1..uwes9)`, `valid(uwes1..uwes9)`")
      }
      return ExpressionNode(.variable(name), token.characters)
    default:
      throw unexpected("a value")
    }
  }

  // MARK: Functions

  private mutating func call(_ name: String, _ characters: Range<Int>) throws(DataError) -> ExpressionNode {
    guard let function = ExpressionFunction(rawValue: name) ?? ExpressionFunction(rawValue: name.lowercased()) else {
      throw unknownFunction(name, characters)
    }
    advance()
    var arguments: [ExpressionNode] = []
    if !current.isSign(.close) {
      repeat { arguments.append(try argument(of: function)) } while take(.comma)
    }
    let end = current.characters.upperBound
    try expect(.close)
    try check(arguments, of: function, at: characters.lowerBound..<end)
    return ExpressionNode(.call(function, arguments), characters.lowerBound..<end)
  }

  private mutating func argument(of function: ExpressionFunction) throws(DataError) -> ExpressionNode {
    guard function.takesRanges, let (range, characters) = takeVariableRange() else { return try expression() }
    return ExpressionNode(.variables(range), characters)
  }

  private mutating func takeVariableRange() -> (VariableRange, Range<Int>)? {
    let before = self
    if case .name(let first, _) = current.kind {
      let start = current.characters.lowerBound
      advance()
      if take(.range), case .name(let last, _) = current.kind {
        let end = current.characters.upperBound
        advance()
        return (VariableRange(first: first, last: last), start..<end)
      }
    }
    self = before
    return nil
  }

  private func unknownFunction(_ name: String, _ characters: Range<Int>) -> DataError {
    let known = ExpressionFunction.allCases.map(\.rawValue)
    let advice: String
    switch ExpressionFunction.otherNames[name.lowercased()] {
    case "^"?: advice = "write `x^2`"
    case let other?: advice = "here it is called `\(other)`"
    case nil:
      advice =
        nearestName(to: name, among: known).map { "did you mean `\($0)`?" } ?? "there are: \(known.joined(separator: ", "))"
    }
    return place.error("unknown-function", "there is no function `\(excerpt(name))`", at: characters, advice: advice)
  }

  private func check(
    _ arguments: [ExpressionNode], of function: ExpressionFunction, at characters: Range<Int>
  ) throws(DataError) {
    let hasRange = arguments.contains {
      if case .variables = $0.kind { return true }
      return false
    }
    guard function.argumentCount.contains(arguments.count) || (hasRange && !arguments.isEmpty) else {
      var advice = "as in `\(function.example)`"
      if function == .mean, arguments.count == 1 {
        advice += "; `center(x)` takes a variable's mean over all rows off, `groupmean(x, team)` is its mean in a group"
      }
      let count = arguments.count == 1 ? "one value" : "\(arguments.count) values"
      throw place.error("wrong-arguments", "`\(function.rawValue)` does not take \(count)", at: characters, advice: advice)
    }
    if arguments.indices.contains(1), function.isGrouping(argument: 1) {
      guard case .variable = arguments[1].kind else {
        throw place.error(
          "wrong-arguments", "the groups of `\(function.rawValue)` are named by a variable", at: arguments[1].characters,
          advice: "as in `\(function.example)`")
      }
    }
    if function == .lag || function == .round, let last = arguments.last, arguments.count == function.argumentCount.upperBound {
      try checkWhole(last, function)
    }
  }

  /// How many rows back, or how many decimals.
  private func checkWhole(_ argument: ExpressionNode, _ function: ExpressionFunction) throws(DataError) {
    let limits = function == .lag ? 1...100_000 : 0...15
    guard case .number(let number) = argument.kind, let whole = Int(exactly: number), limits.contains(whole) else {
      throw place.error(
        "wrong-arguments",
        "the last value of `\(function.rawValue)` is a whole number from \(limits.lowerBound) to \(limits.upperBound)",
        at: argument.characters, advice: "as in `\(function.example)`")
    }
  }

  // MARK: Lists

  /// `(1, 3, 5..7)` or `["a", "b"]`.
  mutating func members() throws(DataError) -> [ExpressionNode.Member] {
    let isSquare = current.isSign(.openSquare)
    guard isSquare || current.isSign(.open) else {
      throw unexpected("a list", advice: "as in `x in (1, 2)` or `x in (1..5)`")
    }
    advance()
    var members: [ExpressionNode.Member] = []
    repeat { members.append(try member()) } while take(.comma)
    try expect(isSquare ? .closeSquare : .close)
    return members
  }

  private mutating func member() throws(DataError) -> ExpressionNode.Member {
    let token = current
    if case .text(let text) = token.kind {
      advance()
      return .text(text, characters: token.characters)
    }
    guard let lower = takeNumber() else {
      let isMissing = token.isWord("missing") || token.isWord("NA")
      throw unexpected("a number or a text", advice: isMissing ? "ask with `missing(x)`" : nil)
    }
    guard take(.range) else { return .number(lower) }
    guard let upper = takeNumber() else { throw unexpected("the range's last number") }
    guard lower <= upper else {
      throw place.error(
        "expression-syntax", "this range goes down", at: token.characters, advice: "write the smaller number first")
    }
    return .range(lower, upper)
  }

  private mutating func takeNumber() -> Double? {
    let before = self
    let isNegative = take(.minus)
    if case .number(let number) = current.kind {
      advance()
      return isNegative ? -number : number
    }
    self = before
    return nil
  }
}
