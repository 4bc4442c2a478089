import ArgumentParser

/// `sewall moments DATA --output part.json`.
typealias MomentsCommand = AnalysisCommand<MomentsOwnArguments>

struct MomentsOwnArguments: OwnArguments {
  static let configuration = CommandConfiguration(
    commandName: "moments",
    abstract: "Write a data file's means and cross-products, to be merged with those of other files.",
    discussion: """
      Examples:
        sewall moments january.csv --model m.model --output january.json
        sewall moments february.csv --model m.model --output february.json
        sewall fit m.model --moments january.json february.json
      gives the results of all rows together, without any row leaving the place where it is kept. Rows count where none of the
      variables is missing: those of --model (after its preparation), of --variables, or all variables that hold numbers.
      --group keeps the groups of a variable apart.
      """,
    version: "sewall \(Sewall.version)")

  @Argument(help: "The data file; - is CSV from standard input.")
  var data: String

  @Option(
    name: .customLong("model"), help: ArgumentHelp("Take the variables and their preparation from there.", valueName: "file"))
  var modelFile: String?

  @Option(help: ArgumentHelp("The variables.", valueName: "a,b"))
  var variables: CommaList?

  var model: String { modelFile ?? "" }

  static var usedOptions: Set<String>? {
    [
      "model", "variables", "missing-codes", "where", "decimal-comma", "group", "threads", "format", "output", "quiet", "verbose",
    ]
  }

  func validate() throws {
    if modelFile != nil, variables != nil {
      throw ValidationError("--model and --variables both say which variables: give one of them")
    }
  }

  static func run(_ command: MomentsCommand, arguments: [String], console: Console) throws(Failure) -> ExitStatus {
    try command.runWithOrWithoutModel(arguments: arguments, console: console)
  }

  static func execute(_ command: MomentsCommand, _ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    try command.sum(input, console)
  }
}
