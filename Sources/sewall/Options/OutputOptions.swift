import ArgumentParser
import PathAnalysis

/// Where results go and in what form. A model file never sets these.
struct OutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Form of the results (text).", valueName: "name"))
  var format: OutputFormat?

  @Option(help: ArgumentHelp("Write the results there, not to standard output.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Draw the path diagram there.", valueName: "file.svg"))
  var figure: String?

  @Option(help: ArgumentHelp("Write the analysed cases with their factor scores there, as CSV.", valueName: "file"))
  var factorScores: String?

  @Option(help: ArgumentHelp("How factor scores are computed: regression (default) or bartlett.", valueName: "name"))
  var factorScoreMethod: FactorScores.Method?

  @Option(help: ArgumentHelp("Write the draws there.", valueName: "file"))
  var saveDraws: String?

  @Flag(help: "Print results and errors only: no notes, no progress.")
  var quiet = false

  @Flag(help: "Say on standard error what is read, done and how long it takes.")
  var verbose = false
}
