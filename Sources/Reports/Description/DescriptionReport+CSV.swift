import SurveyData

extension DescriptionReport {
  private static let columns = [
    "section", "group", "variable", "label", "with", "n", "missing", "mean", "sd", "median", "min", "max", "skew", "skew.se",
    "kurtosis", "kurtosis.se", "reliability", "r", "statistic", "df", "pvalue", "ci.lower", "ci.upper", "text",
  ]

  /// One tidy table (RFC 4180), told apart by `section`: `sample`, `variable`, `correlation`, `normality`, `message`, of scales
  /// `reliability`, `item` and `htmt`, and of teams `agreement`, where `text` names the number that stands under `statistic`. What
  /// does not exist is an empty cell.
  public static func csv(_ results: DescriptionResults) -> String {
    var rows: [[String: String]] = [["section": "sample", "n": String(results.account.analysed), "text": results.account.text]]
    for group in results.groups {
      let place = ["group": group.description.label]
      let own =
        variables(group, results) + correlations(group, results.intervalLevel ?? 0.95) + normality(group)
        + (group.items.map(ReliabilityReport.csvRows) ?? [])
      rows += own.map { $0.merging(place) { $1 } }
    }
    rows += results.teams.map(TeamsReport.csv) ?? []
    rows += results.messages.map { ["section": "message", "variable": $0.id, "text": $0.text] }
    let lines = [columns] + rows.map { row in columns.map { CSVReport.quoted(row[$0] ?? "") } }
    return lines.map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  private static func variables(_ group: DescriptionResults.Group, _ results: DescriptionResults) -> [[String: String]] {
    zip(group.description.variables, group.description.statistics).map { variable, statistics in
      [
        "section": "variable", "variable": variable, "label": results.label(variable), "n": String(statistics.count),
        "missing": String(statistics.missingCount), "mean": CSVReport.number(statistics.mean),
        "sd": CSVReport.number(statistics.standardDeviation), "median": CSVReport.number(statistics.median),
        "min": CSVReport.number(statistics.minimum), "max": CSVReport.number(statistics.maximum),
        "skew": CSVReport.number(statistics.skewness), "skew.se": CSVReport.number(statistics.skewnessError),
        "kurtosis": CSVReport.number(statistics.kurtosis), "kurtosis.se": CSVReport.number(statistics.kurtosisError),
        "reliability": CSVReport.number(group.reliabilities[variable]?.value),
        "text": group.reliabilities[variable]?.kind.rawValue ?? "",
      ]
    }
  }

  private static func correlations(_ group: DescriptionResults.Group, _ level: Double) -> [[String: String]] {
    let description = group.description
    return description.variables.indices.flatMap { row in
      (0..<row).map { column in
        let correlation = description.correlations[row, column]
        let interval = correlation?.interval(level: level)
        return [
          "section": "correlation", "variable": description.variables[row], "with": description.variables[column],
          "n": correlation.map { String($0.count) } ?? "", "r": CSVReport.number(correlation?.coefficient),
          "statistic": CSVReport.number(correlation?.statistic),
          "df": correlation.map { String($0.degreesOfFreedom) } ?? "", "pvalue": CSVReport.number(correlation?.probability),
          "ci.lower": CSVReport.number(interval?.lowerBound), "ci.upper": CSVReport.number(interval?.upperBound),
        ]
      }
    }
  }

  private static func normality(_ group: DescriptionResults.Group) -> [[String: String]] {
    guard let test = group.description.normality else { return [] }
    return [
      [
        "section": "normality", "variable": "skewness", "n": String(test.count), "skew": CSVReport.number(test.skewness),
        "statistic": CSVReport.number(test.skewnessStatistic), "df": CSVReport.number(test.skewnessDegreesOfFreedom),
        "pvalue": CSVReport.number(test.skewnessProbability), "text": "chi-square",
      ],
      [
        "section": "normality", "variable": "kurtosis", "n": String(test.count), "kurtosis": CSVReport.number(test.kurtosis),
        "statistic": CSVReport.number(test.kurtosisStatistic), "pvalue": CSVReport.number(test.kurtosisProbability),
        "text": "normal",
      ],
    ]
  }
}
