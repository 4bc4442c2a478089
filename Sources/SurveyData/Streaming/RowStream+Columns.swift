import Synchronization

extension RowStream {
  /// A table of some of the text's columns, whose cells are all numbers or missing, held compactly; the rest of the text is
  /// not kept.
  ///
  /// - Parameter textSize: bytes of the text, where they are known: so much room is made at once.
  /// - Returns: `nil` when reading was given up, and when a column holds text: it is for `DelimitedReader` then. The table's rows do
  ///   not know their lines.
  ///
  /// Throws what `DelimitedReader.read` throws, `unknown-variable`, or `infinite-value`.
  public mutating func numbers(
    of variables: [String], textSize: Int? = nil, threads: Int? = nil, progress: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) throws(DataError) -> DataTable? {
    let plan = StreamedVariables(variables, names: names)
    let width = plan.columns.count
    let read = Mutex((columns: [Numbers](repeating: Numbers([]), count: width), expected: 0))
    // Blocks have about as many rows as the first.
    let blockCount = (textSize ?? 0) / source.blockSize + 1
    let findings = run(columns: plan.columns, threads: threads, progress: progress) { rows in
      (0..<width).map { place in Numbers(compacting: (0..<rows.rowCount).map { rows.values[$0 &* width &+ place] }) }
    } take: { columns in
      read.withLock { read in
        if read.expected == 0 { read.expected = (columns.first?.count ?? 0) * blockCount }
        for place in columns.indices { read.columns[place].append(columns[place], expecting: read.expected) }
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
    for (column, numbers) in zip(plan.columns, read.withLock({ $0.columns })) {
      var read = Column(name: names[column], storage: .numbers(numbers))
      read.information = information.first { $0.name == read.name }?.information ?? read.information
      columns.append(read)
    }
    return DataTable(columns: columns, comments: comments)
  }
}
