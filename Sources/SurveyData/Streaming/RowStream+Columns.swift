import Synchronization

extension RowStream {
  /// A table of some of the text's columns, whose cells are all numbers or missing; the rest of the text is not kept.
  ///
  /// - Returns: `nil` when reading was given up, and when a column holds text: it is for `DelimitedReader` then. The table's rows do
  ///   not know their lines.
  ///
  /// Throws what `DelimitedReader.read` throws, `unknown-variable`, or `infinite-value`.
  public mutating func numbers(
    of variables: [String], threads: Int? = nil, progress: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) throws(DataError) -> DataTable? {
    let plan = StreamedVariables(variables, names: names)
    let width = plan.columns.count
    let pieces = Mutex([[[Double]]](repeating: [], count: width))
    let findings = run(columns: plan.columns, threads: threads, progress: progress) { rows in
      (0..<width).map { place in (0..<rows.rowCount).map { rows.values[$0 &* width &+ place] } }
    } take: { columns in
      pieces.withLock { pieces in
        for place in columns.indices { pieces[place].append(columns[place]) }
      }
    }
    if findings.isStopped, findings.failure == nil { return nil }
    try refuse(findings)
    if let unknown = plan.variables.indices.first(where: { plan.factors[$0].isEmpty }) {
      throw DataError.unknownVariable(variables[unknown], among: names)
    }
    if findings.firstText.contains(where: { $0 != nil }) { return nil }
    try plan.refuse(findings, names: names)
    var columns: [Column] = []
    for (place, column) in plan.columns.enumerated() {
      // Column by column, so that no more than one is held twice.
      let own = pieces.withLock { pieces in
        defer { pieces[place] = [] }
        return pieces[place]
      }
      var values: [Double] = []
      values.reserveCapacity(findings.rowCount)
      for piece in own { values += piece }
      var read = Column(names[column], values)
      read.information = information.first { $0.name == read.name }?.information ?? read.information
      columns.append(read)
    }
    return DataTable(columns: columns, comments: comments)
  }
}
