import ArgumentParser

/// A command on a model file: its options may stand in the file's front matter too.
protocol ModelCommand: ParsableCommand {
  var model: String { get }
  var analysis: AnalysisOptions { get }
  /// The forms that the command's results have.
  var formats: [OutputFormat] { get }

  /// Runs the command; `arguments` are the command line's after the command's name.
  func run(arguments: [String], console: Console) throws(Failure) -> ExitStatus

  /// Does the work on a model whose front matter has been joined with the command line.
  func execute(_ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus
}

extension ModelCommand {
  /// A form that the results do not have.
  var formatRefusal: [Refusal] {
    guard let format = analysis.output.format, !formats.contains(format) else { return [] }
    let forms = formats.map(\.rawValue).joined(separator: ", ")
    return [
      Refusal(
        option: "format", id: "not-available",
        text: "format \(format.rawValue) is not available yet: \(Self._commandName) writes \(forms) so far")
    ]
  }

  /// Reads the model file, lets its front matter speak, and executes the command that results.
  ///
  /// `arguments` are the command line's after the command's name.
  func runOnModel(arguments: [String], console: Console) throws(Failure) -> ExitStatus {
    var input = try ModelInput.read(model)
    let command = try input.settle(self, arguments: arguments, commandLine: CommandLineNames(arguments))
    return try command.execute(input, console.with(command.analysis.output))
  }
}

/// The options that stand on a command line, by name: `--no-fixed-x` names `fixed-x`.
struct CommandLineNames: Sendable {
  private var names: Set<String> = []

  init(_ arguments: [String]) {
    for argument in arguments {
      if argument == "--" { return }
      guard argument.hasPrefix("--") else { continue }
      let name = String(argument.dropFirst(2).prefix { $0 != "=" })
      names.insert(name)
      if name.hasPrefix("no-") { names.insert(String(name.dropFirst(3))) }
    }
  }

  func contains(_ name: String) -> Bool { names.contains(name) }

  /// An option that is none of these.
  func first(otherThan known: Set<String>) -> String? { names.subtracting(known).filter { !names.contains("no-\($0)") }.min() }

  var namesMoments: Bool { ["cov", "cor", "moments"].contains { names.contains($0) } }

  /// Whether it names data or moments, which replace all of the front matter's.
  var namesSample: Bool { ["data", "cov", "cor", "moments"].contains { names.contains($0) } }
}
