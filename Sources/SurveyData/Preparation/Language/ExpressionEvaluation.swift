/// The values of an expression over the rows of a table.
struct ExpressionEvaluation {
  let expression: DataExpression
  let rows: TableInPreparation
  /// What a reader should know: which number a value label stood for, what was taken off.
  private(set) var notes: [String] = []

  init(_ expression: DataExpression, over rows: TableInPreparation) {
    self.expression = expression
    self.rows = rows
  }

  var rowCount: Int { rows.rowCount }

  mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }

  func error(_ id: String, _ message: String, at node: ExpressionNode, advice: String? = nil) -> DataError {
    DataError(id, message, advice: advice, step: expression.place(of: node))
  }

  // MARK: Whole expressions

  /// A number for every row, or a text.
  mutating func storage() throws(DataError) -> Column.Storage {
    switch try value(of: expression.root, in: nil) {
    case .numbers(let numbers): .numbers(Numbers(numbers.expanded(to: rowCount)))
    case .texts(let texts): .text(Texts(texts))
    case .literal(let text): .text(Texts([String?](repeating: text, count: rowCount)))
    }
  }

  /// 1, 0 or missing (NaN) for every row.
  mutating func condition() throws(DataError) -> [Double] {
    try condition(of: expression.root, in: nil).expanded(to: rowCount)
  }

  // MARK: Parts

  mutating func value(of node: ExpressionNode, in active: ActiveRows) throws(DataError) -> ExpressionValue {
    switch node.kind {
    case .number(let number): return .numbers(RowNumbers([number]))
    case .missing: return .numbers(RowNumbers([.nan]))
    case .text(let text): return .literal(text)
    case .variable(let name): return try variable(name, at: node, in: active)
    case .variables: throw error("expression-syntax", "a range of variables is no value", at: node)
    case .negative(let part): return .numbers(try numbers(of: part, in: active).map { -$0 })
    case .not(let part): return .numbers(try condition(of: part, in: active).map { $0.isNaN ? .nan : 1 - $0 })
    case .arithmetic(let operation, let left, let right):
      return .numbers(try arithmetic(operation, left, right, at: node, in: active))
    case .comparison(let comparison, let left, let right):
      return .numbers(try compared(comparison, left, right, at: node, in: active))
    case .both(let left, let right): return .numbers(try joined(left, right, settledBy: 0, in: active))
    case .either(let left, let right): return .numbers(try joined(left, right, settledBy: 1, in: active))
    case .membership(let part, let members, let isNegated):
      return .numbers(try membership(of: part, in: members, isNegated: isNegated, at: node, active))
    case .call(.if, let arguments): return try chosen(arguments, in: active)
    case .call(let function, let arguments): return .numbers(try called(function, arguments, at: node, in: active))
    }
  }

  /// Throws `not-numbers` for texts.
  mutating func numbers(of node: ExpressionNode, in active: ActiveRows) throws(DataError) -> RowNumbers {
    switch try value(of: node, in: active) {
    case .numbers(let numbers): return numbers
    case .literal: throw error("not-numbers", "a text cannot be computed with", at: node)
    case .texts(let texts): throw notNumbers(texts, at: node)
    }
  }

  private func variable(_ name: String, at node: ExpressionNode, in active: ActiveRows) throws(DataError) -> ExpressionValue {
    guard let column = rows[name] else {
      throw error(
        "unknown-variable", "there is no variable `\(excerpt(name))` in the data", at: node,
        advice: nameAdvice(for: name, among: rows.names))
    }
    switch column.storage {
    case .text(let texts): return .texts(texts.array)
    case .numbers(let numbers):
      let values = numbers.array
      if let row = values.indices.first(where: { values[$0].isInfinite && active?[$0] ?? true }) {
        throw rows.failure(
          "infinite-value", "`\(excerpt(name))` is infinite", rows: [row], at: expression.place(of: node),
          advice: "recode it, or leave the cell empty")
      }
      return .numbers(RowNumbers(values))
    }
  }

  /// The first cell that is no number spoils a variable; the error names it.
  private func notNumbers(_ texts: [String?], at node: ExpressionNode) -> DataError {
    guard case .variable(let name) = node.kind, let column = rows[name],
      let row = column.firstTextRow ?? texts.firstIndex(where: { $0 != nil }), texts.indices.contains(row)
    else { return error("not-numbers", "texts cannot be computed with", at: node) }
    var wrong = error(
      "not-numbers", "`\(excerpt(name))` holds texts, such as \"\(excerpt(texts[row] ?? ""))\"", at: node,
      advice: "compare it with a text in quotes, or make numbers of it with `recode`")
    wrong.line = rows.table.line(ofRow: row)
    return wrong
  }

  // MARK: Choices

  /// `if(condition, a, b)`: each branch computed where it is chosen.
  private mutating func chosen(_ arguments: [ExpressionNode], in active: ActiveRows) throws(DataError) -> ExpressionValue {
    guard arguments.count == 3 else { return .numbers(RowNumbers([.nan])) }
    let condition = try condition(of: arguments[0], in: active)
    let isThen = (0..<rowCount).map { condition[$0] == 1 && active?[$0] ?? true }
    let isElse = (0..<rowCount).map { condition[$0] == 0 && active?[$0] ?? true }
    let thenValue = try value(of: arguments[1], in: isThen)
    let elseValue = try value(of: arguments[2], in: isElse)
    if isText(thenValue) || isText(elseValue), let first = texts(thenValue, arguments[1]),
      let second = texts(elseValue, arguments[2])
    {
      return .texts((0..<rowCount).map { isThen[$0] ? first[$0] : isElse[$0] ? second[$0] : nil })
    }
    guard case .numbers(let first) = thenValue, case .numbers(let second) = elseValue else {
      throw error(
        "not-numbers", "one branch is a text and the other a number", at: arguments[2], advice: "make both the same kind")
    }
    return .numbers(RowNumbers((0..<rowCount).map { isThen[$0] ? first[$0] : isElse[$0] ? second[$0] : .nan }))
  }

  private func isText(_ value: ExpressionValue) -> Bool {
    if case .numbers = value { return false }
    return true
  }

  /// Texts row by row; the word `missing` is one without a value.
  private func texts(_ value: ExpressionValue, _ node: ExpressionNode) -> [String?]? {
    switch value {
    case .texts(let texts): return texts
    case .literal(let text): return [String?](repeating: text, count: rowCount)
    case .numbers:
      if case .missing = node.kind { return [String?](repeating: nil, count: rowCount) }
      return nil
    }
  }
}
