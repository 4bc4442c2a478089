import SurveyData

extension DescriptionReport {
  /// One table a group, as a paper prints it: names numbered, reliabilities on the diagonal, correlations below it; then those of
  /// the scales' items; and one of the agreement of teams, where there are teams.
  public static func tables(_ results: DescriptionResults) -> [Table] {
    var tables = results.groups.indices.map { table(results, $0) }
    for group in results.groups {
      guard let items = group.items else { continue }
      tables += ReliabilityReport.tables(items, firstNumber: tables.count + 1, group: groupWords(results, group))
    }
    if let teams = results.teams, !teams.variables.isEmpty {
      tables.append(TeamsReport.table(teams, number: "Table \(tables.count + 1)", labels: results.labels))
    }
    return tables
  }

  /// `sex = 1`; empty where there is one group.
  private static func groupWords(_ results: DescriptionResults, _ group: DescriptionResults.Group) -> String {
    guard results.groups.count > 1 || !group.description.label.isEmpty else { return "" }
    return (results.groupVariable.map { "\($0) = " } ?? "") + group.description.label
  }

  private static func table(_ results: DescriptionResults, _ index: Int) -> Table {
    let group = results.groups[index]
    let description = group.description
    let shown = DescriptiveColumn.shown(of: description)
    let correlated = correlatedCount(group)
    var table = Table(
      number: "Table \(index + 1)", title: title(results, group),
      columns: shown.map { Table.Column($0.header) } + (0..<correlated).map { Table.Column(TableText(String($0 + 1)), part: 1) })
    for (row, variable) in description.variables.enumerated() {
      var cells = shown.map { $0.cell(description.statistics[row]) }
      cells += (0..<min(row, correlated)).map { correlation(description.correlations[row, $0]) }
      if row < correlated { cells.append(diagonal(group.reliabilities[variable])) }
      table.rows.append(.cells(TableText("\(row + 1). \(results.label(variable))"), cells))
      if let level = results.intervalLevel, row > 0 {
        let intervals = (0..<min(row, correlated)).map { interval(description.correlations[row, $0], level: level) }
        table.rows.append(.cells("", shown.map { _ in .empty } + intervals))
      }
    }
    table.notes = [note(results, group)] + normality(group) + [starNote]
    return table
  }

  /// The last variable has a column where its reliability stands on the diagonal.
  private static func correlatedCount(_ group: DescriptionResults.Group) -> Int {
    let variables = group.description.variables
    guard variables.count > 1 else { return group.reliabilities.isEmpty ? 0 : variables.count }
    return group.reliabilities.keys.contains { variables.contains($0) } ? variables.count : variables.count - 1
  }

  private static func title(_ results: DescriptionResults, _ group: DescriptionResults.Group) -> TableText {
    let hasReliabilities = !group.reliabilities.isEmpty
    var words = "Means, Standard Deviations, "
    if hasReliabilities { words += "Reliabilities, " }
    words += "and Correlations"
    let place = groupWords(results, group)
    if !place.isEmpty { words += ": " + place }
    return TableText(words)
  }

  private static func diagonal(_ reliability: DescriptionResults.Reliability?) -> Table.Cell {
    guard let text = APANumber.bounded(reliability?.value, decimals: 2) else { return .number("—") }
    return .number(text, before: "(", after: ")")
  }

  private static func correlation(_ correlation: Correlation?) -> Table.Cell {
    guard let text = APANumber.bounded(correlation?.coefficient, decimals: 2) else { return .number("—") }
    return .number(text, after: APANumber.stars(correlation?.probability))
  }

  private static func interval(_ correlation: Correlation?, level: Double) -> Table.Cell {
    guard let interval = correlation?.interval(level: level),
      let lower = APANumber.bounded(interval.lowerBound, decimals: 2),
      let upper = APANumber.bounded(interval.upperBound, decimals: 2)
    else { return .empty }
    return .interval(lower, upper)
  }
}

/// A column of descriptive statistics.
struct DescriptiveColumn {
  var header: TableText
  var cell: (DescriptiveStatistics) -> Table.Cell

  /// The columns that say something of this sample: n where it differs among variables, no range where moments are all there is.
  static func shown(of description: SampleDescription) -> [DescriptiveColumn] {
    let statistics = description.statistics
    var columns: [DescriptiveColumn] = []
    if statistics.contains(where: { $0.count != description.sampleSize }) {
      columns.append(DescriptiveColumn(header: .italic("n")) { .number(PrintedNumber.count($0.count)) })
    }
    func add(_ header: TableText, _ value: @escaping (DescriptiveStatistics) -> Double?) {
      guard statistics.contains(where: { value($0) != nil }) else { return }
      columns.append(DescriptiveColumn(header: header) { number(value($0)) })
    }
    add(.italic("M"), \.mean)
    add(.italic("SD"), \.standardDeviation)
    add("Min", \.minimum)
    add("Max", \.maximum)
    add("Skew", \.skewness)
    add("Kurtosis", \.kurtosis)
    return columns
  }

  /// With two decimals; more where these would show a value as zero that is none.
  private static func number(_ value: Double?) -> Table.Cell {
    guard let value else { return .number("—") }
    let text = value != 0 && value.magnitude < 0.000_5 ? APANumber.coefficient(value) : APANumber.statistic(value)
    return text.map { .number($0) } ?? .number("—")
  }
}
