/// What standard output and standard error are, and what may be shown on them.
struct Terminal: Sendable {
  var outputIsTerminal: Bool
  var errorIsTerminal: Bool
  /// Columns for text: the terminal's, `COLUMNS`, or 100.
  var width: Int
  /// Colour on standard output.
  var usesColour: Bool

  /// The process's own, with `NO_COLOR` and `TERM=dumb` respected.
  static func current() -> Terminal {
    let outputIsTerminal = TerminalCalls.isTerminal(SystemCalls.standardOutput)
    let wantsNone = !(SystemCalls.environment("NO_COLOR") ?? "").isEmpty || SystemCalls.environment("TERM") == "dumb"
    let declared = SystemCalls.environment("COLUMNS").flatMap { Int($0) }
    let width = (outputIsTerminal ? TerminalCalls.width(of: SystemCalls.standardOutput) : nil) ?? declared ?? 100
    return Terminal(
      outputIsTerminal: outputIsTerminal, errorIsTerminal: TerminalCalls.isTerminal(SystemCalls.standardError),
      width: min(max(width, 40), 400), usesColour: outputIsTerminal && !wantsNone)
  }
}
