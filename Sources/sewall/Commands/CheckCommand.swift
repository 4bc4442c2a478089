import ArgumentParser

/// `sewall check MODEL`.
typealias CheckCommand = AnalysisCommand<CheckOwnArguments>

struct CheckOwnArguments: OwnArguments {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read a model and say what would be estimated, without fitting it.",
    discussion: """
      Example:
        sewall check models/fssb.model
      prints the parameter table with what was added by default, the degrees of freedom, and whether the model can be identified.
      The options are those of fit.
      """,
    version: "sewall \(Sewall.version)")

  @Argument(help: "The model file.")
  var model: String

  @Option(help: ArgumentHelp("Number of groups.", valueName: "n"), transform: ArgumentValue.count(1...1000))
  var groups: Int?

  static func execute(_ command: CheckCommand, _ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    try command.check(input, console)
  }
}
