/// What front matter may say.
enum FrontMatterKeys {
  /// Options with a value, under the command line's names.
  static let options = [
    "preset", "estimator", "missing", "se", "test", "information", "likelihood", "parameterization", "bounds", "rotation",
    "geomin-epsilon", "oblimin-gamma", "promax-power", "rotation-se",
    "group",
    "cluster", "sampling-weights", "max-iterations", "bootstrap", "ci", "level", "seed", "rng", "threads", "acceleration",
    "boot-x", "p",
    "mimic", "srmr", "rmsea-n", "baseline-x", "information-criteria", "rmsea-level", "style", "wald", "score-add",
    "factor-score-method",

  ]

  /// Options with several values: `group-equal: [loadings, intercepts]`.
  static let lists = ["aux", "effect-coding", "group-equal", "group-partial", "ordered", "test", "n", "missing-codes"]

  /// Options that are on or off: `fixed-x: no`.
  static let switches = [
    "fixed-x", "meanstructure", "std-lv", "orthogonal", "conditional-x", "std-ov", "auto-cov-y", "auto-var",
    "auto",
    "int-ov-free", "sample-cov-rescale", "rmsea-groups", "modindices", "all", "score-test", "residuals", "implied", "adjusted-r2",
    "decimal-comma", "rotation-orthogonal", "rotation-std-ov",
  ]

  /// Files that are read, relative to the model file; a map gives each group's: `cov: {a: a.csv, b: b.csv}`.
  static let files = ["data", "cov", "cor", "sds", "means", "moments"]

  /// What only front matter says.
  static let own = ["title", "labels", "hypotheses", "published", "reliability"] + preparation

  /// Steps between file and sample.
  static let preparation = ["where", "compute", "recode", "scales", "screening", "dummies", "products", "teams"]

  /// Options of the command line alone: opening someone's model never writes a file.
  static let commandLineOnly = ["output", "figure", "format", "quiet", "save-draws", "factor-scores", "verbose"]

  /// What names the sample: all of it is replaced when the command line names data or moments.
  static let sample = ["data", "cov", "cor", "sds", "means", "moments", "n"]

  /// What is about cases: the command line's moments have none.
  static let ofCases = ["missing", "missing-codes", "aux", "cluster", "sampling-weights"]

  static let all = options + lists + switches + files + own
}
