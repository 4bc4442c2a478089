import PathAnalysis
import Reports

/// Where a fit's results go: the report, and the figure if one was asked for.
struct Outputs: Sendable {
  private let format: OutputFormat
  private let report: OutputFile?
  private let figure: OutputFile?
  private let factorScores: OutputFile?

  /// Finds out before the work whether the files can be made.
  ///
  /// Throws a failure with status 73.
  init(_ options: OutputOptions) throws(Failure) {
    format = options.format ?? .text
    report = options.output.map(OutputFile.init)
    figure = options.figure.map(OutputFile.init)
    factorScores = options.factorScores.map(OutputFile.init)
    try report?.check()
    try figure?.check()
    try factorScores?.check()
  }

  /// The report says what there is to say, unless it is read by a program or from a file.
  var hidesMessages: Bool { format != .text || report != nil }

  func write(_ results: Results, _ console: Console) throws(Failure) {
    let text = render(results, console)
    if let report { try report.write(text) } else { try console.write(text) }
    try figure?.write(SVGFigure.render(results))
    if let scores = results.factorScores { try factorScores?.write(FactorScoreReport.render(scores)) }
  }

  private func render(_ results: Results, _ console: Console) -> String {
    switch format {
    case .json: JSONReport.render(results, version: Sewall.version)
    case .csv: CSVReport.render(results)
    default:
      TextReport.render(
        results, width: console.terminal.width, colour: console.terminal.usesColour && report == nil)
        + (results.converged ? "\nFigure\n" + TerminalFigure.render(results, width: console.terminal.width) : "")
    }
  }
}

extension Finding {
  /// A finding of the analysis.
  init(_ message: Message) {
    self.init(message.severity, message.id, message.text, place: message.place)
  }
}
