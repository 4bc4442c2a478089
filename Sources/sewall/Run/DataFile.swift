import PathAnalysis
import SurveyData

/// A data file that the user named, or standard input, read into a table whatever its format.
struct DataFile {
  var path: String
  var missingCodes: [Double] = []
  /// `nil`: tried where `variables` are no numbers otherwise.
  var decimalComma: Bool?
  /// The variables that should be numbers.
  var variables: [String] = []

  /// How messages call it.
  var name: String { path == "-" ? "standard input" : path }

  /// What was read of it.
  enum Contents {
    case table(DataTable)
    /// Of the complete rows, which were not kept; and what is known of the columns, without values, and of their preparation.
    case moments(StoredMoments, columns: DataTable, prepared: RowStream.PreparedMoments?)
  }

  /// The table, and what a reader should know of how it was read.
  ///
  /// Throws a failure with status 65 for wrong content and 66 for a file that is missing or unreadable.
  func read() throws(Failure) -> (table: DataTable, findings: [Finding]) {
    try refuseOtherFormats()
    return try readWhole(FileStream(path, as: "data", dashIsStandardInput: true)) { _ in nil }
  }

  /// The table, or the parts of it that are needed where the file is long.
  ///
  /// Throws as ``read()`` does, and a failure with status 130 when interrupted.
  func read(_ streaming: DataStreaming?, _ input: ModelInput) throws(Failure) -> (contents: Contents, findings: [Finding]) {
    try refuseOtherFormats()
    let stream = try FileStream(path, as: "data", dashIsStandardInput: true)
    if let streaming, let streamed = try streamed(stream, streaming, input) { return streamed }
    // What was streamed in vain must be read again; a pipe is not begun before it is known to do.
    let whole = stream.isBegun ? try FileStream(path, as: "data") : stream
    let steps = try input.steps()
    let (table, findings) = try readWhole(whole) { names in
      streaming.flatMap { columns(of: names, $0, steps, input) }
    }
    return (.table(table), findings)
  }

  /// - Parameter columns: of a long file's variables those that are needed; `nil`: all.
  private func readWhole(
    _ stream: FileStream, columns: ([String]) -> [String]?
  ) throws(Failure) -> (table: DataTable, findings: [Finding]) {
    let bytes = try InputFile.whole(stream, as: "data")
    do {
      let (table, findings) = try read(bytes, columns: columns)
      return (table, notes(on: table.comments) + findings)
    } catch {
      throw Failure(error, in: name)
    }
  }

  private func read(
    _ bytes: [UInt8], columns: ([String]) -> [String]?
  ) throws(DataError) -> (table: DataTable, findings: [Finding]) {
    if let format = StatisticsFormat(content: bytes) {
      // A file whose names cannot be read says why when it is read itself.
      let names = bytes.count > DataStreaming.threshold ? try? StatisticsReader.names(bytes, as: format) : nil
      return try read(bytes, as: format, columns: names.flatMap(columns))
    }
    try refuseAsText(bytes)
    return try readText(bytes)
  }

  // MARK: Statistics files

  private func read(
    _ bytes: [UInt8], as format: StatisticsFormat, columns: [String]?
  ) throws(DataError) -> (table: DataTable, findings: [Finding]) {
    let contents = try StatisticsReader.read(
      bytes, as: format, options: StatisticsReader.Options(missingCodes: missingCodes, columns: columns.map { Set($0) }))
    var findings: [Finding] = []
    let ending = FilePath.ending(of: path)
    if path != "-", StatisticsFormat(ending: ending) != format {
      findings.append(
        Finding(
          .warning, "wrong-ending", "`\(path)` is a file of \(format.program), and is read as one", place: name,
          advice: "rename it so that it ends in .\(format.rawValue)"))
    }
    if contents.hasGuessedEncoding {
      findings.append(
        Finding(
          .warning, "encoding", "its texts are not in the encoding that it names; they are read as Windows-1252", place: name))
    }
    return (contents.table, findings)
  }

  // MARK: Text

  /// A file that is named as a statistics package's and is none, or text that no reader of text should be given.
  private func refuseAsText(_ bytes: [UInt8]) throws(DataError) {
    guard let format = StatisticsFormat(ending: FilePath.ending(of: path)), path != "-" else { return }
    let isText = !bytes.prefix(4096).contains(0) && String(validating: bytes, as: UTF8.self) != nil
    throw DataError(
      "wrong-ending", "this is no \(format.program) file, though its name ends in .\(FilePath.ending(of: path))",
      advice: isText
        ? "it is text: if it is CSV, rename it so that it ends in .csv" : "it is damaged, or of another program; export it again")
  }

  /// The table; read again with decimal commas where only so the variables are numbers.
  private func readText(_ bytes: [UInt8]) throws(DataError) -> (table: DataTable, findings: [Finding]) {
    let options = TextOptions(decimalComma: decimalComma ?? false, missingCodes: missingCodes)
    let table = try DelimitedReader.read(bytes, options: options)
    guard decimalComma == nil, variables.contains(where: { isText(table[$0]) }) else { return (table, []) }
    var commaOptions = options
    commaOptions.decimalComma = true
    guard let other = try? DelimitedReader.read(bytes, options: commaOptions) else { return (table, []) }
    if let mixture = mixedDecimals(table, other) { throw mixture }
    guard variables.allSatisfy({ table[$0] == nil || (other[$0] != nil && !isText(other[$0])) }) else { return (table, []) }
    return (other, [decimalCommaNote])
  }

  /// Of two variables one has numbers with decimal points alone, the other with commas alone.
  private func mixedDecimals(_ withPoint: DataTable, _ withComma: DataTable) -> DataError? {
    let isNumber = { (table: DataTable, name: String) in table[name] != nil && !isText(table[name]) }
    let inBoth = variables.filter { withPoint[$0] != nil && withComma[$0] != nil }
    guard let comma = inBoth.first(where: { !isNumber(withPoint, $0) && isNumber(withComma, $0) }),
      let point = inBoth.first(where: { isNumber(withPoint, $0) && !isNumber(withComma, $0) })
    else { return nil }
    return DataError(
      "mixed-decimals", "the decimals of `\(comma)` are written with a comma, those of `\(point)` with a point",
      advice: "write all of them the same way")
  }

  func notes(on comments: [String]) -> [Finding] {
    comments.map { Finding(.note, "data-comment", "The data file says: \($0)", place: name) }
  }

  var decimalCommaNote: Finding {
    Finding(.note, "decimal-comma", "Decimals are read as written with a comma", place: name)
  }

  private func isText(_ column: Column?) -> Bool {
    if case .text? = column?.storage { return true }
    return false
  }

  // MARK: Other programs

  private static let otherFormats: [String: (program: String, advice: String)] = [
    "xlsx": ("Excel", "in Excel: File, Save As, CSV UTF-8"),
    "xls": ("Excel", "in Excel: File, Save As, CSV UTF-8"),
    "ods": ("LibreOffice Calc", "in LibreOffice: File, Save As, Text CSV"),
    "rds": ("R", "in R: write.csv(readRDS(\"data.rds\"), \"data.csv\", row.names = FALSE)"),
    "rdata": ("R", "in R: load it, then write.csv(data, \"data.csv\", row.names = FALSE)"),
    "rda": ("R", "in R: load it, then write.csv(data, \"data.csv\", row.names = FALSE)"),
    "jasp": ("JASP", "in JASP: File, Export Data, CSV"),
    "omv": ("jamovi", "in jamovi: Export, as .csv or .sav"),
    "sas7bcat": ("SAS's value labels", "name the .sas7bdat file with the data"),
    "feather": ("Arrow", "export the data as CSV"),
    "parquet": ("Parquet", "duckdb -csv -c \"select * from 'data.parquet'\" | sewall … --data -"),
    "sqlite": ("SQLite", "sqlite3 -csv -header data.sqlite \"select …\" | sewall … --data -"),
    "db": ("SQLite", "sqlite3 -csv -header data.db \"select …\" | sewall … --data -"),
  ]

  private func refuseOtherFormats() throws(Failure) {
    guard path != "-", let other = Self.otherFormats[FilePath.ending(of: path)] else { return }
    throw Failure(
      .wrongInput, "not-available", "`\(path)`: files of \(other.program) are not read",
      advice: "export it as CSV: \(other.advice)")
  }
}
