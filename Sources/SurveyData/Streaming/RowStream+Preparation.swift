import LinearAlgebra
import Synchronization

extension RowStream {
  /// What a preparation that looks at one row at a time leaves of a text's rows.
  public struct PreparedMoments: Sendable {
    /// Of the complete rows; `rowsRead` counts those that the preparation kept.
    public var moments: StoredMoments
    public var reports: [StepReport]
    /// Rows of the text.
    public var rowsRead: Int
  }

  /// The moments of the complete rows over `variables` after a preparation, without keeping a row.
  ///
  /// - Precondition: the preparation is row by row (``Preparation/isRowwise``).
  /// - Returns: `nil` when reading was given up; and where the whole table has to say what is wrong, or to read text: a column that is
  ///   needed holds text, a step fails, or no row is left.
  ///
  /// Throws what `DelimitedReader.read` throws.
  public mutating func moments(
    of variables: [String], after preparation: Preparation, source: String, threads: Int? = nil,
    progress: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) throws(DataError) -> PreparedMoments? {
    let known = Set(names)
    guard let needed = try? preparation.neededVariables(among: names) else { return nil }
    let wanted = Set(needed + variables.flatMap { [$0] + $0.split(separator: ":").map(String.init) })
    let columns = names.indices.filter { !names[$0].isEmpty && wanted.contains(names[$0]) && known.contains(names[$0]) }
    let (columnNames, width) = (columns.map { names[$0] }, columns.count)
    let total = Mutex(PreparedRows?.none)
    let hasFailed = Mutex(false)
    let findings = run(columns: columns, threads: threads, progress: progress) { rows in
      let table = DataTable(
        columns: (0..<width).map { place in
          Column(columnNames[place], (0..<rows.rowCount).map { rows.values[$0 &* width &+ place] })
        })
      return PreparedRows(table, preparation, variables)
    } take: { part in
      guard let part else { return hasFailed.withLock { $0 = true } }
      total.withLock { total in if total?.add(part) == nil { total = part } }
    }
    if findings.isStopped, findings.failure == nil { return nil }
    try refuse(findings)
    guard !hasFailed.withLock({ $0 }), findings.firstText.allSatisfy({ $0 == nil }),
      findings.firstInfinite.allSatisfy({ $0 == nil }), let rows = total.withLock({ $0 })
    else { return nil }
    let sums = rows.tree.total
    guard sums.count > 0 else { return nil }
    let moments = StoredMoments(
      variables: variables, groups: [.init(label: "", sums: sums, missing: rows.missing)], rowsRead: rows.rowCount,
      sources: [source])
    return PreparedMoments(
      moments: moments, reports: preparation.reports(of: rows.tallies), rowsRead: findings.rowCount)
  }
}

/// The moments of some prepared rows, and what the steps did to them.
private struct PreparedRows: Sendable {
  var tree: MomentTree
  var missing: [Int]
  var rowCount: Int
  var tallies: [StepTally]
  private var last: MomentSums

  /// `nil` where a step fails or a variable cannot be computed.
  init?(_ chunk: DataTable, _ preparation: Preparation, _ variables: [String]) {
    guard let (table, tallies) = try? preparation.apply(toChunk: chunk, firstCase: 1) else { return nil }
    self.tallies = tallies
    rowCount = table.rowCount
    let plan = StreamedVariables(variables, names: table.names)
    guard !plan.factors.contains([]) else { return nil }
    var columns: [[Double]] = []
    for column in plan.columns {
      guard let values = try? table.numbers(of: table.names[column]) else { return nil }
      columns.append(values)
    }
    let values = plan.factors.map { places in
      places.count == 1 ? columns[places[0]] : (0..<table.rowCount).map { row in places.reduce(1) { $0 * columns[$1][row] } }
    }
    guard !values.contains(where: { $0.contains { $0.isInfinite } }) else { return nil }
    missing = values.map { $0.count { $0.isNaN } }
    let complete = (0..<table.rowCount).filter { row in values.allSatisfy { !$0[row].isNaN } }
    last = MomentSums.of(
      Matrix(
        rowCount: complete.count, columnCount: variables.count,
        columnMajor: values.flatMap { values in complete.map { values[$0] } }))
    tree = MomentTree(variableCount: variables.count)
    tree.add(last)
  }

  /// Adds the rows that follow.
  mutating func add(_ next: PreparedRows) {
    tree.add(next.last)
    missing = zip(missing, next.missing).map { $0 + $1 }
    rowCount += next.rowCount
    for index in tallies.indices { tallies[index].add(next.tallies[index]) }
  }
}
