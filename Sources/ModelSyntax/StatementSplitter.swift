/// Cuts a model's tokens into statements.
///
/// A statement ends at `;` and at the end of a line, unless the line ends in an operator or an open parenthesis, or the next one begins
/// with `+` or another operator. A next line that has a relation of its own never goes on from a statement that has one, save in a
/// chain of arrows: an error then stays in its line.
struct StatementSplitter {
  private let tokens: [Token]
  private var statement: [Token] = []
  private var relations = Relations.none
  /// Whether the statement is a formula of labels, the only kind that has `-` between its parts.
  private var isOfLabels = false
  private var depth = 0
  private var statements: [[Token]] = []

  private enum Relations { case none, arrows, others }

  static func statements(of tokens: [Token]) -> [[Token]] {
    var splitter = StatementSplitter(tokens)
    splitter.split()
    return splitter.statements
  }

  private init(_ tokens: [Token]) { self.tokens = tokens }

  private mutating func split() {
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .symbol(.semicolon): finish()
      case .newline: if !goesOn(after: index) { finish() }
      default: add(token)
      }
    }
    finish()
  }

  private mutating func add(_ token: Token) {
    statement.append(token)
    guard let symbol = token.symbol else { return }
    if symbol == .open { depth += 1 }
    if symbol == .close { depth = max(0, depth - 1) }
    relations = Self.joined(relations, symbol)
    if symbol == .definition || symbol.constraintRelation != nil { isOfLabels = true }
  }

  private mutating func finish() {
    if !statement.isEmpty { statements.append(statement) }
    statement = []
    relations = .none
    isOfLabels = false
    depth = 0
  }

  private func goesOn(after newline: Int) -> Bool {
    guard let last = statement.last, newline + 1 < tokens.count else { return false }
    let first = tokens[newline + 1]
    let isOpen =
      depth > 0 || last.symbol?.wantsMore == true || first.symbol?.goesOn == true
      || (isOfLabels && first.symbol == .minus)
    let completes = relations == .none && first.symbol?.isRelation == true
    guard isOpen || completes, !beginsBlock(newline + 1) else { return false }
    let ahead = relationsOfLine(from: newline + 1)
    if relations == .none || ahead == .none { return true }
    return relations == .arrows && ahead == .arrows && depth == 0
  }

  private func relationsOfLine(from start: Int) -> Relations {
    var relations = Relations.none
    for token in tokens[start...] {
      if token.kind == .newline || token.symbol == .semicolon { break }
      if let symbol = token.symbol { relations = Self.joined(relations, symbol) }
    }
    return relations
  }

  private static func joined(_ relations: Relations, _ symbol: Symbol) -> Relations {
    guard symbol.isRelation else { return relations }
    return relations != .others && symbol.isArrow ? .arrows : .others
  }

  /// Whether `group: …` or `level: …` begins here, and not the product of a variable of that name: `group:x`.
  private func beginsBlock(_ index: Int) -> Bool {
    guard index + 2 < tokens.count, let name = tokens[index].name, BlockKeyword(name) != nil else { return false }
    guard tokens[index + 1].symbol == .colon else { return false }
    return tokens[index + 2].name == nil || tokens[index + 2].range.start > tokens[index + 1].range.end
  }
}

/// The words that begin a block of statements, in any case.
enum BlockKeyword: String {
  case group, level

  init?(_ name: String) { self.init(rawValue: name.lowercased()) }
}
