import LinearAlgebra
import Synchronization

extension RowStream {
  /// The moments of the complete rows over `variables`, without keeping a row.
  ///
  /// Equal to those of `DelimitedReader`'s table but for rounding. A product `x:w` that is no column is computed from its components.
  /// - Parameters:
  ///   - threads: `nil` for one a processor.
  ///   - progress: told how many bytes were read since the last call, by any thread; `false` ends the reading.
  /// - Returns: `nil` when reading was given up.
  ///
  /// Throws what `DelimitedReader.read` and `DataTable.completeCases` throw.
  public mutating func moments(
    of variables: [String], source: String, threads: Int? = nil, progress: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) throws(DataError) -> StoredMoments? {
    let plan = StreamedVariables(variables, names: names)
    let variableCount = variables.count
    let sums = Mutex((tree: MomentTree(variableCount: variableCount), missing: [Int](repeating: 0, count: variableCount)))
    let findings = run(columns: plan.columns, threads: threads, progress: progress) { rows in
      CompleteRows(rows, plan)
    } take: { part in
      sums.withLock { total in
        total.tree.add(part.sums)
        for index in part.missing.indices { total.missing[index] += part.missing[index] }
      }
    }
    if findings.isStopped, findings.failure == nil { return nil }
    try refuse(findings)
    try plan.refuse(findings, names: names)
    let (tree, missing) = sums.withLock { $0 }
    let total = tree.total
    if total.count == 0 {
      throw DataError.noCompleteCases(zip(variables, missing).map { ($0, $1) }, rowCount: findings.rowCount)
    }
    return StoredMoments(
      variables: variables, groups: [.init(label: "", sums: total, missing: missing)], rowsRead: findings.rowCount,
      sources: [source])
  }
}

/// Where the variables asked for come from: columns of the text, or products of some.
struct StreamedVariables: Sendable {
  let variables: [String]
  /// The columns that are read.
  let columns: [Int]
  /// For each variable the places of its factors among the columns that are read; one that is a column has one.
  let factors: [[Int]]

  /// Unknown names have no factors: see `refuse`.
  init(_ variables: [String], names: [String]) {
    var place: [String: Int] = [:]
    for (index, name) in names.enumerated() where !name.isEmpty { place[name] = index }
    var columns: [Int] = []
    var read: [Int: Int] = [:]
    func reading(_ column: Int) -> Int {
      if let known = read[column] { return known }
      columns.append(column)
      read[column] = columns.count - 1
      return columns.count - 1
    }
    self.variables = variables
    factors = variables.map { name in
      if let column = place[name] { return [reading(column)] }
      let components = name.split(separator: ":").map(String.init)
      let found = components.compactMap { place[$0] }
      return components.count > 1 && found.count == components.count ? found.map(reading) : []
    }
    self.columns = columns
  }

  /// Throws what `DataTable.numbers(of:)` would for the first variable that cannot be used.
  func refuse(_ findings: RowStream.Findings, names: [String]) throws(DataError) {
    for isProduct in [true, false] {
      for (variable, places) in zip(variables, factors) where (places.count > 1) == isProduct {
        if places.isEmpty { throw DataError.unknownVariable(variable, among: names) }
        for place in places {
          let column = columns[place]
          if let text = findings.firstText[place] {
            throw DataError.notANumber(text.text, variable: names[column], line: text.line, column: column + 1)
          }
          if let infinite = findings.firstInfinite[place] {
            throw DataError.infinite(names[column], line: infinite.line, column: column + 1)
          }
        }
      }
    }
  }
}

/// What a block adds to the moments.
private struct CompleteRows: Sendable {
  var sums: MomentSums
  var missing: [Int]

  init(_ rows: RowBlock, _ plan: StreamedVariables) {
    let width = plan.columns.count
    let variableCount = plan.variables.count
    missing = [Int](repeating: 0, count: variableCount)
    let isPlain = plan.factors.enumerated().allSatisfy { $1 == [$0] }
    var complete: [Int] = []
    complete.reserveCapacity(rows.rowCount)
    var values = rows.values
    if !isPlain { values = Self.products(rows, plan) }
    let stride = isPlain ? width : variableCount
    for row in 0..<rows.rowCount {
      var isComplete = true
      for index in 0..<variableCount where values[row &* stride &+ index].isNaN {
        missing[index] += 1
        isComplete = false
      }
      if isComplete { complete.append(row) }
    }
    var elements = [Double](repeating: 0, count: complete.count * variableCount)
    for (position, row) in complete.enumerated() {
      for index in 0..<variableCount { elements[index &* complete.count &+ position] = values[row &* stride &+ index] }
    }
    sums = MomentSums.of(Matrix(rowCount: complete.count, columnCount: variableCount, columnMajor: elements))
  }

  /// The variables' values row by row.
  private static func products(_ rows: RowBlock, _ plan: StreamedVariables) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(rows.rowCount * plan.variables.count)
    for row in 0..<rows.rowCount {
      for places in plan.factors {
        values.append(places.reduce(1) { $0 * rows.values[row * plan.columns.count + $1] })
      }
    }
    return values
  }
}
