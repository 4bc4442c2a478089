/// A function of the expression language.
///
/// Of several values in a row (`mean(a, b)`, `mean(uwes1..uwes9)`): the values present count, and none gives missing. Of one value:
/// missing gives missing. Of a variable over rows (`center`): the rows kept by `where`, where the variable is present.
enum ExpressionFunction: String, Sendable, Hashable, CaseIterable {
  case abs, sqrt, exp, log, log10, round, floor, ceiling
  case mean, sum, min, max, valid
  case countMissing = "count_missing"
  case missing
  case `if`
  case center, standardize
  case groupMean = "groupmean"
  case lag

  /// How many arguments it takes; a variable range counts as several.
  var argumentCount: ClosedRange<Int> {
    switch self {
    case .abs, .sqrt, .exp, .log, .log10, .floor, .ceiling, .missing: 1...1
    case .round, .center, .standardize: 1...2
    case .groupMean: 2...2
    case .lag: 2...3
    case .if: 3...3
    case .mean, .sum, .min, .max: 2...Int.max
    case .valid, .countMissing: 1...Int.max
    }
  }

  /// Whether variable ranges may be arguments.
  var takesRanges: Bool { argumentCount.upperBound == Int.max }

  /// Whether a row's value depends on nothing but the row.
  var isRowwise: Bool {
    switch self {
    case .center, .standardize, .groupMean, .lag: false
    default: true
    }
  }

  /// Whether the argument of a number names groups of rows, as `team` does in `center(x, team)`.
  func isGrouping(argument: Int) -> Bool { !isRowwise && argument == 1 }

  /// How it is written.
  var example: String {
    switch self {
    case .round: "round(x) or round(x, 2)"
    case .mean, .sum, .min, .max, .valid, .countMissing: "\(rawValue)(a, b, c) or \(rawValue)(a1..a9)"
    case .if: "if(condition, then, otherwise)"
    case .center, .standardize: "\(rawValue)(x), or \(rawValue)(x, team) within teams"
    case .groupMean: "groupmean(x, team)"
    case .lag: "lag(x, person)` or `lag(x, person, 2)"
    default: "\(rawValue)(x)"
    }
  }

  /// What other programs call a function that is here under another name.
  static let otherNames: [String: String] = [
    "ln": "log", "lg10": "log10", "ifelse": "if", "if_else": "if", "is.na": "missing", "isna": "missing", "sysmis": "missing",
    "average": "mean", "rowmeans": "mean", "rowsums": "sum", "rowmean": "mean", "nvalid": "valid", "nmiss": "count_missing",
    "scale": "standardize", "zscore": "standardize", "ceil": "ceiling", "pmin": "min", "pmax": "max", "group_mean": "groupmean",
    "trunc": "floor", "power": "^", "centre": "center", "standardise": "standardize",
  ]
}
