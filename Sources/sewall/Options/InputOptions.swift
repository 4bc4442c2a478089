import ArgumentParser

/// What the model is fitted to.
struct InputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Raw data: CSV or TSV with a header, or a file of SPSS, Stata or SAS; - is CSV from standard input, as of sqlite3 -csv -header.",
      valueName: "file"))
  var data: String?

  @Option(help: ArgumentHelp("A covariance matrix in place of data.", valueName: "file"))
  var cov: [String] = []

  @Option(help: ArgumentHelp("A correlation matrix in place of data.", valueName: "file"))
  var cor: [String] = []

  @Option(help: ArgumentHelp("Standard deviations that belong to --cor.", valueName: "file"))
  var sds: [String] = []

  @Option(help: ArgumentHelp("Means that belong to --cov or --cor.", valueName: "file"))
  var means: [String] = []

  @Option(name: .customLong("n"), help: ArgumentHelp("Sample size that belongs to --cov or --cor.", valueName: "count"))
  var sampleSize: CommaList?

  @Option(
    help: ArgumentHelp(
      "Files of `sewall moments` in place of data, merged: --moments a.json b.json.", valueName: "file"))
  var moments: [String] = []

  @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Turn a covariance's divisor n - 1 into n.")
  var sampleCovRescale: Bool?

  @Option(
    name: .customLong("missing-codes"), help: ArgumentHelp("Numbers that stand for missing, as in -99,-98.", valueName: "a,b"))
  var missingCodes: CommaList?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Analyse the rows in which this holds, as in \"age >= 18 and sex in (1, 2)\", in place of the model file's `where`.",
      valueName: "condition"))
  var filters: [String] = []

  @Option(
    help: ArgumentHelp("Cases with the same value of this variable depend on each other: teams, schools.", valueName: "variable"))
  var cluster: String?

  @Option(
    name: .customLong("sampling-weights"),
    help: ArgumentHelp("How many cases of the population a case stands for.", valueName: "variable"))
  var samplingWeights: String?

  @Flag(
    name: .customLong("decimal-comma"), inversion: .prefixedNo, exclusivity: .chooseLast,
    help: "Decimals are written with a comma; without it, tried where the model's variables are no numbers otherwise.")
  var decimalComma: Bool?

  /// Whether moments take the place of rows.
  var givesMoments: Bool { !cov.isEmpty || !cor.isEmpty || !moments.isEmpty }
}
