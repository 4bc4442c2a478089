import ModelSyntax
import PathAnalysis
import Reports
import SurveyData

extension MomentsCommand {
  func runWithOrWithoutModel(arguments: [String], console: Console) throws(Failure) -> ExitStatus {
    var input = try own.modelFile.map { path throws(Failure) in try ModelInput.read(path) } ?? .withoutModel
    let command = try input.settle(self, arguments: arguments, commandLine: CommandLineNames(arguments))
    return try command.execute(input, console.with(command.analysis.output))
  }

  /// Reads, prepares, sums and writes.
  func sum(_ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    if let format = analysis.output.format, format != .json {
      throw Failure(.wrongUsage, "not-available", "moments are written as JSON, not as \(format.rawValue)")
    }
    let output = analysis.output.output.map(OutputFile.init)
    try output?.check()
    let given = analysis.input
    let source = try DataInput(
      path: own.data, missingCodes: given.missingCodes, decimalComma: given.decimalComma, input: input,
      streaming: streaming(input, console)
    ).read()
    let moments = try moments(of: source, input)
    console.showApart(source.findings)
    if moments.rowsUsed < moments.rowsRead { console.show([droppedRows(moments)]) }
    let text = MomentsReport.json(moments, version: Sewall.version)
    if let output { try output.write(text) } else { try console.write(text) }
    return .done
  }

  /// A long file is summed without being held where the variables are known beforehand.
  private func streaming(_ input: ModelInput, _ console: Console) -> DataStreaming? {
    guard analysis.specification.group == nil else { return nil }
    if let variables = own.variables {
      let names = variables.items.unique
      return DataStreaming(
        keeping: .moments(of: names), analysed: names, threads: analysis.intervals.threads,
        showsProgress: console.terminal.errorIsTerminal && !console.isQuiet)
    }
    return own.modelFile == nil ? nil : DataStreaming(summing: analysis, input, console)
  }

  private func moments(of source: DataSource, _ input: ModelInput) throws(Failure) -> StoredMoments {
    if case .stored(let moments) = source.content { return moments }
    guard case .rows(let table) = source.content else {
      throw Failure(.wrongInput, "no-rows", "there are no rows to sum", place: source.name)
    }
    let group = analysis.specification.group
    let variables = try variables(of: table, in: source, input)
    guard !variables.isEmpty else {
      throw Failure(.wrongInput, "no-variables", "no variable holds numbers", place: source.name)
    }
    if own.modelFile != nil { try input.refuseUnknown(variables, among: table.names, in: source.name) }
    do {
      return try StoredMoments(of: table, variables: variables, by: group, source: source.name)
    } catch {
      throw Failure(error, in: source.name)
    }
  }

  private func variables(of table: DataTable, in source: DataSource, _ input: ModelInput) throws(Failure) -> [String] {
    if let variables = own.variables { return variables.items.unique }
    if own.modelFile != nil {
      let groupCount = try source.groups(by: analysis.specification.group, input).count
      return try input.table(analysis.modelOptions, groupCount: groupCount).table.allObservedVariables
    }
    return table.columns.filter { column in
      if case .numbers = column.storage { return !column.name.isEmpty && column.name != analysis.specification.group }
      return false
    }.map(\.name)
  }

  private func droppedRows(_ moments: StoredMoments) -> Finding {
    let missing = moments.missingByVariable.filter { $0.count > 0 }.map { "\($0.name) \($0.count)" }
    let details = missing.isEmpty ? "" : " (missing: \(missing.joined(separator: ", ")))"
    return Finding(
      .warning, "rows-dropped",
      "\(moments.rowsRead) rows read, \(moments.rowsRead - moments.rowsUsed) dropped\(details), \(moments.rowsUsed) summed.")
  }
}

extension ModelInput {
  /// No statements and no front matter.
  fileprivate static var withoutModel: ModelInput {
    ModelInput(ModelDocument(SourceText(name: "", text: "")))
  }
}

extension [String] {
  /// Each once, in order of first appearance.
  fileprivate var unique: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
