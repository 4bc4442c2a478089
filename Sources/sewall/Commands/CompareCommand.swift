import ArgumentParser
import PathAnalysis

/// `sewall compare MODEL MODEL …`.
typealias CompareCommand = AnalysisCommand<CompareOwnArguments>

struct CompareOwnArguments: OwnArguments {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Fit models to the same data and compare them: chi-square differences, AIC, BIC.",
    discussion: """
      Example:
        sewall compare partial.model full.model
      sorts the models by degrees of freedom and tests each against the one before it. The options are those of fit, and hold for every
      model; each model's front matter holds for itself.
      """,
    version: "sewall \(Sewall.version)")

  @Argument(help: "The model files, two at least.")
  var models: [String]

  @Option(
    help: ArgumentHelp(
      "standard, satorra.bentler.2001, satorra.bentler.2010 or satorra.2000; by default as the estimator has it.",
      valueName: "name"))
  var differenceTest: DifferenceMethod?

  var model: String { models.first ?? "" }

  func validate() throws {
    guard models.count > 1 else { throw ValidationError("there are no two models to compare: sewall compare A.model B.model") }
  }

  static func run(_ command: CompareCommand, arguments: [String], console: Console) throws(Failure) -> ExitStatus {
    try command.compare(arguments: arguments, console: console)
  }

  /// Not called: several models are run together.
  static func execute(_ command: CompareCommand, _ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus { .done }
}

extension DifferenceMethod: NamedChoice {}
