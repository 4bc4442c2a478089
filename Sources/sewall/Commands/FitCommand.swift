import ArgumentParser

/// `sewall fit MODEL`.
typealias FitCommand = AnalysisCommand<FitOwnArguments>

struct FitOwnArguments: OwnArguments {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Fit a model: coefficients, indirect effects with intervals, fit measures, a figure.",
    discussion: """
      Examples:
        sewall fit models/fssb.model
        sewall fit models/fssb.model --bootstrap 5000 --ci bca --seed 2021 --figure fssb.svg
        sewall fit models/fssb.model --cor data/fssb-cor.csv --sds data/fssb-sds.csv --n 278
        sewall fit models/fssb.model --format json | jq '.effects[] | {from, to, via, est}'
      Every option may stand in the model's front matter under the same name (bootstrap: 5000), save those of output;
      the command line wins. Values are lavaan's, in any case.
      """,
    version: "sewall \(Sewall.version)")

  @Argument(help: "The model file.")
  var model: String

  static func execute(_ command: FitCommand, _ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    try command.fit(input, console)
  }
}
