import ArgumentParser
import PathAnalysis

/// How intervals are made.
struct IntervalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Bootstrap draws; without it effects get Monte Carlo intervals.", valueName: "n"),
    transform: ArgumentValue.count(0...1_000_000))
  var bootstrap: Int?

  @Option(help: ArgumentHelp("Type of bootstrap interval (percentile).", valueName: "type"))
  var ci: ResamplingOptions.IntervalType?

  @Option(help: ArgumentHelp("Level of the intervals (.95).", valueName: "level"), transform: ArgumentValue.level)
  var level: Double?

  @Option(help: ArgumentHelp("Seed of the draws; the same seed gives the same intervals.", valueName: "number"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Random numbers: sewall's, or R's.", valueName: "name"))
  var rng: ResamplingOptions.Generator?

  @Option(
    help: ArgumentHelp("Threads for the draws (one a core); the result does not depend on it.", valueName: "n"),
    transform: ArgumentValue.count(1...1024))
  var threads: Int?

  @Option(help: ArgumentHelp("The acceleration of BCa intervals.", valueName: "name"))
  var acceleration: ResamplingOptions.Acceleration?

  @Option(name: .customLong("boot-x"), help: ArgumentHelp("Moments of x in a draw: its own, or the sample's.", valueName: "name"))
  var bootX: ResamplingOptions.ExogenousMoments?

  @Option(name: .customLong("p"), help: ArgumentHelp("p values: invert the interval, or Wald's z.", valueName: "name"))
  var pValue: ResamplingOptions.PValue?

  /// The library's options; a bootstrap without a seed keeps none.
  var resamplingOptions: ResamplingOptions {
    var options = ResamplingOptions()
    options.draws = bootstrap ?? 0
    options.interval = ci ?? options.interval
    options.level = level ?? options.level
    options.seed = seed
    options.generator = rng ?? options.generator
    // R's generator comes with lavaan's choices, unless they are given (contract, options of fit).
    let asInR = options.generator == .r
    options.acceleration = acceleration ?? (asInR ? .regression : .jackknife)
    options.exogenousMoments = bootX ?? (asInR ? .original : .resample)
    options.pValue = pValue ?? (asInR ? .wald : .interval)
    options.threads = threads
    return options
  }
}
