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
  /// Where each level is first named.
  private var levelRanges: [(name: String, range: SourceRange)] = []

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
      case .level(let name, let range):
        level = name
        if !levelRanges.contains(where: { $0.name == name }) { levelRanges.append((name, range)) }
        current = nil
      }
    }
  }

  mutating func finish() -> (table: ParameterTable?, diagnostics: [Diagnostic]) {
    let groupsInText = unique(textBlocks.compactMap(\.group))
    let groups = max(groupCount, groupsInText.count)
    let levels = unique(textBlocks.compactMap(\.level))
    if let levelFault { diagnostics.append(levelFault) }
    let hasMeans = options.meanStructure ?? needsMeans(groups: groups)
    let isCategorical =
      options.ordered != .none || textBlocks.contains { $0.terms.contains { $0.relation == .threshold } }
    let isConditional = options.conditionalX ?? isCategorical
    let hasFixedX = isConditional && isCategorical ? true : options.auxiliary.isEmpty && options.fixedX ?? true
    var rows: [ParameterRow] = []
    var blocks: [ParameterTable.BlockRoles] = []
    for group in 1...groups {
      let own = textBlocks.filter { $0.group == nil || $0.group == groupsInText[group - 1] }
      let between = own.filter { level(of: $0, among: levels) == 2 }.flatMap {
        VariableRoles($0.terms, ordered: options.ordered).observed
      }
      for block in own {
        let level = level(of: block, among: levels)
        let roles = VariableRoles(
          block.terms, ordered: options.ordered, auxiliary: level == 1 ? options.auxiliary : [])
        var blockRows = BlockRows(
          terms: block.terms, roles: roles, group: group, level: level, groupCount: groups,
          options: options, hasMeans: hasMeans, hasFixedX: hasFixedX, isFirstGroup: group == 1)
        if level == 1 { blockRows.variablesWithMeansBetween = Set(between) }
        blockRows.build()
        rows += blockRows.rows
        diagnostics += blockRows.diagnostics
        blocks.append(.init(group: group, level: level, roles: roles))
      }
    }
    diagnostics += orderedFindings(blocks.map(\.roles))
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
    if groups > 1 { GroupEquality(options, blocks).apply(to: &rows) }
    number(&rows)
    var table = ParameterTable(
      rows: rows, definitions: definitions, constraints: constraints, groupCount: groups, hasMeanStructure: hasMeans,
      hasFixedX: hasFixedX, isConditionalX: isConditional, blocks: blocks)
    table.effectCoding = options.effectCoding
    return (table, diagnostics)
  }

  /// Variables that are said to be ordinal and cannot be: none of the model's, or exogenous.
  private func orderedFindings(_ roles: [VariableRoles]) -> [Diagnostic] {
    guard case .names(let names) = options.ordered else { return [] }
    let observed = unique(roles.flatMap(\.observed))
    let exogenous = Set(roles.flatMap(\.exogenous))
    return names.sorted().compactMap { name in
      if !observed.contains(name) {
        let advice = nearestName(to: name, among: observed).map { "did you mean `\($0)`?" }
        return Diagnostic(
          .error, "unknown-variable", "the ordinal variable `\(name)` does not stand in the model", at: nil, advice: advice)
      }
      guard exogenous.contains(name) else { return nil }
      return Diagnostic(
        .note, "exogenous-not-ordinal", "`\(name)` is exogenous: its values are taken as numbers, not as ordered categories",
        at: nil)
    }
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

  /// Levels that are not one within and one between clusters.
  private var levelFault: Diagnostic? {
    if levelRanges.count == 1 {
      return Diagnostic(
        .error, "one-level", "there is a block for one level only: a model with levels says what holds at both",
        at: levelRanges[0].range,
        advice: "add the other block, with `y ~~ y` for what nothing explains; "
          + "without `level:`, --cluster alone makes the errors robust")
    }
    guard levelRanges.count > 2 else { return nil }
    return Diagnostic(
      .error, "too-many-levels", "there are two levels at most: within clusters and between them", at: levelRanges[2].range)
  }

  /// 1 is within clusters and 2 between, by these names or in the order of the text.
  private func level(of block: TextBlock, among levels: [String]) -> Int {
    guard let name = block.level else { return 1 }
    if Set(levels).isSubset(of: ["1", "within", "2", "between"]) { return name == "1" || name == "within" ? 1 : 2 }
    return (levels.firstIndex(of: name) ?? 0) + 1
  }

  private func needsMeans(groups: Int) -> Bool {
    groups > 1 || textBlocks.contains { $0.level != nil } || options.preset == .growth || options.conditionalX == true
      || options.ordered != .none
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
