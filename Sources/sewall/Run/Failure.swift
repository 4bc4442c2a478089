import ModelSyntax
import PathAnalysis
import SurveyData

/// A finding with the text that standard error shows for it; for a place in a model file, with its line and a caret.
struct Finding: Sendable {
  var message: Message
  var text: String

  init(_ severity: Message.Severity, _ id: String, _ text: String, place: String? = nil, advice: String? = nil) {
    message = Message(severity, id, advice.map { "\(text) (\($0))" } ?? text, place: place)
    let start = place.map { "\($0): " } ?? "sewall: "
    self.text = "\(start)\(severity.rawValue): \(text) [\(id)]" + (advice.map { "\n  = \($0)" } ?? "")
  }

  /// Wrong usage, with ArgumentParser's text that ends in the usage line.
  init(wrongUsage text: String, usage: String) {
    message = Message(.error, "wrong-usage", text)
    self.text = usage
  }

  /// - Parameter showsLine: with the line of the source and its caret.
  init(_ diagnostic: Diagnostic, in source: SourceText, showsLine: Bool = true) {
    let severity: Message.Severity =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    let place = diagnostic.range.map { range in
      let (line, column) = source.position(of: range.start)
      return "\(source.name):\(line):\(column)"
    }
    message = Message(
      severity, diagnostic.id, diagnostic.advice.map { "\(diagnostic.message) (\($0))" } ?? diagnostic.message,
      place: place ?? source.name)
    text = diagnostic.rendered(in: source, showsLine: showsLine)
  }

  var isError: Bool { message.severity == .error }
}

/// Why a run ends without a result: what was found, and the exit status.
struct Failure: Error, Sendable {
  var status: ExitStatus
  var findings: [Finding]

  init(_ status: ExitStatus, _ findings: [Finding]) {
    self.status = status
    self.findings = findings
  }

  init(_ status: ExitStatus, _ id: String, _ text: String, place: String? = nil, advice: String? = nil) {
    self.init(status, [Finding(.error, id, text, place: place, advice: advice)])
  }

  /// What is wrong with a data file, with the file's name.
  init(_ error: DataError, in file: String) {
    let line = error.isRow ? nil : error.line
    let place = [file, line.map(String.init), line == nil ? nil : error.column.map(String.init)]
    let row = error.isRow ? error.line.map { "row \($0): " } ?? "" : ""
    self.init(
      .wrongInput, error.id, row + error.message, place: place.compactMap { $0 }.joined(separator: ":"), advice: error.advice)
  }
}
