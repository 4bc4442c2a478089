import ModelSyntax

extension ParameterTable {
  /// Builds the table of a parsed model: the user's rows, what the preset adds, and the numbering of free parameters.
  ///
  /// - Returns: the table and what there is to say about it; with an error among the diagnostics the table is `nil`.
  public static func build(
    _ tree: SyntaxTree, options: ModelOptions, groupCount: Int = 1
  ) -> (table: ParameterTable?, diagnostics: [Diagnostic]) {
    var builder = ParameterTableBuilder(options: options, groupCount: groupCount, source: tree.source)
    builder.read(tree.statements)
    return builder.finish()
  }
}

/// The table while it is being built.
struct ParameterTableBuilder {
  let options: ModelOptions
  let groupCount: Int
  let source: SourceText
  var diagnostics: [Diagnostic] = []
  var definitions: [ParameterTable.Definition] = []
  var constraints: [ParameterTable.Constraint] = []
  /// Terms of each `group:`/`level:` block in the order of the text; a model without blocks has one.
  var textBlocks: [TextBlock] = []

  struct TextBlock {
    var group: String?
    var level: String?
    var terms: [Term] = []
  }

  init(options: ModelOptions, groupCount: Int, source: SourceText) {
    self.options = options
    self.groupCount = groupCount
    self.source = source
  }

  mutating func read(_ statements: [Statement]) {
    var group: String?
    var level: String?
    var current: Int?
    func start(_ blocks: inout [TextBlock]) -> Int {
      blocks.append(TextBlock(group: group, level: level))
      return blocks.count - 1
    }
    for statement in statements {
      switch statement {
      case .term(let term):
        let index = current ?? start(&textBlocks)
        current = index
        textBlocks[index].terms.append(term)
      case .definition(let name, let expression, let range):
        definitions.append(.init(name: name, expression: expression, text: expressionText(in: range), range: range))
      case .constraint(let left, let relation, let right, let range):
        constraints.append(
          .init(left: left, relation: relation, right: right, text: statementText(in: range), range: range))
      case .group(let name, _):
        (group, level) = (name, nil)
        current = nil
      case .level(let name, _):
        level = name
        current = nil
      }
    }
  }

  mutating func finish() -> (table: ParameterTable?, diagnostics: [Diagnostic]) {
    let groupsInText = unique(textBlocks.compactMap(\.group))
    let groups = max(groupCount, groupsInText.count)
    let levels = unique(textBlocks.compactMap(\.level))
    let hasMeans = options.meanStructure ?? needsMeans(groups: groups)
    let isCategorical =
      options.ordered != .none || textBlocks.contains { $0.terms.contains { $0.relation == .threshold } }
    let isConditional = options.conditionalX ?? isCategorical
    let hasFixedX = isConditional && isCategorical ? true : options.fixedX ?? true
    var rows: [ParameterRow] = []
    var blocks: [ParameterTable.BlockRoles] = []
    for group in 1...groups {
      for block in textBlocks where block.group == nil || block.group == groupsInText[group - 1] {
        let level = block.level.flatMap { levels.firstIndex(of: $0) }.map { $0 + 1 } ?? 1
        let roles = VariableRoles(block.terms, ordered: options.ordered)
        var blockRows = BlockRows(
          terms: block.terms, roles: roles, group: group, level: level, groupCount: groups,
          options: options, hasMeans: hasMeans, hasFixedX: hasFixedX, isFirstGroup: group == 1)
        blockRows.build()
        rows += blockRows.rows
        diagnostics += blockRows.diagnostics
        blocks.append(.init(group: group, level: level, roles: roles))
      }
    }
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    if groups > 1 { GroupEquality(options, blocks).apply(to: &rows) }
    number(&rows)
    let table = ParameterTable(
      rows: rows, definitions: definitions, constraints: constraints, groupCount: groups, hasMeanStructure: hasMeans,
      hasFixedX: hasFixedX, isConditionalX: isConditional, blocks: blocks)
    return (table, diagnostics)
  }

  /// What stands right of `:=`, without white space and comments.
  private func expressionText(in range: SourceRange) -> String {
    let parts = statementText(in: range).split(separator: "=", maxSplits: 1)
    return String((parts.count == 2 ? parts[1] : parts[0]).filter { !$0.isWhitespace })
  }

  /// A statement in one line, without comments.
  private func statementText(in range: SourceRange) -> String {
    let lines = source.text(in: range).split(whereSeparator: \.isNewline).map { $0.prefix { $0 != "#" && $0 != "!" } }
    return lines.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func needsMeans(groups: Int) -> Bool {
    groups > 1 || options.preset == .growth || options.conditionalX == true || options.ordered != .none
      || textBlocks.contains { $0.terms.contains { $0.relation == .intercept || $0.relation == .threshold } }
  }

  /// Gives each free row its place in the parameter vector; rows with one label, and `equal()` rows, share it.
  private mutating func number(_ rows: inout [ParameterRow]) {
    var indexOfLabel: [String: Int] = [:]
    var next = 0
    for i in rows.indices {
      guard case .free = rows[i].status else { continue }
      let label = rows[i].label
      if let equal = rows[i].equalTo {
        rows[i].status = rows[equal].status
      } else if label.isEmpty {
        rows[i].status = .free(next)
        next += 1
      } else if let shared = indexOfLabel[label] ?? indexOfRelation(label, in: rows[..<i]) {
        rows[i].status = .free(shared)
        indexOfLabel[label] = shared
      } else {
        indexOfLabel[label] = next
        rows[i].status = .free(next)
        next += 1
      }
    }
  }

  /// `equal("f=~x2")` names a parameter by its relation.
  private func indexOfRelation(_ label: String, in rows: ArraySlice<ParameterRow>) -> Int? {
    let wanted = label.filter { $0 != " " }
    return rows.first { $0.name.filter { $0 != " " } == wanted }?.parameterIndex
  }
}
