/// Everything a run found, as values that reports print and nothing computes on.
///
/// The names follow the JSON schema `sewall.fit/1` of the contract; a value that does not exist is `nil`.
public struct Results: Sendable {
  public var title: String?
  /// What was fitted to what: the model's and the data's file names, as given.
  public var modelName: String
  public var dataName: String
  public var converged: Bool
  public var iterations: Int
  public var sampleSize: Int
  /// Rows read, before listwise deletion; equals `sampleSize` when nothing was dropped or moments were given.
  public var rowsRead: Int
  public var groups: [GroupResult]
  public var parameters: [ParameterResult]
  public var effects: [EffectResult]
  /// Fit measures in printing order under lavaan's names (`npar`, `chisq`, `df`, `cfi`, `rmsea`, `srmr`, …).
  public var fitMeasures: [FitMeasure]
  public var rSquared: [RSquaredResult]
  /// Of a model of two levels: how much of each variable's variance lies between clusters.
  public var intraclassCorrelations: [IntraclassCorrelationResult] = []
  /// Of incomplete cases: which values they have.
  public var missing: MissingDataResult?
  /// Variables outside the model that helped with missing values.
  public var auxiliary: [String] = []
  /// How the intervals were made.
  public var interval: IntervalDescription
  /// Present when `--residuals` asks for them.
  public var residuals: [ResidualResult]
  /// The resolved choices of conventions.md section 16, in order: (`likelihood`, `normal (divisor n)`), …
  public var conventions: [Convention]
  /// Present when `--implied` asks for them: implied covariances (and means with `b` empty).
  public var implied: [ImpliedResult]
  public var messages: [Message]
  /// Display label of each variable that has one.
  public var labels: [String: String]
  /// Present when tests of the model's restrictions are asked for.
  public var diagnostics = DiagnosticsResults()
  /// Present when factor scores are asked for and there are rows to score.
  public var factorScores: FactorScores?
  /// Variables in the model's order (for the figure's columns and the report's tables).
  public var variables: [VariableResult]

  public init(
    title: String? = nil, modelName: String, dataName: String, converged: Bool, iterations: Int, sampleSize: Int,
    rowsRead: Int, groups: [GroupResult], parameters: [ParameterResult], effects: [EffectResult],
    fitMeasures: [FitMeasure], rSquared: [RSquaredResult], interval: IntervalDescription, residuals: [ResidualResult] = [],
    conventions: [Convention], implied: [ImpliedResult] = [], messages: [Message] = [], labels: [String: String] = [:],
    variables: [VariableResult]
  ) {
    self.title = title
    self.modelName = modelName
    self.dataName = dataName
    self.converged = converged
    self.iterations = iterations
    self.sampleSize = sampleSize
    self.rowsRead = rowsRead
    self.groups = groups
    self.parameters = parameters
    self.effects = effects
    self.fitMeasures = fitMeasures
    self.rSquared = rSquared
    self.interval = interval
    self.residuals = residuals
    self.conventions = conventions
    self.implied = implied
    self.messages = messages
    self.labels = labels
    self.variables = variables
  }
}

/// A group's label (empty in a single-group analysis), its number of analysed cases and, of a model of two levels, of clusters.
public struct GroupResult: Sendable {
  public var label: String
  public var sampleSize: Int
  public var clusterCount: Int?

  public init(label: String, sampleSize: Int, clusterCount: Int? = nil) {
    self.label = label
    self.sampleSize = sampleSize
    self.clusterCount = clusterCount
  }
}

/// An estimate with its uncertainty; what does not exist is `nil`.
public struct EstimateResult: Sendable {
  public var estimate: Double?
  public var standardError: Double?
  public var z: Double?
  public var pValue: Double?
  public var lower: Double?
  public var upper: Double?
  /// Monte Carlo error of each interval limit, for intervals from draws.
  public var lowerError: Double?
  public var upperError: Double?

  public init(
    estimate: Double?, standardError: Double? = nil, z: Double? = nil, pValue: Double? = nil, lower: Double? = nil,
    upper: Double? = nil, lowerError: Double? = nil, upperError: Double? = nil
  ) {
    self.estimate = estimate
    self.standardError = standardError
    self.z = z
    self.pValue = pValue
    self.lower = lower
    self.upper = upper
    self.lowerError = lowerError
    self.upperError = upperError
  }
}

/// One row of the parameter table with its estimate.
public struct ParameterResult: Sendable {
  /// Who put the row into the model.
  public enum Origin: String, Sendable {
    case user
    case `default`
    case auxiliary
    case defined = ":="
  }

  public var lhs: String
  /// lavaan's operator: `=~ ~ ~~ ~1 | ~*~ <~ :=`.
  public var op: String
  public var rhs: String
  public var group: Int
  public var level: Int
  public var label: String
  public var isFree: Bool
  public var origin: Origin
  public var value: EstimateResult
  public var standardizedLatent: Double?
  public var standardizedAll: Double?

  public init(
    lhs: String, op: String, rhs: String, group: Int = 1, level: Int = 1, label: String = "", isFree: Bool,
    origin: Origin, value: EstimateResult, standardizedLatent: Double? = nil, standardizedAll: Double? = nil
  ) {
    self.lhs = lhs
    self.op = op
    self.rhs = rhs
    self.group = group
    self.level = level
    self.label = label
    self.isFree = isFree
    self.origin = origin
    self.value = value
    self.standardizedLatent = standardizedLatent
    self.standardizedAll = standardizedAll
  }
}

/// A direct, specific indirect, total indirect or total effect.
public struct EffectResult: Sendable {
  public enum Kind: String, Sendable {
    case direct, indirect
    case totalIndirect = "total-indirect"
    case total
  }

  public var kind: Kind
  public var from: String
  public var to: String
  /// The mediators in order; empty unless `kind` is `indirect`.
  public var via: [String]
  public var group: Int
  public var level: Int
  public var value: EstimateResult
  /// Completely standardised effect with its interval.
  public var standardized: EstimateResult

  public init(
    kind: Kind, from: String, to: String, via: [String], group: Int = 1, level: Int = 1, value: EstimateResult,
    standardized: EstimateResult
  ) {
    self.kind = kind
    self.from = from
    self.to = to
    self.via = via
    self.group = group
    self.level = level
    self.value = value
    self.standardized = standardized
  }

  /// `fssb -> engagement -> performance`.
  public var route: String { ([from] + via + [to]).joined(separator: " -> ") }
}

/// A fit measure under lavaan's name.
public struct FitMeasure: Sendable {
  public var name: String
  public var value: Double?

  public init(_ name: String, _ value: Double?) {
    self.name = name
    self.value = value
  }
}

/// The share of an outcome's variance that its predictors account for.
public struct RSquaredResult: Sendable {
  public var variable: String
  public var group: Int
  public var level: Int
  public var rSquared: Double?
  /// `1 - (1 - R2)(n - 1)/(n - k - 1)`, present when asked for.
  public var adjusted: Double?

  public init(variable: String, group: Int = 1, level: Int = 1, rSquared: Double?, adjusted: Double? = nil) {
    self.variable = variable
    self.group = group
    self.level = level
    self.rSquared = rSquared
    self.adjusted = adjusted
  }
}

/// The share of a variable's variance that lies between clusters, from the saturated model.
public struct IntraclassCorrelationResult: Sendable {
  public var variable: String
  public var group: Int
  /// `Sigma_B / (Sigma_W + Sigma_B)`.
  public var correlation: Double?

  public init(variable: String, group: Int = 1, correlation: Double?) {
    self.variable = variable
    self.group = group
    self.correlation = correlation
  }
}

/// Which values the analysed cases have, where not all do.
public struct MissingDataResult: Sendable {
  /// What was done about missing values, in lavaan's word: `ml`, `two.stage`, `pairwise`, …
  public var treatment: String
  public var patterns: [MissingPatternResult]
  /// Of each pair of variables, and of each variable (`a` and `b` the same).
  public var coverage: [CoverageResult]

  public init(treatment: String, patterns: [MissingPatternResult], coverage: [CoverageResult]) {
    self.treatment = treatment
    self.patterns = patterns
    self.coverage = coverage
  }
}

/// Cases of which the same variables are observed.
public struct MissingPatternResult: Sendable {
  public var group: Int
  public var sampleSize: Int
  /// The variables that these cases lack.
  public var missing: [String]

  public init(group: Int = 1, sampleSize: Int, missing: [String]) {
    self.group = group
    self.sampleSize = sampleSize
    self.missing = missing
  }
}

/// The share of a group's cases that have both variables.
public struct CoverageResult: Sendable {
  public var a: String
  public var b: String
  public var group: Int
  public var share: Double

  public init(a: String, b: String, group: Int = 1, share: Double) {
    self.a = a
    self.b = b
    self.group = group
    self.share = share
  }
}

/// How intervals were made: type (`bca`, `percentile`, `monte-carlo`, `wald`, …), level, draws, seed.
public struct IntervalDescription: Sendable {
  public var type: String
  public var level: Double
  public var draws: Int
  public var used: Int
  /// Failed draws by cause: `not-converged`, `not-positive-definite`, …
  public var failed: [String: Int]
  public var seed: UInt64?
  /// `sewall` or `r`.
  public var generator: String
  /// True when the run was interrupted: `draws` were asked for, `used` were done.
  public var isInterrupted: Bool
  /// What a bootstrap drew: `cases`, or whole `clusters`; `nil` for other draws.
  public var unit: String?

  public init(
    type: String, level: Double, draws: Int = 0, used: Int = 0, failed: [String: Int] = [:], seed: UInt64? = nil,
    generator: String = "sewall", isInterrupted: Bool = false, unit: String? = nil
  ) {
    self.type = type
    self.level = level
    self.draws = draws
    self.used = used
    self.failed = failed
    self.seed = seed
    self.generator = generator
    self.isInterrupted = isInterrupted
    self.unit = unit
  }
}

/// Observed minus implied, for one pair of variables (or one mean: `b` is empty).
public struct ResidualResult: Sendable {
  public var a: String
  public var b: String
  public var group: Int
  public var level: Int
  public var raw: Double
  public var correlation: Double?
  public var normalized: Double?
  public var standardized: Double?

  public init(
    a: String, b: String, group: Int = 1, level: Int = 1, raw: Double, correlation: Double?, normalized: Double?,
    standardized: Double?
  ) {
    self.a = a
    self.b = b
    self.group = group
    self.level = level
    self.raw = raw
    self.correlation = correlation
    self.normalized = normalized
    self.standardized = standardized
  }
}

/// A model-implied covariance (`a`, `b`) or mean (`b` empty).
public struct ImpliedResult: Sendable {
  public var a: String
  public var b: String
  public var group: Int
  public var level: Int
  public var value: Double

  public init(a: String, b: String, group: Int = 1, level: Int = 1, value: Double) {
    self.a = a
    self.b = b
    self.group = group
    self.level = level
    self.value = value
  }
}

/// One resolved choice of conventions.md section 16.
public struct Convention: Sendable {
  public var name: String
  public var choice: String

  public init(_ name: String, _ choice: String) {
    self.name = name
    self.choice = choice
  }
}

/// A finding for the user: what was added, dropped, assumed, or failed.
public struct Message: Sendable {
  public enum Severity: String, Sendable { case error, warning, note }

  public var severity: Severity
  public var id: String
  public var text: String
  /// `file:line:column`, where there is one.
  public var place: String?

  public init(_ severity: Severity, _ id: String, _ text: String, place: String? = nil) {
    self.severity = severity
    self.id = id
    self.text = text
    self.place = place
  }
}

/// A variable of the model and its part in it.
public struct VariableResult: Sendable {
  public var name: String
  public var isLatent: Bool
  /// True when no arrow points at it.
  public var isExogenous: Bool
  public var level: Int

  public init(name: String, isLatent: Bool, isExogenous: Bool, level: Int = 1) {
    self.name = name
    self.level = level
    self.isLatent = isLatent
    self.isExogenous = isExogenous
  }
}
