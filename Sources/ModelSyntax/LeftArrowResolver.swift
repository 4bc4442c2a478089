/// Decides what a statement with a single `<-` means: an arrow, or lavaan's constraint `a < -b` written without a blank.
///
/// It is a constraint before a number alone or where its names are labels of parameters, an arrow where they are not, and an error where
/// a name is both or the names disagree.
struct LeftArrowResolver {
  enum Reading { case arrow, constraint, ambiguous }

  /// The labels and the variables of the statements whose meaning is certain.
  private(set) var labels: Set<String> = []
  private(set) var variables: Set<String> = []

  mutating func learn(_ statements: [Statement]) {
    for statement in statements {
      switch statement {
      case .term(let term):
        labels.formUnion(term.modifiers.flatMap(\.labels))
        for name in [term.lhs, term.rhs] { variables.formUnion(name.split(separator: ":").map(String.init)) }
      case .definition(let name, _, _): labels.insert(name)
      case .constraint, .group, .level: break
      }
    }
  }

  /// The index of the only operator of a statement, if it is `<-`.
  static func arrowIndex(_ tokens: [Token]) -> Int? {
    let relations = tokens.indices.filter { tokens[$0].symbol?.isRelation == true }
    guard relations.count == 1, let index = relations.first, tokens[index].symbol == .leftArrow else { return nil }
    // `<- ` at either end and the alias `←` are arrows.
    guard index > 0, index + 1 < tokens.count, tokens[index].range.end - tokens[index].range.start == 2 else { return nil }
    return index
  }

  /// Whether a label stands before a `*` behind the arrow, which makes it one unless its names are labels.
  static func hasLabel(_ tokens: [Token], arrow: Int) -> Bool {
    let right = tokens[(arrow + 1)...]
    return zip(right, right.dropFirst()).contains { $0.name != nil && $1.symbol == .times }
  }

  func reading(of tokens: [Token], arrow: Int) -> Reading {
    let left = tokens[..<arrow]
    let right = tokens[(arrow + 1)...]
    let isList = left.allSatisfy { $0.name != nil || $0.symbol == .plus || $0.symbol == .colon }
    let targets = Self.targets(right)
    guard isList, !targets.isEmpty else { return .constraint }
    let names = left.compactMap(\.name) + targets
    let areLabels = names.contains(where: labels.contains)
    let areVariables = names.contains(where: variables.contains)
    if areLabels && areVariables { return .ambiguous }
    return areLabels ? .constraint : .arrow
  }

  /// The statement with `<-` taken apart into `<` and `-`.
  static func constraint(_ tokens: [Token], arrow: Int) -> [Token] {
    let range = tokens[arrow].range
    var parts = tokens
    parts.replaceSubrange(
      arrow...arrow,
      with: [
        Token(kind: .symbol(.less), range: SourceRange(start: range.start, end: range.start + 1)),
        Token(kind: .symbol(.minus), range: SourceRange(start: range.start + 1, end: range.end)),
      ])
    return parts
  }

  static func ambiguity(_ tokens: [Token], arrow: Int, in source: SourceText) -> Diagnostic {
    let left = tokens.first.map { source.text(in: SourceRange(start: $0.range.start, end: tokens[arrow].range.start)) } ?? ""
    let right = tokens.last.map { source.text(in: SourceRange(start: tokens[arrow].range.end, end: $0.range.end)) } ?? ""
    let (before, after) = (trimmed(left), trimmed(right))
    return Diagnostic(
      .error, "ambiguous-arrow", "`<-` may be an arrow or the constraint `< -`: its names are labels and variables",
      at: tokens[arrow].range,
      advice: "write `\(before) ~ \(after)` for the arrow, or `\(before) < -\(after)` for the constraint")
  }

  private static func trimmed(_ text: String) -> String {
    var part = text[...].drop(while: \.isWhitespace)
    while part.last?.isWhitespace == true { part.removeLast() }
    return String(part.prefix(60))
  }

  /// The names that would be variables behind an arrow: those that no `*`, `?` or parenthesis follows.
  private static func targets(_ right: ArraySlice<Token>) -> [String] {
    var depth = 0
    var names: [String] = []
    for index in right.indices {
      let token = right[index]
      if token.symbol == .open { depth += 1 }
      if token.symbol == .close { depth = max(0, depth - 1) }
      guard depth == 0, let name = token.name else { continue }
      let next = index + 1 < right.endIndex ? right[index + 1].symbol : nil
      if next != .times, next != .question, next != .open { names.append(name) }
    }
    return names
  }
}
