import Synchronization

extension RowStream {
  /// A table of some of the text's columns, held compactly; the rest of the text is not kept.
  ///
  /// - Parameters:
  ///   - variables: columns whose cells are all numbers or missing.
  ///   - texts: columns that are read as text.
  ///   - textSize: bytes of the text, where they are known: so much room is made at once.
  /// - Returns: `nil` when reading was given up, and when one of the variables holds text (``textVariables``). The table's rows do
  ///   not know their lines.
  ///
  /// Throws what `DelimitedReader.read` throws, `unknown-variable`, or `infinite-value`.
  public mutating func columns(
    of variables: [String], texts: [String] = [], textSize: Int? = nil, threads: Int? = nil,
    progress: @escaping @Sendable (Int) -> Bool = { _ in true }
  ) throws(DataError) -> DataTable? {
    let plan = StreamedVariables(variables, names: names)
    let width = plan.columns.count
    let textColumns = texts.compactMap { names.firstIndex(of: $0) }
    let read = Mutex(
      (
        numbers: [Numbers](repeating: Numbers([]), count: width),
        texts: [TextColumn](repeating: TextColumn(), count: textColumns.count), expected: 0
      ))
    // Blocks have about as many rows as the first.
    let blockCount = (textSize ?? 0) / source.blockSize + 1
    let findings = run(columns: plan.columns, texts: textColumns, threads: threads, progress: progress) { rows in
      let numbers = (0..<width).map { place in
        Numbers(compacting: (0..<rows.rowCount).map { rows.values[$0 &* width &+ place] })
      }
      return (rows.rowCount, numbers, rows.texts)
    } take: { rowCount, numbers, texts in
      read.withLock { read in
        if read.expected == 0 { read.expected = rowCount * blockCount }
        for place in numbers.indices { read.numbers[place].append(numbers[place], expecting: read.expected) }
        for place in texts.indices { read.texts[place].append(texts[place], expecting: read.expected) }
      }
    }
    if findings.isStopped, findings.failure == nil { return nil }
    try refuse(findings)
    if let unknown = plan.variables.indices.first(where: { plan.factors[$0].isEmpty }) {
      throw DataError.unknownVariable(variables[unknown], among: names)
    }
    if !textVariables.isEmpty { return nil }
    try plan.refuse(findings, names: names)
    let (numbers, ownTexts) = read.withLock { ($0.numbers, $0.texts) }
    var columns: [(place: Int, column: Column)] = []
    for (place, numbers) in zip(plan.columns, numbers) {
      var column = Column(name: names[place], storage: .numbers(numbers))
      column.information = information.first { $0.name == column.name }?.information ?? column.information
      columns.append((place, column))
    }
    for (place, texts) in zip(textColumns, ownTexts) {
      columns.append((place, Column(name: names[place], storage: .text(texts.texts))))
    }
    return DataTable(columns: columns.sorted { $0.place < $1.place }.map(\.column), comments: comments)
  }
}
