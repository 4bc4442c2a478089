extension ExpressionEvaluation {
  /// 1, 0 or missing.
  ///
  /// Throws `no-condition` where a variable has other values.
  mutating func condition(of node: ExpressionNode, in active: ActiveRows) throws(DataError) -> RowNumbers {
    let numbers: RowNumbers
    switch try value(of: node, in: active) {
    case .numbers(let found): numbers = found
    case .texts, .literal:
      throw error("no-condition", "a text is no condition", at: node, advice: "compare it: `sex == \"female\"`")
    }
    let isOther = { (value: Double) in value != 0 && value != 1 && !value.isNaN }
    guard let row = (0..<rowCount).first(where: { isOther(numbers[$0]) && active?[$0] ?? true }) else { return numbers }
    throw error(
      "no-condition", "a condition is 1, 0 or missing, and this is \(shortNumber(numbers[row]))", at: node,
      advice: "compare it with a number, as in `x > 0`")
  }

  /// `and` (settled by 0) and `or` (settled by 1): the right side counts only where the left leaves it open.
  mutating func joined(
    _ left: ExpressionNode, _ right: ExpressionNode, settledBy settled: Double, in active: ActiveRows
  ) throws(DataError) -> RowNumbers {
    let first = try condition(of: left, in: active)
    let open = (0..<rowCount).map { first[$0] != settled && active?[$0] ?? true }
    let second = try condition(of: right, in: open)
    let values = (0..<rowCount).map { row -> Double in
      if first[row] == settled { return settled }
      if second[row] == settled { return settled }
      return first[row].isNaN || second[row].isNaN ? .nan : 1 - settled
    }
    return RowNumbers(values)
  }

  // MARK: Comparisons

  mutating func compared(
    _ comparison: ExpressionNode.Comparison, _ left: ExpressionNode, _ right: ExpressionNode, at node: ExpressionNode,
    in active: ActiveRows
  ) throws(DataError) -> RowNumbers {
    for side in [left, right] {
      guard case .missing = side.kind else { continue }
      throw error("no-condition", "nothing is equal to a missing value", at: side, advice: "ask with `missing(x)`")
    }
    let first = try value(of: left, in: active)
    let second = try value(of: right, in: active)
    switch (first, second) {
    case (.numbers(let a), .numbers(let b)):
      return a.combined(with: b) { $0.isNaN || $1.isNaN ? .nan : comparison.holds($0, $1) ? 1 : 0 }
    case (.numbers(let a), .literal(let text)): return try labelled(left, a, comparison, text, at: right)
    case (.literal(let text), .numbers(let b)): return try labelled(right, b, comparison, text, at: left)
    case (.texts(let a), .texts(let b)):
      let isEqual = try equality(comparison, at: node)
      return RowNumbers(zip(a, b).map { $0 == nil || $1 == nil ? .nan : ($0 == $1) == isEqual ? 1 : 0 })
    case (.texts(let texts), .literal(let text)), (.literal(let text), .texts(let texts)):
      let isEqual = try equality(comparison, at: node)
      return RowNumbers(texts.map { $0 == nil ? .nan : ($0 == text) == isEqual ? 1 : 0 })
    case (.texts(let texts), .numbers): throw textNeedsQuotes(texts, left, other: right)
    case (.numbers, .texts(let texts)): throw textNeedsQuotes(texts, right, other: left)
    case (.literal, .literal):
      throw error(
        "expression-syntax", "two texts are compared", at: node,
        advice: "a variable stands without quotes; one with a space in back-quotes: `two words`")
    }
  }

  private func equality(_ comparison: ExpressionNode.Comparison, at node: ExpressionNode) throws(DataError) -> Bool {
    guard comparison == .equal || comparison == .unequal else {
      throw error("not-numbers", "texts have no order", at: node, advice: "compare them with `==`, `!=` or `in`")
    }
    return comparison == .equal
  }

  private func textNeedsQuotes(_ texts: [String?], _ node: ExpressionNode, other: ExpressionNode) -> DataError {
    let example = texts.lazy.compactMap { $0 }.first.map { ", such as \"\(excerpt($0))\"" } ?? ""
    return error(
      "not-numbers", "this holds texts\(example), and they are compared with a number", at: node,
      advice: "put the text in quotes: `sex == \"female\"`")
  }

  // MARK: Value labels

  /// A numeric variable compared with the label of its values.
  private mutating func labelled(
    _ node: ExpressionNode, _ numbers: RowNumbers, _ comparison: ExpressionNode.Comparison, _ text: String,
    at literal: ExpressionNode
  ) throws(DataError) -> RowNumbers {
    let isEqual = try equality(comparison, at: literal)
    let values = try values(labelled: text, of: node, at: literal)
    return numbers.map { $0.isNaN ? .nan : values.contains($0) == isEqual ? 1 : 0 }
  }

  /// The values that carry a label; the note says which.
  private mutating func values(
    labelled text: String, of node: ExpressionNode, at literal: ExpressionNode
  ) throws(DataError) -> [Double] {
    guard case .variable(let name) = node.kind, let column = rows[name], !column.information.valueLabels.isEmpty else {
      let isNumber = NumberParser(decimalMark: .point).number(in: Array(text.utf8), start: 0, end: text.utf8.count) != nil
      throw error(
        "not-texts", "numbers without value labels are compared with a text", at: literal,
        advice: isNumber ? "leave out the quotes" : "compare them with a number")
    }
    let labels = column.information.valueLabels
    let values = labels.filter { $0.label == text }.map(\.value)
    guard !values.isEmpty else {
      throw error(
        "unknown-label", "no value of `\(excerpt(name))` is labelled \"\(excerpt(text))\"", at: literal,
        advice: nameAdvice(for: text, among: labels.map(\.label)))
    }
    note("\"\(excerpt(text))\" is \(excerpt(name)) \(values.map(shortNumber).joined(separator: ", "))")
    return values
  }

  // MARK: Lists

  mutating func membership(
    of part: ExpressionNode, in members: [ExpressionNode.Member], isNegated: Bool, at node: ExpressionNode, _ active: ActiveRows
  ) throws(DataError) -> RowNumbers {
    let (inside, outside) = isNegated ? (0.0, 1.0) : (1.0, 0.0)
    switch try value(of: part, in: active) {
    case .literal: throw error("expression-syntax", "a text is looked for in a list", at: part, advice: "name a variable")
    case .texts(let texts):
      var wanted = Set<String>()
      for member in members {
        guard case .text(let text, _) = member else { throw textNeedsQuotes(texts, part, other: node) }
        wanted.insert(text)
      }
      return RowNumbers(texts.map { text in text.map { wanted.contains($0) ? inside : outside } ?? .nan })
    case .numbers(let numbers):
      var ranges: [ClosedRange<Double>] = []
      for member in members {
        switch member {
        case .number(let number): ranges.append(number...number)
        case .range(let lower, let upper): ranges.append(lower...upper)
        case .text(let text, let characters):
          let literal = ExpressionNode(.text(text), characters)
          ranges += try values(labelled: text, of: part, at: literal).map { $0...$0 }
        }
      }
      return numbers.map { value in value.isNaN ? .nan : ranges.contains { $0.contains(value) } ? inside : outside }
    }
  }
}

extension ExpressionNode.Comparison {
  func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}
