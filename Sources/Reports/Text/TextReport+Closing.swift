import PathAnalysis

extension TextReport {
  /// What the columns and stars mean and how the intervals were made.
  static func legend(_ results: Results, width: Int) -> [TextLine] {
    var texts = ["b: unstandardised; β (r, std.): completely standardised. * p < .05, ** p < .01, *** p < .001"]
    var account = results.interval.account
    if results.interval.type == "monte-carlo" { account += " Other intervals: Wald." }
    if let error = largestError(results) { account += " Monte Carlo error of limits: at most \(error)." }
    texts.append(account)
    var lines = texts.flatMap { WrappedText.lines($0, width: width).map { TextLine($0) } }
    if results.interval.isInterrupted {
      let used = PrintedNumber.count(results.interval.used)
      let draws = PrintedNumber.count(results.interval.draws)
      lines += WrappedText.lines("INTERRUPTED: \(used) of \(draws) draws were done; the intervals rest on these.", width: width)
        .map { TextLine($0, .warning) }
    }
    return lines
  }

  /// The largest Monte Carlo error of any unstandardised limit.
  private static func largestError(_ results: Results) -> String? {
    let values = results.parameters.map(\.value) + results.effects.map(\.value)
    let errors = values.flatMap { [$0.lowerError, $0.upperError] }.compactMap { $0 }.filter(\.isFinite)
    return APANumber.order(errors.max())
  }

  /// Warnings and notes: what was added by default, dropped, assumed.
  static func notes(_ messages: [Message], width: Int) -> [TextLine] {
    let ordered = messages.filter { $0.severity == .warning } + messages.filter { $0.severity == .note }
    guard !ordered.isEmpty else { return [] }
    return [TextLine("Notes", .heading)]
      + ordered.flatMap { message in
        let isWarning = message.severity == .warning
        let words = isWarning ? "Warning: \(text(of: message))" : text(of: message)
        return WrappedText.lines(words, width: width, first: "  - ", rest: "    ").map {
          TextLine($0, isWarning ? .warning : .plain)
        }
      }
  }

  static func text(of message: Message) -> String {
    message.place.map { "\(message.text) (\($0))" } ?? message.text
  }

  /// The resolved choices, in order, as many in a line as fit: `likelihood: normal (n) | x: fixed | …`.
  static func conventions(_ results: Results, width: Int) -> [TextLine] {
    guard !results.conventions.isEmpty else { return [] }
    var lines: [String] = []
    for convention in results.conventions {
      let entry = "\(convention.name): \(convention.choice)"
      if let last = lines.last, last.displayWidth + entry.displayWidth + 3 <= width {
        lines[lines.count - 1] = "\(last) | \(entry)"
      } else {
        lines.append("  " + entry)
      }
    }
    let wrapped = lines.flatMap { line in
      line.displayWidth <= width ? [line] : WrappedText.lines(line, width: width, first: "  ", rest: "    ")
    }
    return [TextLine("Conventions", .heading)] + wrapped.map { TextLine($0) }
  }
}
