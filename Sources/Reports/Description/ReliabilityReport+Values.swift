import PathAnalysis
import SurveyData

extension ReliabilityReport {
  // MARK: CSV

  /// Rows of `reliability` (one a coefficient), `item` and `htmt`.
  static func csvRows(_ results: ReliabilityResults) -> [[String: String]] {
    results.scales.flatMap { coefficientRows($0) + itemRows($0) }
      + pairs(results).map { pair in
        [
          "section": "htmt", "variable": pair.a, "with": pair.b, "n": String(pair.sampleSize), "r": CSVReport.number(pair.ratio),
          "statistic": CSVReport.number(pair.geometric),
        ]
      }
  }

  private static func coefficientRows(_ scale: ScaleReliability) -> [[String: String]] {
    let values: [(name: String, value: Double?, interval: ReliabilityInterval?)] = [
      ("alpha", scale.alpha?.value, scale.alpha?.interval), ("alpha.standardized", scale.alpha?.standardized, nil),
      ("lambda6", scale.alpha?.guttmanLambda6, nil), ("omega", scale.omega?.value, scale.omega?.interval),
      ("ave", scale.averageVarianceExtracted, nil),
    ]
    return values.filter { $0.value != nil }.map { row in
      [
        "section": "reliability", "variable": scale.name, "label": scale.label ?? scale.name, "n": String(scale.sampleSize),
        "reliability": CSVReport.number(row.value), "ci.lower": CSVReport.number(row.interval?.lower),
        "ci.upper": CSVReport.number(row.interval?.upper), "text": row.name,
      ]
    }
  }

  /// `r` is with the other items, `reliability` alpha without the item, `statistic` its standardised loading.
  private static func itemRows(_ scale: ScaleReliability) -> [[String: String]] {
    scale.items.map { item in
      [
        "section": "item", "variable": item.name, "label": item.label ?? "", "with": scale.name,
        "n": String(item.answeredCount), "mean": CSVReport.number(item.mean), "sd": CSVReport.number(item.standardDeviation),
        "r": CSVReport.number(item.itemRestCorrelation), "reliability": CSVReport.number(item.alphaIfDeleted),
        "statistic": CSVReport.number(item.standardizedLoading), "text": item.isReversed ? "reversed" : "",
      ]
    }
  }

  // MARK: JSON

  /// One object a scale, its items within.
  static func scales(_ results: ReliabilityResults, _ group: Int) -> [JSONValue] {
    results.scales.map { scale in
      .object([
        ("group", .integer(group)), ("scale", .string(scale.name)), ("label", .string(scale.label ?? scale.name)),
        ("items.count", .integer(scale.itemCount)), ("n", .integer(scale.sampleSize)), ("alpha", .number(scale.alpha?.value)),
        ("alpha.ci.lower", .number(scale.alpha?.interval.lower)), ("alpha.ci.upper", .number(scale.alpha?.interval.upper)),
        ("alpha.se", .number(scale.alpha?.standardError)),
        ("alpha.normal.ci.lower", .number(scale.alpha?.normalInterval.lower)),
        ("alpha.normal.ci.upper", .number(scale.alpha?.normalInterval.upper)),
        ("alpha.standardized", .number(scale.alpha?.standardized)), ("lambda6", .number(scale.alpha?.guttmanLambda6)),
        ("average.r", .number(scale.alpha?.averageCorrelation)), ("omega", .number(scale.omega?.value)),
        ("omega.se", .number(scale.omega?.standardError)), ("omega.ci.lower", .number(scale.omega?.interval?.lower)),
        ("omega.ci.upper", .number(scale.omega?.interval?.upper)), ("ave", .number(scale.averageVarianceExtracted)),
        ("items", .array(scale.items.map(item))),
      ])
    }
  }

  private static func item(_ item: ItemStatistics) -> JSONValue {
    .object([
      ("item", .string(item.name)), ("label", item.label.map { .string($0) } ?? .null),
      ("reversed", .bool(item.isReversed)), ("n", .integer(item.answeredCount)), ("mean", .number(item.mean)),
      ("sd", .number(item.standardDeviation)), ("r.rest", .number(item.itemRestCorrelation)),
      ("alpha.if.deleted", .number(item.alphaIfDeleted)), ("loading", .number(item.standardizedLoading)),
    ])
  }

  static func ratios(_ results: ReliabilityResults, _ group: Int) -> [JSONValue] {
    pairs(results).map { pair in
      .object([
        ("group", .integer(group)), ("a", .string(pair.a)), ("b", .string(pair.b)), ("n", .integer(pair.sampleSize)),
        ("htmt", .number(pair.ratio)), ("htmt2", .number(pair.geometric)),
      ])
    }
  }

  // MARK: Pairs of scales

  private struct Pair {
    var a: String
    var b: String
    var sampleSize: Int
    var ratio: Double
    var geometric: Double?
  }

  private static func pairs(_ results: ReliabilityResults) -> [Pair] {
    guard let ratios = results.ratios else { return [] }
    return ratios.names.indices.flatMap { row in
      (0..<row).map { column in
        Pair(
          a: ratios.names[row], b: ratios.names[column], sampleSize: ratios.sampleSize, ratio: ratios[row, column],
          geometric: results.geometricRatios?[row, column])
      }
    }
  }
}
