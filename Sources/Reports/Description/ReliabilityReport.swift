import PathAnalysis
import SurveyData

/// A table of items for each scale, and one of heterotrait-monotrait ratios.
public enum ReliabilityReport {
  /// The tables in the order of the scales.
  ///
  /// - Parameters:
  ///   - firstNumber: the number of the first table.
  ///   - group: what the sample is, in words; empty where there is one.
  public static func tables(_ results: ReliabilityResults, firstNumber: Int = 1, group: String = "") -> [Table] {
    let end = group.isEmpty ? "" : ": \(group)"
    var tables = results.scales.map { items($0, end) }
    if let ratios = results.ratios { tables.append(discrimination(ratios, results.scales, end)) }
    for position in tables.indices { tables[position].number = "Table \(firstNumber + position)" }
    return tables
  }

  private static func items(_ scale: ScaleReliability, _ end: String) -> Table {
    var table = Table(
      title: TableText("Items of \(scale.label ?? scale.name)\(end)"), nameHeader: "Item",
      columns: [
        Table.Column(.italic("M")), Table.Column(.italic("SD")), Table.Column(.of("Item-rest ", .italic("r"))),
        Table.Column("Alpha if deleted"),
      ])
    let hasLoadings = scale.items.contains { $0.standardizedLoading != nil }
    if hasLoadings { table.columns.append(Table.Column("Loading")) }
    for item in scale.items {
      var cells = [
        number(APANumber.statistic(item.mean)), number(APANumber.statistic(item.standardDeviation)),
        bounded(item.itemRestCorrelation), bounded(item.alphaIfDeleted),
      ]
      if hasLoadings { cells.append(bounded(item.standardizedLoading)) }
      table.rows.append(.cells(TableText(name(item)), cells))
    }
    table.notes = [note(scale, hasLoadings: hasLoadings)]
    return table
  }

  /// `uwes3 (reversed): At work I feel strong`.
  private static func name(_ item: ItemStatistics) -> String {
    item.name + (item.isReversed ? " (reversed)" : "") + (item.label.map { ": \($0)" } ?? "")
  }

  private static func note(_ scale: ScaleReliability, hasLoadings: Bool) -> TableText {
    var text = TableText.of(.italic("Note."), " ", .italic("N"), TableText(" = \(PrintedNumber.count(scale.sampleSize)). "))
    guard let alpha = scale.alpha else {
      text.append("Cronbach’s alpha does not exist: the items do not vary.")
      return text
    }
    text.append("Cronbach’s alpha = \(words(alpha.value)) \(words(alpha.interval))")
    if let standardized = alpha.standardized, let average = alpha.averageCorrelation {
      text.append(", of standardised items \(words(standardized)) (mean correlation \(words(average)))")
    }
    if let omega = scale.omega {
      text.append("; McDonald’s omega = \(words(omega.value))\(omega.interval.map { " \(words($0))" } ?? "")")
    }
    if let extracted = scale.averageVarianceExtracted {
      text.append("; average variance extracted = \(words(extracted))")
    }
    text.append(". In brackets: \(APANumber.percent(alpha.interval.level)) confidence intervals (alpha: Feldt")
    text.append(scale.omega?.interval == nil ? ")." : "; omega: delta method).")
    if scale.reversedCount > 0 { text.append(" Reversed items are shown after reversal.") }
    if hasLoadings { text.append(" Loadings are standardised, of one factor by maximum likelihood.") }
    return text
  }

  private static func discrimination(_ ratios: HeterotraitMonotrait, _ scales: [ScaleReliability], _ end: String) -> Table {
    var table = Table(
      title: TableText("Heterotrait-Monotrait Ratios of Correlations\(end)"), nameHeader: "Scale",
      columns: (1..<max(ratios.names.count, 1)).map { Table.Column(TableText(String($0))) })
    for (row, scale) in scales.enumerated() {
      table.rows.append(
        .cells(TableText("\(row + 1). \(scale.label ?? scale.name)"), (0..<row).map { bounded(ratios[row, $0]) }))
    }
    table.notes = [
      .of(
        .italic("Note."), " ", .italic("N"),
        TableText(
          " = \(PrintedNumber.count(ratios.sampleSize)). Of absolute correlations of items; above .85 to .90 two scales hardly "
            + "measure two things (Henseler et al., 2015)."))
    ]
    return table
  }

  private static func number(_ text: String?) -> Table.Cell { .number(text ?? "—") }

  private static func bounded(_ value: Double?) -> Table.Cell { number(APANumber.bounded(value, decimals: 2)) }

  private static func words(_ value: Double) -> String { APANumber.bounded(value, decimals: 2) ?? "—" }

  private static func words(_ interval: ReliabilityInterval) -> String {
    WrappedText.unbroken("[\(words(interval.lower)), \(words(interval.upper))]")
  }
}
