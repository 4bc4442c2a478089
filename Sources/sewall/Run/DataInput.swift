import PathAnalysis
import SurveyData

/// Raw data: the file that the options name, and the preparation of the front matter.
struct DataInput {
  var path: String
  var missingCodes: CommaList?
  /// `nil`: tried where the model's variables are no numbers otherwise.
  var decimalComma: Bool?
  var input: ModelInput

  /// How it may be read where it is long; `nil` where any column may be needed.
  var streaming: DataStreaming?

  func read() throws(Failure) -> DataSource {
    let file = DataFile(
      path: path, missingCodes: try missingNumbers(), decimalComma: decimalComma, variables: input.mentionedVariables)
    let (contents, findings) = try file.read(streaming, input)
    let table: DataTable
    switch contents {
    case .moments(let moments, let columns, let prepared):
      let used = Set(input.mentionedVariables + input.preparationVariables(of: columns))
      let notes = columns.informationFindings(of: used, file: file.name) + input.findings(of: prepared?.reports ?? [])
      return DataSource(
        content: .stored(moments), name: file.name, findings: findings + notes,
        preparation: prepared.map { DataSource.Preparation(rowsRead: $0.rowsRead, reports: $0.reports) })
    case .table(let whole): table = whole
    }
    var prepared = try input.prepared(table, from: file.name)
    if prepared.content.table.rowCount > CaseRows.blockLength { prepared.content.table = prepared.content.table.compacted }
    let used = Set(input.mentionedVariables + input.preparationVariables(of: table))
    return DataSource(
      content: .rows(prepared.content.table), name: file.name,
      findings: findings + table.informationFindings(of: used, file: file.name) + prepared.findings
        + prepared.content.table.sizeFindings(file: file.name),
      preparation: DataSource.Preparation(rowsRead: table.rowCount, prepared.content))
  }

  private func missingNumbers() throws(Failure) -> [Double] {
    var numbers: [Double] = []
    for text in missingCodes?.items ?? [] {
      guard let number = Double(text), number.isFinite else {
        throw input.failure(option: "missing-codes", "bad-number", "`missing-codes` takes numbers; `\(text)` is none")
      }
      numbers.append(number)
    }
    return numbers
  }
}

extension DataTable {
  /// How much is held of a long file.
  func sizeFindings(file: String) -> [Finding] {
    let (held, full) = byteCounts
    guard full > DataStreaming.threshold else { return [] }
    func megabytes(_ bytes: Int) -> String { "\(Int((Double(bytes) / 1e6).rounded())) MB" }
    let size = held < full ? "compactly and without loss: \(megabytes(held)) in place of \(megabytes(full))" : megabytes(full)
    return [
      Finding(.note, "rows-held", "\(rowCount) rows of \(columns.count) variables are held in memory, \(size)", place: file)
    ]
  }

  /// Notes on the variables that are used: which answers were declared missing, and which numbers are dates.
  func informationFindings(of used: Set<String>, file: String) -> [Finding] {
    let columns = columns.filter { used.contains($0.name) }
    var findings: [Finding] = []
    let missing = columns.filter { !$0.information.declaredMissing.isEmpty }
    if !missing.isEmpty {
      let counts = missing.map { column in
        let codes = column.information.declaredMissing.sorted { $0.key < $1.key }
        return "\(column.name) \(codes.reduce(0) { $0 + $1.value }) (\(codes.map(\.key).joined(separator: ", ")))"
      }
      findings.append(
        Finding(.note, "declared-missing", "Answers declared missing: \(Self.list(counts, noun: "variable"))", place: file))
    }
    var byOrigin: [(origin: String, names: [String])] = []
    for column in columns {
      guard case .date(let origin) = column.information.format else { continue }
      if let known = byOrigin.firstIndex(where: { $0.origin == origin }) {
        byOrigin[known].names.append(column.name)
      } else {
        byOrigin.append((origin, [column.name]))
      }
    }
    if !byOrigin.isEmpty {
      let words = byOrigin.map { "\(Self.list($0.names, noun: "variable")) in \($0.origin)" }
      findings.append(Finding(.note, "dates", "Dates are numbers: \(words.joined(separator: "; "))", place: file))
    }
    return findings
  }

  /// At most twelve, and how many more.
  private static func list(_ items: [String], noun: String) -> String {
    let rest = items.count - 12
    let shown = items.prefix(12).joined(separator: ", ")
    return rest > 0 ? "\(shown) and \(rest) more \(noun)\(rest == 1 ? "" : "s")" : shown
  }
}
