import PathAnalysis
import Reports

/// Where a run's words go: results to standard output, findings and progress to standard error.
struct Console: Sendable {
  var terminal: Terminal
  /// Errors appear on standard output too, as `sewall.error/1`.
  var writesJSON: Bool
  var isQuiet = false
  var isVerbose = false

  init(terminal: Terminal, writesJSON: Bool) {
    self.terminal = terminal
    self.writesJSON = writesJSON
  }

  func with(_ options: OutputOptions) -> Console {
    var console = self
    console.writesJSON = options.format == .json
    console.isQuiet = options.quiet
    console.isVerbose = options.verbose
    return console
  }

  /// Prints results. A reader that has gone away is no error.
  ///
  /// Throws a failure with status 74.
  func write(_ text: String) throws(Failure) {
    do {
      try SystemCalls.writeAll(Array(text.utf8), to: SystemCalls.standardOutput)
    } catch {
      if error == .closedPipe { return }
      throw Failure(.writingFailed, "writing-failed", "writing to standard output failed: \(error.text)")
    }
  }

  /// Says something on standard error; when even that fails there is nobody to tell.
  func say(_ text: String) {
    try? SystemCalls.writeAll(Array((text + "\n").utf8), to: SystemCalls.standardError)
  }

  /// With `--verbose`.
  func narrate(_ text: @autoclosure () -> String) {
    if isVerbose { say("sewall: " + text()) }
  }

  /// Shows findings; with `--quiet` only errors.
  func show(_ findings: [Finding]) {
    for finding in findings where finding.isError || !isQuiet { say(finding.text) }
  }

  /// Shows what a report that nobody reads at once holds: errors and warnings, notes with `--verbose`.
  func showApart(_ findings: [Finding]) {
    show(findings.filter { $0.message.severity != .note || isVerbose })
  }

  /// Says why a run ends, on standard output too where a program reads it.
  func report(_ failure: Failure) -> ExitStatus {
    show(failure.findings)
    if writesJSON {
      do { try write(JSONReport.error(messages: failure.findings.map(\.message))) } catch { show(error.findings) }
    }
    return failure.status
  }
}
