import ArgumentParser
import ModelSyntax
import PathAnalysis
import SurveyData

/// A model file as read: its front matter, its statements, and what was found so far.
struct ModelInput: Sendable {
  let document: ModelDocument
  let frontMatter: FrontMatter
  /// Ordered as found; an error ends the run once all have been collected.
  private(set) var diagnostics: [Diagnostic] = []
  /// Options of the command line that are refused.
  private var refused: [Finding] = []
  /// Where in the front matter each option that it gives stands.
  private var places: [String: SourceRange] = [:]
  /// Options of the command line by name.
  private var commandLine = CommandLineNames([])
  /// Keys of the front matter that data or moments of the command line replace.
  private(set) var ignoredKeys: [String] = []

  /// The steps between file and sample; where its diagnostics have errors, those that could be read.
  private(set) var preparation: Preparation
  let preparationIsWrong: Bool
  /// Conditions of the command line in place of the front matter's.
  private(set) var commandLineFilters: [String] = []

  var source: SourceText { document.source }

  static func read(_ path: String) throws(Failure) -> ModelInput {
    ModelInput(ModelDocument(try InputFile.readText(path, as: "model")))
  }

  init(_ document: ModelDocument) {
    self.document = document
    (frontMatter, diagnostics) = FrontMatterReader.read(document)
    diagnostics += frontMatter.ownDiagnostics + frontMatter.corrections.diagnostics
    let (steps, found) = frontMatter.preparation(in: document.source)
    preparation = steps
    preparationIsWrong = found.contains { $0.severity == .error }
    // What YAML cannot read is reported once.
    let places = Set(diagnostics.compactMap { $0.range?.start })
    diagnostics += found.filter { diagnostic in diagnostic.range.map { !places.contains($0.start) } ?? true }
  }

  /// The command with the front matter's options where the command line has none.
  ///
  /// Throws a failure with status 64 when a value of the command line means nothing.
  mutating func settle<Command: ModelCommand>(
    _ given: Command, arguments: [String], commandLine: CommandLineNames
  ) throws(Failure) -> Command {
    let (options, findings) = frontMatter.arguments(file: source.name)
    diagnostics += findings
    let replaced =
      (commandLine.namesSample ? FrontMatterKeys.sample : []) + (commandLine.namesMoments ? FrontMatterKeys.ofCases : [])
    ignoredKeys = options.map(\.key).filter { replaced.contains($0) && !commandLine.contains($0) }
    let used = options.filter { !commandLine.contains($0.key) && !replaced.contains($0.key) }
    for option in used { places[option.key] = option.range }
    self.commandLine = commandLine
    let command = joined(given, used, arguments)
    try refuse(command.analysis.refusals + command.formatRefusal)
    diagnostics += try diagnostics(on: command.analysis.idleOptions)
    if commandLine.contains("missing-codes") { preparation.missingCodes = [] }
    commandLineFilters = command.analysis.input.filters
    try refuseFilters()
    return command
  }

  /// Parses the front matter's options before the command line's; a value that cannot be read is reported where it stands.
  private mutating func joined<Command: ModelCommand>(
    _ given: Command, _ options: [FrontMatter.Arguments], _ arguments: [String]
  ) -> Command {
    if options.isEmpty { return given }
    if let command = try? Command.parse(options.flatMap(\.texts) + arguments) { return command }
    var good: [String] = []
    for option in options {
      do {
        _ = try Command.parse(option.texts + [given.model])
        good += option.texts
      } catch {
        diagnostics.append(Diagnostic(.error, "wrong-value", Self.reason(Command.message(for: error)), at: option.range))
      }
    }
    return (try? Command.parse(good + arguments)) ?? given
  }

  /// Without the words about the command line, where ArgumentParser gives a reason behind them.
  private static func reason(_ message: String) -> String {
    let parts = message.split(separator: ">': ", maxSplits: 1)
    return parts.count == 2 ? String(parts[1]) : message
  }

  /// Whether the front matter gives an option, and the command line does not.
  func givesOption(_ name: String) -> Bool { places[name] != nil }

  /// What is said of options of the front matter that have nothing to act on: an error, or a note where the command line took it
  /// away. Throws a failure with status 64 for those of the command line.
  private func diagnostics(on idle: [IdleOption]) throws(Failure) -> [Diagnostic] {
    let misused = idle.filter { !givesOption($0.option) }
    if !misused.isEmpty {
      throw Failure(.wrongUsage, misused.map { Finding(.error, IdleOption.id, $0.text, advice: $0.advice) })
    }
    return idle.map { option in
      let isTakenAway = option.takenAwayBy.contains(where: commandLine.contains)
      return Diagnostic(
        isTakenAway ? .note : .error, IdleOption.id, option.text, at: places[option.option],
        advice: isTakenAway ? nil : option.advice)
    }
  }

  /// Notes on options that this model gives nothing to act on.
  ///
  /// Throws a failure with status 64 for those of the command line, or 65 at their places in the front matter.
  func notes(on idle: [IdleOption]) throws(Failure) -> [Finding] {
    let found = try diagnostics(on: idle)
    let findings = found.map { Finding($0, in: source, showsLine: $0.severity == .error) }
    if findings.contains(where: \.isError) { throw Failure(.wrongInput, findings.filter(\.isError)) }
    return findings
  }

  private mutating func refuse(_ refusals: [Refusal]) throws(Failure) {
    var misused: [Finding] = []
    for refusal in refusals {
      if let place = places[refusal.option] {
        diagnostics.append(Diagnostic(.error, refusal.id, refusal.text, at: place, advice: refusal.advice))
        continue
      }
      let finding = Finding(.error, refusal.id, refusal.text, advice: refusal.advice)
      if refusal.isWrongUsage { misused.append(finding) } else { refused.append(finding) }
    }
    if !misused.isEmpty { throw Failure(.wrongUsage, misused) }
  }

  /// A failure about an option's value: status 65 at its place in the front matter, or 64 for the command line.
  func failure(option: String, _ id: String, _ text: String, advice: String? = nil) -> Failure {
    guard let place = places[option] else { return Failure(.wrongUsage, id, text, advice: advice) }
    return Failure(.wrongInput, [Finding(Diagnostic(.error, id, text, at: place, advice: advice), in: source)])
  }

  // MARK: Specification

  /// The model of the body, ready to be fitted.
  ///
  /// Throws a failure with status 65 that lists every error of the file.
  func specified(
    _ options: ModelOptions, groupCount: Int, correcting corrections: [ReliabilityCorrection] = [], samples: [Sample] = []
  ) throws(Failure) -> (model: PathModel, findings: [Finding]) {
    try made(correcting: corrections, samples: samples) { tree in
      PathModel.specify(tree, options: options, groupCount: groupCount)
    }
  }

  /// What is made of the body's statements, and all findings; a failure with status 65 where an error is among them.
  private func made<Content>(
    correcting corrections: [ReliabilityCorrection], samples: [Sample],
    _ make: (SyntaxTree) -> (Content?, [Diagnostic])
  ) throws(Failure) -> (Content, findings: [Finding]) {
    let (tree, found) = tree(correcting: corrections, samples: samples)
    let isSound = !found.contains { $0.severity == .error }
    let (content, more) = isSound ? make(tree) : (nil, [])
    let findings = inOrderOfText(diagnostics + found + more)
    guard let content, !findings.contains(where: \.isError) else { throw Failure(.wrongInput, findings) }
    return (content, findings)
  }

  /// The statements of the body with unreliable variables corrected.
  func tree(correcting corrections: [ReliabilityCorrection], samples: [Sample]) -> (tree: SyntaxTree, diagnostics: [Diagnostic]) {
    let (tree, found) = ModelParser.parse(document)
    if found.contains(where: { $0.severity == .error }) { return (tree, found) }
    let corrected = tree.correcting(corrections, samples: samples)
    return (corrected.tree, found + corrected.diagnostics)
  }

  /// Names on either side of the body's statements: its variables, those that are not in the data among them.
  var mentionedVariables: [String] {
    ModelParser.parse(document).tree.statements.flatMap { statement -> [String] in
      guard case .term(let term) = statement else { return [] }
      return [term.lhs, term.rhs]
    }
  }

  /// The parameter table of the body, also of models that cannot be fitted yet.
  ///
  /// Throws a failure with status 65 that lists every error of the file.
  func table(
    _ options: ModelOptions, groupCount: Int, correcting corrections: [ReliabilityCorrection] = [], samples: [Sample] = []
  ) throws(Failure) -> (table: ParameterTable, findings: [Finding]) {
    try made(correcting: corrections, samples: samples) { tree in
      ParameterTable.build(tree, options: options, groupCount: groupCount)
    }
  }

  /// Throws a failure with status 65 that lists every error of front matter and body, where front matter has one.
  func refuseWrongFrontMatter() throws(Failure) {
    guard diagnostics.contains(where: { $0.severity == .error }) else { return }
    throw Failure(.wrongInput, inOrderOfText(diagnostics + ModelParser.parse(document).diagnostics))
  }

  private func inOrderOfText(_ diagnostics: [Diagnostic]) -> [Finding] {
    let sorted = diagnostics.enumerated().sorted {
      ($0.element.range?.start ?? -1, $0.offset) < ($1.element.range?.start ?? -1, $1.offset)
    }
    return refused + sorted.map { Finding($0.element, in: source) }
  }
}
