/// Reads one statement and writes out its lists.
struct StatementParser {
  private let source: SourceText
  private let tokens: ArraySlice<Token>
  /// The whole statement.
  private let range: SourceRange
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter tokens: the statement's tokens, at least one.
  init(_ tokens: [Token], of source: SourceText) {
    self.source = source
    self.tokens = tokens[...]
    range = SourceRange(start: tokens.first?.range.start ?? 0, end: tokens.last?.range.end ?? 0)
  }

  /// The statement's elementary relations in order. What is wrong with a single relation is added to `diagnostics`.
  /// - Throws: the first thing that keeps the statement from being read.
  mutating func statements() throws(Diagnostic) -> [Statement] {
    guard tokens.count <= SyntaxLimits.statementLength else {
      throw Diagnostic(
        .error, "statement-too-long",
        "a statement of \(tokens.count) words and signs; at most \(SyntaxLimits.statementLength) are read",
        at: tokens.first?.range, advice: "write several statements")
    }
    if let block = try block() { return [block] }
    if tokens.count >= 3, let third = tokens.prefix(3).last, tokens.prefix(3).allSatisfy({ $0.symbol == .minus }) {
      throw Diagnostic(
        .error, "front-matter-position", "`---` stands below the first line",
        at: SourceRange(start: range.start, end: third.range.end),
        advice: "front matter begins on the first line of a file; remove the line where there is none")
    }
    let relations = relationIndices()
    guard let first = relations.first, let symbol = tokens[first].symbol else { throw noRelation() }
    if let assignment = relations.first(where: { tokens[$0].symbol == .assignment }) {
      throw Diagnostic(
        .error, "single-equals", "`=` is not an operator of a model", at: tokens[assignment].range,
        advice: "write `~` for a regression, `==` for a constraint, `=~` for a latent variable, or `:=` for a definition")
    }
    if relations.allSatisfy({ tokens[$0].symbol?.isArrow == true }) {
      return try terms(ChainParser(tokens, arrows: relations, range: range).terms())
    }
    if relations.count > 1 {
      throw Diagnostic(
        .error, "second-operator", "a second operator in one statement", at: tokens[relations[1]].range,
        advice: "only arrows form chains; write one statement a line, or end it with `;`")
    }
    let left = tokens[..<first]
    let right = tokens[(first + 1)...]
    try refuseEmpty(left, right, at: tokens[first])
    if let relation = symbol.termOperator {
      return try terms(formula(left, relation, right, at: tokens[first].range))
    }
    return [try labelStatement(left, symbol, right, at: tokens[first].range)]
  }

  /// Whether the statement begins as `group: …` or `level: …` do.
  var isBlock: Bool {
    guard let name = tokens.first?.name, BlockKeyword(name) != nil else { return false }
    return tokens.dropFirst().first?.symbol == .colon
  }

  /// The places of the operators outside parentheses.
  private func relationIndices() -> [Int] {
    var depth = 0
    var indices: [Int] = []
    for index in tokens.indices {
      guard let symbol = tokens[index].symbol else { continue }
      if symbol == .open { depth += 1 }
      if symbol == .close { depth = max(0, depth - 1) }
      if symbol.isRelation, depth == 0 || symbol == .assignment { indices.append(index) }
    }
    return indices
  }

  private func noRelation() -> Diagnostic {
    // A relation inside parentheses means that one of them was not closed.
    var opened: [SourceRange] = []
    for token in tokens {
      if token.symbol == .open { opened.append(token.range) }
      if token.symbol == .close { _ = opened.popLast() }
    }
    if let open = opened.last {
      return Diagnostic(
        .error, "unbalanced-parenthesis", "this parenthesis is never closed", at: open, advice: "add `)` where it ends")
    }
    if let key = tokens.first?.name, tokens.dropFirst().first?.symbol == .colon {
      return Diagnostic(
        .error, "missing-operator", "a statement without an operator", at: range,
        advice: "an option such as `\(key):` stands in the front matter, between two lines `---` at the top of the file")
    }
    return Diagnostic(
      .error, "missing-operator", "a statement without an operator", at: range,
      advice: "write `y ~ x` for a regression, `f =~ x1 + x2` for a latent variable, `x ~~ y` for a covariance")
  }

  private func refuseEmpty(_ left: ArraySlice<Token>, _ right: ArraySlice<Token>, at token: Token) throws(Diagnostic) {
    let sign = token.symbol?.rawValue ?? ""
    if left.isEmpty {
      throw Diagnostic(
        .error, "missing-left-side", "nothing stands on the left of `\(sign)`", at: token.range, advice: "write a name before it")
    }
    if right.isEmpty {
      throw Diagnostic(
        .error, "missing-right-side", "nothing stands on the right of `\(sign)`", at: token.range,
        advice: "write what belongs there on this line, or on the next one")
    }
  }

  /// `group: 1` or `level: within`.
  private func block() throws(Diagnostic) -> Statement? {
    guard isBlock, let name = tokens.first?.name, let keyword = BlockKeyword(name) else { return nil }
    let value = tokens.dropFirst(2)
    guard value.count == 1, let token = value.first, let label = blockLabel(token) else {
      throw Diagnostic(
        .error, "invalid-block", "`\(name):` is followed by one name or number on the same line", at: range,
        advice: "write `\(name): \"a name\"` where the name has blanks or signs")
    }
    return keyword == .group ? .group(label, range: range) : .level(label, range: range)
  }

  private func blockLabel(_ token: Token) -> String? {
    switch token.kind {
    case .name(let name): name
    case .text(let text): text
    case .number: source.text(in: token.range)
    // A group may be called `3rd`, which is no name elsewhere.
    case .invalid(let invalid) where invalid.id == "invalid-name": source.text(in: token.range)
    default: nil
    }
  }

  /// Turns terms into statements, and leaves out those that relate a variable to itself.
  private mutating func terms(_ terms: [Term]) -> [Statement] {
    var statements: [Statement] = []
    for term in terms {
      if let diagnostic = SelfRelation.diagnostic(for: term) {
        diagnostics.append(diagnostic)
      } else {
        statements.append(.term(term))
      }
    }
    return statements
  }

  // MARK: Formulas

  private func formula(
    _ left: ArraySlice<Token>, _ relation: TermOperator, _ right: ArraySlice<Token>, at place: SourceRange
  ) throws(Diagnostic) -> [Term] {
    var leftParser = FormulaParser(TokenCursor(left, place: place))
    let outcomes = try leftParser.list()
    var rightParser = FormulaParser(TokenCursor(right, place: place))
    let predictors = try rightParser.list()
    for predictor in predictors {
      if predictor.modifiers.contains(where: \.isRotationBlock) { throw Diagnostic.rotationBlockMisplaced(at: predictor.range) }
    }
    try TermLimit.check(outcomes.count, predictors.count, at: range)
    var terms: [Term] = []
    for outcome in outcomes {
      let name = try outcome.variable("the left side names variables")
      guard outcome.modifiers.allSatisfy({ $0.isRotationBlock && relation == .measuredBy }) else {
        throw Diagnostic(
          .error, "modifier-on-left", "a modifier stands on the left of `\(relation.rawValue)`", at: outcome.range,
          advice: "write it before a variable on the right; only `efa(\"block\")*f =~ …` stands on the left")
      }
      for predictor in predictors {
        terms.append(try term(outcome, name, relation, predictor))
      }
    }
    return terms
  }

  private func term(_ outcome: Operand, _ name: String, _ relation: TermOperator, _ predictor: Operand) throws(Diagnostic) -> Term
  {
    var modifiers = outcome.modifiers + predictor.modifiers
    var relation = relation
    var target = ""
    if relation == .regression, predictor.target == .intercept {
      relation = .intercept
    } else if relation == .regression, predictor.target == .noIntercept, predictor.modifiers.isEmpty {
      relation = .intercept
      modifiers.append(.values([.fixed(0)]))
    } else {
      target = try predictor.variable("write `y ~ 1` for an intercept")
      if relation == .threshold, !Self.isThreshold(target) { throw invalidThreshold(predictor) }
    }
    return Term(
      lhs: name, relation: relation, rhs: target, modifiers: modifiers, lhsRange: outcome.range, rhsRange: predictor.range,
      range: range)
  }

  /// Thresholds are called t1, t2, ….
  private static func isThreshold(_ name: String) -> Bool {
    name.utf8.count > 1 && name.utf8.first == UInt8(ascii: "t") && name.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }

  private func invalidThreshold(_ operand: Operand) -> Diagnostic {
    Diagnostic(
      .error, "threshold-name", "thresholds are called `t1`, `t2`, …", at: operand.range,
      advice: "write `y | t1 + t2` for a variable of three categories, and `y ~ x` for a regression")
  }

  // MARK: Definitions and constraints

  private func labelStatement(
    _ left: ArraySlice<Token>, _ symbol: Symbol, _ right: ArraySlice<Token>, at place: SourceRange
  ) throws(Diagnostic) -> Statement {
    var rightParser = ExpressionParser(TokenCursor(right, place: place))
    guard let relation = symbol.constraintRelation else {
      guard left.count == 1, let token = left.first, let name = token.name, name != "NA" else {
        throw Diagnostic(
          .error, "invalid-definition", "one name stands on the left of `:=`", at: left.first?.range,
          advice: "write `indirect := a*b`")
      }
      return .definition(name: name, expression: try rightParser.whole(), range: range)
    }
    var leftParser = ExpressionParser(TokenCursor(left, place: place))
    let leftExpression = try leftParser.whole()
    return .constraint(leftExpression, relation, try rightParser.whole(), range: range)
  }
}

extension Modifier {
  var isRotationBlock: Bool { if case .efa = self { true } else { false } }
}

extension Diagnostic {
  static func rotationBlockMisplaced(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      .error, "efa-misplaced", "`efa()` stands before a factor, on the left of `=~`", at: range,
      advice: "write `efa(\"block\")*f1 + efa(\"block\")*f2 =~ x1 + x2`")
  }
}
