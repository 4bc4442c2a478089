import Glibc

extension ExpressionEvaluation {
  mutating func arithmetic(
    _ operation: ExpressionNode.Arithmetic, _ left: ExpressionNode, _ right: ExpressionNode, at node: ExpressionNode,
    in active: ActiveRows
  ) throws(DataError) -> RowNumbers {
    let first = try numbers(of: left, in: active)
    let second = try numbers(of: right, in: active)
    switch operation {
    case .plus: return try finite(first.combined(with: second, +), first, second, at: node, in: active)
    case .minus: return try finite(first.combined(with: second, -), first, second, at: node, in: active)
    case .times: return try finite(first.combined(with: second, *), first, second, at: node, in: active)
    case .divide:
      try refuse(where: { second[$0] == 0 && !first[$0].isNaN }, at: node, in: active) {
        (
          "division-by-zero", "division by zero",
          "say what it is there: `if(b == 0, missing, a / b)`, or leave the rows out with `where`"
        )
      }
      return try finite(first.combined(with: second, /), first, second, at: node, in: active)
    case .power:
      try refuse(where: { first[$0] == 0 && second[$0] < 0 }, at: node, in: active) {
        ("division-by-zero", "zero to a negative power", "leave the rows out with `where`, or use `if`")
      }
      try refuse(where: { first[$0] < 0 && second[$0] != second[$0].rounded() }, at: node, in: active) {
        ("no-value", "a negative number to a power that is not whole", "leave the rows out with `where`, or use `if`")
      }
      // pow(1, NaN) and pow(NaN, 0) are 1 in C; here missing stays missing.
      let powers = first.combined(with: second) { $0.isNaN || $1.isNaN ? .nan : pow($0, $1) }
      return try finite(powers, first, second, at: node, in: active)
    }
  }

  /// Refuses results beyond the largest number.
  func finite(
    _ result: RowNumbers, _ first: RowNumbers, _ second: RowNumbers, at node: ExpressionNode, in active: ActiveRows
  ) throws(DataError) -> RowNumbers {
    if result.values.contains(where: \.isInfinite) {
      try refuse(where: { result[$0].isInfinite }, at: node, in: active) {
        ("infinite-value", "the result is too large", "leave the rows out with `where`, or use `if`")
      }
    }
    return result
  }

  /// Throws where a condition holds in an active row, with the first of them and their number.
  func refuse(
    where isWrong: (Int) -> Bool, at node: ExpressionNode, in active: ActiveRows,
    as words: () -> (id: String, what: String, advice: String)
  ) throws(DataError) {
    var wrong: [Int] = []
    for row in 0..<rowCount where isWrong(row) && active?[row] ?? true { wrong.append(row) }
    guard !wrong.isEmpty else { return }
    let (id, what, advice) = words()
    throw rows.failure(id, what, rows: wrong, at: expression.place(of: node), advice: advice)
  }
}
