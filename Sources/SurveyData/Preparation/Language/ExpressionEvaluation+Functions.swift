import Glibc

extension ExpressionEvaluation {
  mutating func called(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode], at node: ExpressionNode, in active: ActiveRows
  ) throws(DataError) -> RowNumbers {
    switch function {
    case .mean, .sum, .min, .max: return try summary(function, arguments, at: node, in: active)
    case .valid, .countMissing: return try counted(function, arguments, in: active)
    case .center, .standardize, .groupMean, .lag: return try acrossRows(function, arguments, at: node)
    default: break
    }
    guard let argument = arguments.first else { return RowNumbers([.nan]) }
    if function == .missing { return try isMissing(argument, in: active).map { $0 ? 1 : 0 } }
    let numbers = try numbers(of: argument, in: active)
    switch function {
    case .abs: return numbers.map { Swift.abs($0) }
    case .floor: return numbers.map { $0.rounded(.down) }
    case .ceiling: return numbers.map { $0.rounded(.up) }
    case .round: return rounded(numbers, digits: arguments.count > 1 ? try self.numbers(of: arguments[1], in: active)[0] : 0)
    case .exp: return try finite(numbers.map { Glibc.exp($0) }, numbers, numbers, at: node, in: active)
    case .sqrt:
      try refuse(where: { numbers[$0] < 0 }, at: node, in: active) {
        ("no-value", "the root of a negative number", "leave the rows out with `where`, or use `if`")
      }
      return numbers.map { $0.squareRoot() }
    default:
      try refuse(where: { numbers[$0] <= 0 }, at: node, in: active) {
        (
          "no-value", "the logarithm of a number that is not positive",
          "add a constant: `log(x + 1)`, leave the rows out with `where`, or use `if`"
        )
      }
      return numbers.map { function == .log10 ? Glibc.log10($0) : Glibc.log($0) }
    }
  }

  /// Halves away from zero, as SPSS and Excel round.
  private func rounded(_ numbers: RowNumbers, digits: Double) -> RowNumbers {
    let scale = pow(10, digits)
    return numbers.map { value in
      let scaled = value * scale
      return scaled.isFinite ? scaled.rounded(.toNearestOrAwayFromZero) / scale : value
    }
  }

  // MARK: Several values of a row

  /// Mean, sum, least or greatest of the values present; missing where there is none.
  private mutating func summary(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode], at node: ExpressionNode, in active: ActiveRows
  ) throws(DataError) -> RowNumbers {
    var totals = [Double](repeating: 0, count: rowCount)
    var counts = [Int](repeating: 0, count: rowCount)
    for part in try parts(of: arguments) {
      let numbers = try numbers(of: part, in: active)
      for row in 0..<rowCount where !numbers[row].isNaN {
        let value = numbers[row]
        switch function {
        case .min: totals[row] = counts[row] == 0 ? value : Swift.min(totals[row], value)
        case .max: totals[row] = counts[row] == 0 ? value : Swift.max(totals[row], value)
        default: totals[row] += value
        }
        counts[row] += 1
      }
    }
    for row in 0..<rowCount {
      if counts[row] == 0 { totals[row] = .nan } else if function == .mean { totals[row] /= Double(counts[row]) }
    }
    let result = RowNumbers(totals)
    return try finite(result, result, result, at: node, in: active)
  }

  /// How many of the arguments are present, or missing; of texts too.
  private mutating func counted(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode], in active: ActiveRows
  ) throws(DataError) -> RowNumbers {
    var counts = [Double](repeating: 0, count: rowCount)
    for part in try parts(of: arguments) {
      let isMissing = try isMissing(part, in: active)
      for row in 0..<rowCount where isMissing[row] == (function == .countMissing) { counts[row] += 1 }
    }
    return RowNumbers(counts)
  }

  private mutating func isMissing(_ node: ExpressionNode, in active: ActiveRows) throws(DataError) -> RowFlags {
    switch try value(of: node, in: active) {
    case .numbers(let numbers): RowFlags(numbers.expanded(to: rowCount).map(\.isNaN))
    case .texts(let texts): RowFlags(texts.map { $0 == nil })
    case .literal: RowFlags([Bool](repeating: false, count: rowCount))
    }
  }

  private struct RowFlags {
    var flags: [Bool]

    init(_ flags: [Bool]) { self.flags = flags }

    subscript(row: Int) -> Bool { flags[row] }

    func map(_ transform: (Bool) -> Double) -> RowNumbers { RowNumbers(flags.map(transform)) }
  }

  /// The arguments, each range as its variables.
  private func parts(of arguments: [ExpressionNode]) throws(DataError) -> [ExpressionNode] {
    var parts: [ExpressionNode] = []
    for argument in arguments {
      guard case .variables(let range) = argument.kind else {
        parts.append(argument)
        continue
      }
      for name in try range.names(among: rows.names, at: expression.place(of: argument)) {
        parts.append(ExpressionNode(.variable(name), argument.characters))
      }
    }
    return parts
  }
}
