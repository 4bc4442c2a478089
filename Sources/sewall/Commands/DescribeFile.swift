import PathAnalysis
import Reports
import SurveyData

extension DescribeCommand {
  /// Lists the variables of a data file.
  func describeFile(_ given: CommandLineNames, _ console: Console) throws(Failure) -> ExitStatus {
    let console = console.with(analysis.output)
    if let refusal = formatRefusal.first { throw Failure(.wrongUsage, refusal.id, refusal.text, advice: refusal.advice) }
    if let name = given.first(otherThan: Self.optionsForFiles) {
      throw Failure(
        .wrongUsage, "not-of-describe", "describe has no use for --\(name) where it lists the variables of a data file",
        advice: "it describes a model's sample where a model is named: sewall describe MODEL")
    }
    let output = analysis.output.output.map(OutputFile.init)
    try output?.check()
    let file = DataFile(path: model, missingCodes: try missingCodes(), decimalComma: analysis.input.decimalComma)
    let (table, findings) = try file.read()
    let list = VariableList(dataName: file.name, table: table, messages: findings.map(\.message))
    let format = analysis.output.format ?? .text
    let text =
      switch format {
      case .json: VariableListReport.json(list, version: Sewall.version)
      case .csv: VariableListReport.csv(list)
      default:
        VariableListReport.text(
          list, width: console.terminal.width, colour: console.terminal.usesColour && output == nil)
      }
    if output != nil || format != .text { console.showApart(findings) }
    if let output { try output.write(text) } else { try console.write(text) }
    return .done
  }

  private static var optionsForFiles: Set<String> {
    ["missing-codes", "decimal-comma", "no-decimal-comma", "format", "output", "quiet", "verbose"]
  }

  private func missingCodes() throws(Failure) -> [Double] {
    var numbers: [Double] = []
    for text in analysis.input.missingCodes?.items ?? [] {
      guard let number = Double(text), number.isFinite else {
        throw Failure(.wrongUsage, "bad-number", "`missing-codes` takes numbers; `\(text)` is none")
      }
      numbers.append(number)
    }
    return numbers
  }
}
