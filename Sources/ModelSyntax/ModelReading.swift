/// The state of reading one model.
struct ModelReading {
  let source: SourceText
  private(set) var statements: [Statement] = []
  private var diagnostics: [Diagnostic] = []
  private var termCount = 0
  /// The names of statements that could not be read.
  private var excused: Set<String> = []

  init(_ source: SourceText) { self.source = source }

  mutating func read(_ document: ModelDocument) {
    if let mark = document.unclosedFrontMatter {
      diagnostics.append(
        Diagnostic(
          .error, "unclosed-front-matter", "the front matter that begins here is never closed", at: mark,
          advice: "end it with a line `---`"))
      return
    }
    guard isWithinLimits(document.bodyRange) else { return }
    let parts = StatementSplitter.statements(of: Lexer.tokens(of: source, in: document.bodyRange))
    guard !parts.isEmpty else {
      diagnostics.append(
        Diagnostic(
          .error, "empty-model", "the model has no statement",
          at: SourceRange(start: document.bodyRange.start, end: document.bodyRange.start),
          advice: "write for example `y ~ x`, or `x -> m -> y`"))
      return
    }
    guard parts.count <= SyntaxLimits.statementCount else {
      diagnostics.append(
        Diagnostic(
          .error, "too-many-statements", "\(parts.count) statements; at most \(SyntaxLimits.statementCount) are read",
          at: parts[SyntaxLimits.statementCount].first?.range))
      return
    }
    parse(parts)
    diagnostics += LabelCheck.diagnostics(for: statements, excusing: excused)
  }

  /// The findings in the order of the text, bounded in number.
  var sortedDiagnostics: [Diagnostic] {
    var sorted = diagnostics.enumerated().sorted {
      let (first, second) = ($0.element.range?.start ?? 0, $1.element.range?.start ?? 0)
      return first == second ? $0.offset < $1.offset : first < second
    }.map(\.element)
    guard sorted.count > SyntaxLimits.errorCount else { return sorted }
    let omitted = sorted.count - SyntaxLimits.errorCount
    sorted.removeLast(omitted)
    sorted.append(Diagnostic(.note, "more-errors", "\(omitted) further findings are not shown", advice: "correct the first ones"))
    return sorted
  }

  // MARK: Statements

  /// Statements with a single `<-` wait until the labels and variables of the others are known.
  private mutating func parse(_ parts: [[Token]]) {
    var results = [[Statement]](repeating: [], count: parts.count)
    var resolver = LeftArrowResolver()
    var waiting: [(index: Int, arrow: Int)] = []
    for (index, tokens) in parts.enumerated() {
      if let arrow = LeftArrowResolver.arrowIndex(tokens) {
        waiting.append((index, arrow))
      } else {
        results[index] = parse(tokens)
        resolver.learn(results[index])
      }
    }
    // Arrows with labels behind them teach what the others are about.
    for withLabel in [true, false] {
      for (index, arrow) in waiting where LeftArrowResolver.hasLabel(parts[index], arrow: arrow) == withLabel {
        results[index] = parse(parts[index], arrow: arrow, resolver)
        resolver.learn(results[index])
      }
    }
    for (index, tokens) in parts.enumerated() { add(results[index], of: tokens) }
  }

  private mutating func parse(_ tokens: [Token], arrow: Int, _ resolver: LeftArrowResolver) -> [Statement] {
    switch resolver.reading(of: tokens, arrow: arrow) {
    case .arrow: return parse(tokens)
    case .constraint: return parse(LeftArrowResolver.constraint(tokens, arrow: arrow))
    case .ambiguous:
      diagnostics.append(LeftArrowResolver.ambiguity(tokens, arrow: arrow, in: source))
      excused.formUnion(tokens.compactMap(\.name))
      return []
    }
  }

  private mutating func parse(_ tokens: [Token]) -> [Statement] {
    var parser = StatementParser(tokens, of: source)
    do throws(Diagnostic) {
      if !parser.isBlock {
        let invalid = tokens.compactMap(\.invalidity)
        if !invalid.isEmpty {
          diagnostics += invalid
          excused.formUnion(tokens.compactMap(\.writtenName))
          return []
        }
      }
      let statements = try parser.statements()
      diagnostics += parser.diagnostics
      return statements
    } catch {
      diagnostics.append(error)
      excused.formUnion(tokens.compactMap(\.writtenName))
      return []
    }
  }

  private mutating func add(_ more: [Statement], of tokens: [Token]) {
    termCount += more.count
    guard termCount <= SyntaxLimits.termCount else {
      if termCount - more.count <= SyntaxLimits.termCount {
        diagnostics.append(
          Diagnostic(
            .error, "too-many-terms", "the model has more than \(SyntaxLimits.termCount) relations", at: tokens.first?.range,
            advice: "write a smaller model"))
      }
      return
    }
    statements += more
  }

  // MARK: Limits

  private mutating func isWithinLimits(_ body: SourceRange) -> Bool {
    guard body.end - body.start <= SyntaxLimits.bodyLength else {
      diagnostics.append(
        Diagnostic(
          .error, "model-too-long", "a model of \(body.end - body.start) bytes; at most \(SyntaxLimits.bodyLength) are read",
          at: SourceRange(start: body.start, end: body.start), advice: "is this the model, or a data file?"))
      return false
    }
    var isWithin = true
    for number in 1...source.lineCount {
      let line = source.lineRange(number)
      guard line.start >= body.start, line.end - line.start > SyntaxLimits.lineLength else { continue }
      isWithin = false
      diagnostics.append(
        Diagnostic(
          .error, "line-too-long",
          "a line of \(source.text(in: line).count) characters; at most \(SyntaxLimits.lineLength) are read",
          at: SourceRange(start: line.start, end: line.start), advice: "break it after an operator such as `+`"))
    }
    return isWithin
  }
}

extension Token {
  fileprivate var invalidity: Diagnostic? {
    if case .invalid(let invalid) = kind { invalid.diagnostic(at: range) } else { nil }
  }

  /// A name, or a quoted label.
  fileprivate var writtenName: String? {
    switch kind {
    case .name(let name): name
    case .text(let text): text
    default: nil
    }
  }
}
