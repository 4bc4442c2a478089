import ArgumentParser

/// `sewall prepare MODEL --output FILE`.
typealias PrepareCommand = AnalysisCommand<PrepareOwnArguments>

struct PrepareOwnArguments: OwnArguments {
  static let configuration = CommandConfiguration(
    commandName: "prepare",
    abstract: "Write the rows that a model's front matter prepares, as CSV or SPSS file.",
    discussion: """
      Examples:
        sewall prepare models/fssb-questionnaire.model --output prepared.sav
        sewall prepare models/fssb-questionnaire.model > prepared.csv
      reads the data, does the steps of the front matter (recode, where, scales, compute, dummies, aggregation) and writes the rows that
      remain, with the variables of the file and the new ones. Rows with missing values stay: which of them are analysed is up to the
      estimator. The ending of --output says the form: .csv, .tsv or .sav, which keeps labels. Missing values are empty.
      """,
    version: "sewall \(Sewall.version)")

  @Argument(help: "The model file.")
  var model: String

  var formats: [OutputFormat] { [.csv] }

  static var usedOptions: Set<String>? {
    ["data", "missing-codes", "where", "decimal-comma", "threads", "format", "output", "quiet", "verbose"]
  }

  static func execute(_ command: PrepareCommand, _ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    try command.prepare(input, console)
  }
}
