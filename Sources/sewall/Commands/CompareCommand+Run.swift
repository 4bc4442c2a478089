import PathAnalysis
import Reports

extension CompareCommand {
  /// Reads, fits and compares all models.
  func compare(arguments: [String], console: Console) throws(Failure) -> ExitStatus {
    let console = console.with(analysis.output)
    let report = analysis.output.output.map(OutputFile.init)
    try report?.check()
    if let format = analysis.output.format, format != .text && format != .json {
      throw Failure(
        .wrongUsage, "not-available", "format \(format.rawValue) is not available yet: compare writes text and json so far")
    }
    try refuseOptionsOfFit(CommandLineNames(arguments))
    var fits: [(name: String, fit: Fit)] = []
    var findings: [Finding] = []
    var idle: [[IdleOption]] = []
    for (name, path) in zip(FilePath.distinctNames(of: own.models), own.models) {
      let (fit, found, idleHere) = try fitted(path, arguments, console)
      fits.append((name, fit))
      findings += found
      idle.append(idleHere)
    }
    try refuse(idleEverywhere: idle)
    var results = ModelComparison(fits, method: own.differenceTest).results
    results.messages = findings.map(\.message) + results.messages
    let text =
      analysis.output.format == .json
      ? ComparisonReport.json(results, version: Sewall.version)
      : ComparisonReport.text(
        results, width: console.terminal.width, colour: console.terminal.usesColour && report == nil)
    if report != nil || analysis.output.format == .json { console.showApart(results.messages.map { Finding($0) }) }
    if let report { try report.write(text) } else { try console.write(text) }
    return results.messages.contains { $0.severity == .error } ? .notConverged : .done
  }

  /// What only a single model's report has. In front matter it may stand: the file is for fit too.
  private static var optionsOfFit: [String] {
    [
      "figure", "factor-scores", "factor-score-method", "save-draws", "modindices", "all", "score-test", "score-add", "wald",
      "residuals", "implied", "adjusted-r2", "bootstrap", "ci", "seed", "rng", "boot-x", "acceleration", "p", "rotation",
    ]
  }

  private func refuseOptionsOfFit(_ given: CommandLineNames) throws(Failure) {
    guard let name = Self.optionsOfFit.first(where: { given.contains($0) }) else { return }
    throw Failure(.wrongUsage, "not-of-compare", "compare has no use for --\(name)", advice: "give it to sewall fit")
  }

  /// An option of the command line that one of the models has use for is given to all of them.
  private func refuse(idleEverywhere idle: [[IdleOption]]) throws(Failure) {
    let common = (idle.first ?? []).filter { option in idle.allSatisfy { $0.contains(option) } }
    if common.isEmpty { return }
    throw Failure(.wrongUsage, common.map { Finding(.error, IdleOption.id, $0.text, advice: $0.advice) })
  }

  /// One of the models, fitted as its front matter and the command line say.
  private func fitted(
    _ path: String, _ arguments: [String], _ console: Console
  ) throws(Failure) -> (fit: Fit, findings: [Finding], idle: [IdleOption]) {
    var input = try ModelInput.read(path)
    let options = try input.settle(self, arguments: arguments, commandLine: CommandLineNames(arguments)).analysis
    if options.estimationOptions.tests?.contains(.bollenStine) == true {
      throw input.failure(
        option: "test", "not-of-compare", "compare has no use for test bollen.stine: it tests one model",
        advice: "give it to sewall fit")
    }
    let source = try DataSource.read(options.input, input, streaming: DataStreaming(options, input, console))
    let groups = try source.groups(by: options.specification.group, input)
    let specified = try input.specifiedSamples(options, source, groups)
    let (model, observed) = (specified.model, specified.observed)
    let findings = try specified.findings + input.notes(on: specified.idle.filter { input.givesOption($0.option) })
    let idle = specified.idle.filter { !input.givesOption($0.option) }
    console.narrate("\(path): \(observed.sampleSize) cases of \(model.observedVariables.count) variables from \(observed.name)")
    do {
      return (try model.fit(to: observed.samples, options: options.estimationOptions), findings + observed.findings, idle)
    } catch {
      throw Failure(error, model: model, data: observed.name, input)
    }
  }
}

extension FilePath {
  /// The file names without folder and ending, or the paths where names would be the same.
  static func distinctNames(of paths: [String]) -> [String] {
    let names = paths.map { path in
      let name = split(path).name
      return name.hasSuffix(".model") ? String(name.dropLast(6)) : name
    }
    return Set(names).count == names.count ? names : paths
  }
}
