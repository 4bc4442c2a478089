import ArgumentParser

/// `sewall describe FILE` lists a data file's variables; `sewall describe MODEL` describes the model's analysed sample.
typealias DescribeCommand = AnalysisCommand<DescribeOwnArguments>

struct DescribeOwnArguments: OwnArguments {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "List the variables of a data file, or describe the analysed sample of a model.",
    discussion: """
      Examples:
        sewall describe survey.sav
        sewall describe survey.csv --missing-codes=-99 --format csv --output variables.csv
        sqlite3 -csv -header survey.db "select * from answers" | sewall describe -
      lists each variable with its label, kind, number of values, missing values (also those that the file declares missing), and
      its values with their labels, or its range.
        sewall describe models/fssb.model
      describes the sample that the model is fitted to. A name that ends in .model is a model file; --model says so of any other.
      """,
    version: "sewall \(Sewall.version)")

  @Argument(help: ArgumentHelp("A data file, - for standard input, or a model file (*.model).", valueName: "file"))
  var model: String

  @Flag(name: .customLong("model"), help: "The file is a model, whatever its name.")
  var isModel = false

  @OptionGroup(title: "Table 1") var description: DescriptionOptions

  /// Whether the file named is a model.
  var describesModel: Bool { isModel || FilePath.ending(of: model) == "model" }

  var formats: [OutputFormat] { describesModel ? OutputFormat.allCases : [.text, .json, .csv] }

  static func run(_ command: DescribeCommand, arguments: [String], console: Console) throws(Failure) -> ExitStatus {
    command.own.describesModel
      ? try command.runOnModel(arguments: arguments, console: console)
      : try command.describeFile(CommandLineNames(arguments), console)
  }

  static func execute(_ command: DescribeCommand, _ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    try command.describeSample(input, console)
  }
}
