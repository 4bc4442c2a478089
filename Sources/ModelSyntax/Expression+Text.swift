extension Expression {
  /// The formula as text, with no more parentheses than it needs: `a1 * b1 - 2`.
  public var text: String { text(above: 0) }

  /// `strength` is that of the operator around it: 1 for sums, 2 for products, 3 for signs, 4 for powers.
  private func text(above strength: Int) -> String {
    switch self {
    case .number(let value):
      let whole = Int(exactly: value).map(String.init) ?? "\(value)"
      return value < 0 && strength > 0 ? "(\(whole))" : whole
    case .name(let name, _): return name
    case .call(let function, let argument, _): return "\(function)(\(argument.text))"
    case .negate(let operand): return Self.enclosed("-\(operand.text(above: 3))", strength > 2)
    case .binary(let operation, let left, let right):
      let own =
        switch operation {
        case .add, .subtract: 1
        case .multiply, .divide: 2
        case .power: 4
        }
      let (before, after) = operation == .power ? (own + 1, own) : (own, own + 1)
      let sign = operation == .power ? "^" : " \(operation.rawValue) "
      return Self.enclosed(left.text(above: before) + sign + right.text(above: after), strength > own)
    }
  }

  private static func enclosed(_ text: String, _ isNeeded: Bool) -> String { isNeeded ? "(\(text))" : text }
}
