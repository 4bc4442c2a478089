import ArgumentParser

/// A command with arguments of its own and the options that all commands share.
///
/// The groups of options stand here side by side. A group of them would read better, but debug builds of ArgumentParser look at every
/// option four times for each level of groups around it: with one level more, each run of the program in the tests takes half a second
/// longer.
struct AnalysisCommand<Arguments: OwnArguments>: ModelCommand {
  @OptionGroup var own: Arguments
  @OptionGroup(title: "Data") var input: InputOptions
  @OptionGroup(title: "Model") var specification: SpecificationOptions
  @OptionGroup(title: "Exploratory factors") var factors: FactorOptions
  @OptionGroup(title: "Estimation") var fitting: FittingOptions
  @OptionGroup(title: "Tests of restrictions") var tests: RestrictionOptions
  @OptionGroup(title: "Intervals") var intervals: IntervalOptions
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Not all values yet") var later: LaterOptions

  static var configuration: CommandConfiguration { Arguments.configuration }

  var model: String { own.model }

  var formats: [OutputFormat] { own.formats }

  var analysis: AnalysisOptions {
    AnalysisOptions(
      input: input, specification: specification, factors: factors, fitting: fitting, tests: tests, intervals: intervals,
      output: output, later: later)
  }

  func run(arguments: [String], console: Console) throws(Failure) -> ExitStatus {
    if let used = Arguments.usedOptions, let name = CommandLineNames(arguments).first(otherThan: used) {
      let command = Self._commandName
      throw Failure(.wrongUsage, "not-of-\(command)", "\(command) has no use for --\(name)", advice: "give it to sewall fit")
    }
    return try Arguments.run(self, arguments: arguments, console: console)
  }

  func execute(_ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus {
    try Arguments.execute(self, input, console)
  }
}

/// What tells a command from the others: its name, its own arguments and what it does.
protocol OwnArguments: ParsableArguments {
  static var configuration: CommandConfiguration { get }
  /// The model file.
  var model: String { get }
  /// The forms that the command's results have.
  var formats: [OutputFormat] { get }

  /// The options that the command has use for, on the command line; `nil`: all.
  static var usedOptions: Set<String>? { get }

  /// As ``ModelCommand/run(arguments:console:)``.
  static func run(_ command: AnalysisCommand<Self>, arguments: [String], console: Console) throws(Failure) -> ExitStatus

  /// As ``ModelCommand/execute(_:_:)``.
  static func execute(_ command: AnalysisCommand<Self>, _ input: ModelInput, _ console: Console) throws(Failure) -> ExitStatus
}

extension OwnArguments {
  var formats: [OutputFormat] { [.text, .json, .csv] }

  static var usedOptions: Set<String>? { nil }

  static func run(_ command: AnalysisCommand<Self>, arguments: [String], console: Console) throws(Failure) -> ExitStatus {
    try command.runOnModel(arguments: arguments, console: console)
  }
}
