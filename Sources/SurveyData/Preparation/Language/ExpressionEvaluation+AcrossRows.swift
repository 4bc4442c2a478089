extension ExpressionEvaluation {
  /// Functions whose value in a row depends on other rows: always over all rows, also inside `if`.
  mutating func acrossRows(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode], at node: ExpressionNode
  ) throws(DataError) -> RowNumbers {
    guard let argument = arguments.first else { return RowNumbers([.nan]) }
    let values = try numbers(of: argument, in: nil).expanded(to: rowCount)
    let groups = arguments.count > 1 ? try groups(of: arguments[1]) : RowGroups(one: rowCount)
    if function == .lag {
      var distance = 1
      if arguments.count > 2, case .number(let number) = arguments[2].kind { distance = Int(exactly: number) ?? 1 }
      return RowNumbers(groups.earlier(values, by: distance))
    }
    let means = groups.means(of: values)
    switch function {
    case .groupMean: return RowNumbers(groups.spread(means))
    case .center:
      describe(function, arguments, means)
      return RowNumbers(groups.deviations(of: values, from: means))
    default:
      let deviations = groups.deviations(of: values, from: means)
      let standardDeviations = groups.standardDeviations(ofDeviations: deviations)
      if arguments.count == 1, !(standardDeviations.first ?? .nan > 0) {
        throw error("no-spread", "the values do not differ, so that they have no standard deviation to divide by", at: node)
      }
      describe(function, arguments, means, standardDeviations)
      return RowNumbers(zip(deviations, groups.spread(standardDeviations)).map { $1 > 0 ? $0 / $1 : .nan })
    }
  }

  private mutating func describe(
    _ function: ExpressionFunction, _ arguments: [ExpressionNode], _ means: [Double], _ standardDeviations: [Double] = []
  ) {
    var name = ""
    if case .variable(let variable)? = arguments.first?.kind { name = " of \(excerpt(variable))" }
    if arguments.count == 1, let mean = means.first, !mean.isNaN {
      note("mean\(name) \(shortNumber(mean))" + (standardDeviations.first.map { ", SD \(shortNumber($0))" } ?? ""))
    } else {
      note("means\(name) of \(means.count) groups")
      let lost = standardDeviations.count { !($0 > 0) }
      if lost > 0 { note("\(lost) groups without a standard deviation") }
    }
  }

  private func groups(of node: ExpressionNode) throws(DataError) -> RowGroups {
    guard case .variable(let name) = node.kind, let column = rows[name] else {
      var name = ""
      if case .variable(let written) = node.kind { name = written }
      throw error(
        "unknown-variable", "there is no variable `\(excerpt(name))` in the data", at: node,
        advice: nameAdvice(for: name, among: rows.names))
    }
    switch column.storage {
    case .numbers(let values): return RowGroups(values.map { $0.isNaN ? nil : $0 })
    case .text(let texts): return RowGroups(texts.array)
    }
  }
}

/// Which group each row belongs to; rows without a group get missing values.
private struct RowGroups {
  /// The group of each row, from 0.
  var group: [Int?]
  var count: Int

  init(one rowCount: Int) {
    group = [Int?](repeating: 0, count: rowCount)
    count = 1
  }

  init<Key: Hashable>(_ keys: [Key?]) {
    var known: [Key: Int] = [:]
    group = keys.map { key in
      guard let key else { return nil }
      if let number = known[key] { return number }
      known[key] = known.count
      return known.count - 1
    }
    count = known.count
  }

  /// In two passes, so that a large offset costs no digits.
  func means(of values: [Double]) -> [Double] {
    let first = quotients(values)
    let rest = quotients(zip(values, spread(first)).map { $0 - $1 })
    return zip(first, rest).map { $0 + $1 }
  }

  /// With divisor n - 1; missing in a group of one.
  func standardDeviations(ofDeviations deviations: [Double]) -> [Double] {
    quotients(deviations.map { $0 * $0 }, lessThanCount: 1).map { $0.squareRoot() }
  }

  func deviations(of values: [Double], from means: [Double]) -> [Double] {
    zip(values, spread(means)).map { $0 - $1 }
  }

  /// Each row's group's value.
  func spread(_ values: [Double]) -> [Double] { group.map { number in number.map { values[$0] } ?? .nan } }

  /// The value `distance` rows earlier in the same group.
  func earlier(_ values: [Double], by distance: Int) -> [Double] {
    var rows = [[Int]](repeating: [], count: count)
    return values.indices.map { row in
      guard let number = group[row] else { return .nan }
      let position = rows[number].count - distance
      rows[number].append(row)
      return position >= 0 ? values[rows[number][position]] : .nan
    }
  }

  private func quotients(_ values: [Double], lessThanCount less: Int = 0) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    var counts = [Int](repeating: 0, count: count)
    for (row, value) in values.enumerated() where !value.isNaN {
      guard let number = group[row] else { continue }
      sums[number] += value
      counts[number] += 1
    }
    return zip(sums, counts).map { $1 > less ? $0 / Double($1 - less) : .nan }
  }
}
