import PathAnalysis
import SurveyData

extension DataFile {
  /// What reading block by block keeps of a long text; `nil` for a file that has to be read whole.
  ///
  /// Throws a failure with status 65 for wrong content, 66 for a file that cannot be read and 130 when interrupted.
  func streamed(
    _ stream: FileStream, _ streaming: DataStreaming, _ input: ModelInput
  ) throws(Failure) -> (contents: Contents, findings: [Finding])? {
    let start = try stream.first(DataStreaming.threshold + 1)
    guard start.count > DataStreaming.threshold, StatisticsFormat(content: start) == nil,
      path == "-" || StatisticsFormat(ending: FilePath.ending(of: path)) == nil
    else { return nil }
    // Where columns turn out to hold text, the file is read anew, which a pipe cannot be.
    if case .columns = streaming.keeping, stream.size == nil { return nil }
    var options = TextOptions(decimalComma: decimalComma ?? false, missingCodes: missingCodes)
    if decimalComma == nil { options.decimalComma = hasDecimalComma(start, streaming, options) }
    guard let outcome = try read(stream, streaming, options, input) else { return nil }
    guard case .failure(let error) = outcome else { return try? outcome.get() }
    // Decimal commas may begin further on.
    if decimalComma == nil, !options.decimalComma, error.id == "bad-number", stream.size != nil {
      options.decimalComma = true
      if case .success(let contents)? = try? read(FileStream(path, as: "data"), streaming, options, input) { return contents }
    }
    throw Failure(error, in: name)
  }

  /// What is kept, or what is wrong with the text; `nil` where it must be read whole.
  private func read(
    _ stream: FileStream, _ streaming: DataStreaming, _ options: TextOptions, _ input: ModelInput
  ) throws(Failure) -> Result<(contents: Contents, findings: [Finding]), DataError>? {
    var rows: RowStream
    do {
      rows = try RowStream(options: options) { stream.next($0) }
    } catch {
      try stream.finish()
      return .failure(error)
    }
    let steps = try input.steps()
    guard let variables = try needed(of: rows.names, streaming, steps, input) else { return nil }
    let bar = ProgressBar(total: stream.size ?? 0, unit: .bytes, isShown: streaming.showsProgress && stream.size != nil)
    let kept: Contents?
    do {
      kept = try keep(variables, of: &rows, size: stream.size, streaming, steps) { count in
        bar.advance(by: count)
        return !Interruption.isRequested
      }
    } catch {
      bar.finish()
      // A file that changes or cannot be read to its end looks like one that is wrong.
      try stream.finish()
      return .failure(error)
    }
    bar.finish()
    try stream.finish()
    if Interruption.isRequested {
      throw Failure(.interrupted, "interrupted", "interrupted while reading \(stream.name)")
    }
    guard let kept, !holdsDecimalCommas(kept, options) else {
      guard stream.size != nil, let again = streaming.holding(texts: rows.textVariables) else { return nil }
      return try read(FileStream(path, as: "data"), again, options, input)
    }
    let comma = options.decimalComma && decimalComma == nil ? [decimalCommaNote] : []
    return .success((kept, notes(on: rows.comments) + comma))
  }

  /// Whether a column of text may be one of numbers with a decimal comma, which the whole file tells.
  private func holdsDecimalCommas(_ contents: Contents, _ options: TextOptions) -> Bool {
    guard decimalComma == nil, !options.decimalComma, case .table(let table) = contents else { return false }
    return table.columns.contains { column in
      guard case .text(let texts) = column.storage else { return false }
      return Set(texts).contains { $0.map { $0.contains(",") && Double($0.replacing(",", with: ".")) != nil } ?? false }
    }
  }

  private func keep(
    _ variables: [String], of rows: inout RowStream, size: Int?, _ streaming: DataStreaming, _ steps: Preparation,
    progress: @escaping @Sendable (Int) -> Bool
  ) throws(DataError) -> Contents? {
    let threads = streaming.threads
    guard case .moments = streaming.keeping else {
      let texts = Set(streaming.texts)
      return try rows.columns(
        of: variables.filter { !texts.contains($0) }, texts: streaming.texts, textSize: size, threads: threads, progress: progress
      ).map(Contents.table)
    }
    var prepared: RowStream.PreparedMoments?
    let moments: StoredMoments?
    if steps.isEmpty {
      moments = try rows.moments(of: variables, source: name, threads: threads, progress: progress)
    } else {
      prepared = try rows.moments(of: variables, after: steps, source: name, threads: threads, progress: progress)
      moments = prepared?.moments
    }
    let columns = rows.information.map { name, information in
      var column = Column(name, [])
      column.information = information
      return column
    }
    return moments.map { .moments($0, columns: DataTable(columns: columns), prepared: prepared) }
  }

  /// The variables to be read; `nil` where one is not in the file, which whoever reads it whole will say.
  private func needed(
    of names: [String], _ streaming: DataStreaming, _ steps: Preparation, _ input: ModelInput
  ) throws(Failure) -> [String]? {
    if case .moments(let variables) = streaming.keeping {
      if steps.isEmpty { try input.refuseUnknown(variables, among: names, in: name) }
      return variables
    }
    return columns(of: names, streaming, steps, input)
  }

  /// The columns that the analysis and its preparation use; `nil` where one is not in the file.
  func columns(of names: [String], _ streaming: DataStreaming, _ steps: Preparation, _ input: ModelInput) -> [String]? {
    let known = Set(names)
    let prepared: [String]
    do { prepared = try steps.neededVariables(among: names) } catch { return nil }
    let all = (streaming.variables + input.mentionedVariables).flatMap { name in
      known.contains(name) ? [name] : name.split(separator: ":").map(String.init)
    }
    if steps.isEmpty,
      !streaming.variables.allSatisfy({ name in
        known.contains(name) || (name.contains(":") && name.split(separator: ":").allSatisfy { known.contains(String($0)) })
      })
    {
      return nil
    }
    let wanted = Set(all + prepared)
    return names.filter { wanted.contains($0) && !$0.isEmpty }
  }

  /// Whether the first rows have numbers in all variables only when their decimals are read as written with a comma.
  private func hasDecimalComma(_ start: [UInt8], _ streaming: DataStreaming, _ options: TextOptions) -> Bool {
    let rows = Array(start[..<((start.lastIndex(of: UInt8(ascii: "\n")) ?? start.count - 1) + 1)])
    func problem(_ options: TextOptions) -> DataError? {
      do {
        let text = TextPieces(rows)
        var stream = try RowStream(options: options) { text.next($0) }
        let variables = streaming.analysed.filter { stream.names.contains($0) }
        // With another delimiter there are other names.
        if variables.isEmpty { return DataError("bad-number", "") }
        _ = try stream.moments(of: variables, source: name, threads: streaming.threads)
        return nil
      } catch {
        return error
      }
    }
    guard problem(options)?.id == "bad-number" else { return false }
    var commaOptions = options
    commaOptions.decimalComma = true
    return problem(commaOptions).map { $0.id == "no-complete-cases" } ?? true
  }
}
