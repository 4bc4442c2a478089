import PathAnalysis
import SurveyData

/// Raw data: a delimited text file, or standard input.
struct DataInput {
  var path: String
  var missingCodes: CommaList?
  /// `nil`: tried where the model's variables are no numbers otherwise.
  var decimalComma: Bool?
  var input: ModelInput

  func read() throws(Failure) -> DataSource {
    try refuseOtherFormats()
    let bytes = try InputFile.read(path, as: "data", dashIsStandardInput: true)
    let options = TextOptions(decimalComma: decimalComma ?? false, missingCodes: try missingNumbers())
    let name = path == "-" ? "standard input" : path
    let (table, hasDecimalComma): (DataTable, Bool)
    do {
      (table, hasDecimalComma) = try read(bytes, options, input.mentionedVariables)
    } catch {
      throw Failure(error, in: name)
    }
    var findings = table.comments.map { Finding(.note, "data-comment", "The data file says: \($0)", place: name) }
    if hasDecimalComma {
      findings.append(Finding(.note, "decimal-comma", "Decimals are read as written with a comma", place: name))
    }
    let prepared = try input.prepared(table, from: name)
    return DataSource(
      content: .rows(prepared.content.table), name: name, findings: findings + prepared.findings,
      preparation: DataSource.Preparation(rowsRead: table.rowCount, prepared.content))
  }

  /// The table; read again with decimal commas where only so the model's variables are numbers.
  private func read(
    _ bytes: [UInt8], _ options: TextOptions, _ variables: [String]
  ) throws(DataError) -> (table: DataTable, hasDecimalComma: Bool) {
    let table = try DelimitedReader.read(bytes, options: options)
    guard decimalComma == nil, variables.contains(where: { isText(table[$0]) }) else { return (table, false) }
    var commaOptions = options
    commaOptions.decimalComma = true
    guard let other = try? DelimitedReader.read(bytes, options: commaOptions),
      variables.allSatisfy({ table[$0] == nil || (other[$0] != nil && !isText(other[$0])) })
    else { return (table, false) }
    return (other, true)
  }

  private func isText(_ column: Column?) -> Bool {
    if case .text? = column?.storage { return true }
    return false
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

  private func refuseOtherFormats() throws(Failure) {
    let ending = FilePath.ending(of: path)
    let other = [
      "sav": "SPSS", "zsav": "SPSS", "por": "SPSS", "dta": "Stata", "sas7bdat": "SAS", "xpt": "SAS", "xlsx": "Excel",
      "xls": "Excel",
      "ods": "spreadsheet", "rds": "R", "rdata": "R", "jasp": "JASP", "omv": "jamovi",
    ]
    guard path != "-", let kind = other[ending] else { return }
    throw Failure(
      .wrongInput, "not-available", "`\(path)`: \(kind) files are not available yet: sewall reads CSV and TSV so far",
      advice: "save the data as CSV")
  }
}
