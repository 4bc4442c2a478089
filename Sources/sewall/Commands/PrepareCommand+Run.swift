import PathAnalysis
import SurveyData

extension PrepareCommand {
  /// Reads, prepares and writes rows; nothing is fitted.
  func prepare(_ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    let output = analysis.output.output.map(OutputFile.init)
    let form = try form(of: analysis.output.output)
    try output?.check()
    try input.refuseWrongFrontMatter()
    let source = try DataSource.read(analysis.input, input)
    guard case .rows(let table) = source.content else {
      throw Failure(.wrongUsage, "no-rows", "moments have no rows to prepare", advice: "give the raw data: --data FILE")
    }
    guard table.rowCount > 0 else {
      throw Failure(.wrongInput, "no-rows", "no row remains after the preparation", place: source.name)
    }
    let bytes: [UInt8]
    do throws(DataError) {
      bytes = try form == .spss ? SPSSWriter.write(table) : DelimitedWriter.write(table, delimiter: form.delimiter)
    } catch {
      throw Failure(error.placed(in: table), in: analysis.output.output ?? "standard output")
    }
    console.show(source.findings)
    if let output { try output.write(bytes) } else { try console.write(String(decoding: bytes, as: UTF8.self)) }
    console.narrate("\(table.rowCount) rows of \(table.columns.count) variables written")
    return .done
  }

  /// What the ending of the output says; CSV goes to standard output.
  private func form(of path: String?) throws(Failure) -> RowsForm {
    guard let path else { return .comma }
    switch FilePath.ending(of: path) {
    case "csv", "txt": return .comma
    case "tsv", "tab": return .tab
    case "sav": return .spss
    case "zsav", "por", "dta", "sas7bdat", "xpt", "xlsx", "xls", "ods", "rds":
      throw Failure(
        .wrongUsage, "not-available", "`\(path)`: rows are written as .csv, .tsv or .sav",
        advice: "R, Stata and SAS read all three")
    default: return .comma
    }
  }
}

/// How rows are written.
private enum RowsForm {
  case comma, tab, spss

  var delimiter: UInt8 { self == .tab ? UInt8(ascii: "\t") : UInt8(ascii: ",") }
}
