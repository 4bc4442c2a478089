import PathAnalysis

extension ComparisonReport {
  /// Fit, differences and information criteria, each a table, the least restricted model first.
  public static func text(_ results: ComparisonResults, width: Int = 100, colour: Bool = false) -> String {
    let width = max(width, TextReport.leastWidth)
    let cases = "n = \(PrintedNumber.count(results.sampleSize))"
    let groups = results.groups.map { "\($0.label) (n = \(PrintedNumber.count($0.sampleSize)))" }
    var opening = TextReport.errors(results.messages, width: width)
    opening += TextReport.labelled("Models", results.models.map(\.name).joined(separator: ", "), width: width)
    opening += TextReport.labelled("Data", groups.count > 1 ? "\(cases): \(groups.joined(separator: ", "))" : cases, width: width)
    let sections = [
      opening, fit(results, width: width), differences(results, width: width), criteria(results, width: width),
      TextReport.notes(results.messages.filter { $0.severity != .error }, width: width),
    ]
    return TextLine.joined(Array(sections.filter { !$0.isEmpty }.joined(separator: [TextLine.blank])), colour: colour)
  }

  private static func fit(_ results: ComparisonResults, width: Int) -> [TextLine] {
    let isScaled = results.models.contains { $0.scaledChiSquare != nil }
    var table = TextTable("Model", headers: [isScaled ? "scaled χ²" : "χ²", "df", "p", "CFI", "RMSEA", "SRMR", ""])
    table.rows = results.models.map { row in
      .cells(
        row.name,
        [
          number(APANumber.statistic(row.scaledChiSquare ?? row.chiSquare)), .word(String(row.degreesOfFreedom)),
          number(APANumber.probability(isScaled ? row.scaledPValue : row.pValue)), number(APANumber.bounded(row.cfi)),
          number(APANumber.bounded(row.rmsea)), number(APANumber.bounded(row.srmr)),
          .mark(row.converged ? "" : "not converged"),
        ])
    }
    return [TextLine("Fit", .heading)] + table.lines(width: width)
  }

  private static func differences(_ results: ComparisonResults, width: Int) -> [TextLine] {
    let rows = zip(results.models, results.models.dropFirst()).filter { $1.nesting != nil || $1.difference != nil }
    guard !rows.isEmpty else { return [] }
    var table = TextTable("Comparison", headers: ["Δχ²", "Δdf", "p", "RMSEA_D", "ΔCFI", "ΔRMSEA", "nested"])
    table.rows = rows.map { general, row in
      let difference = row.difference
      let nested: String =
        switch row.nesting {
        case .nested: "yes"
        case .equivalent: "equivalent"
        case .notNested: "no"
        case .unknown, nil: "?"
        }
      return .cells(
        "\(row.name) vs \(general.name)",
        [
          number(APANumber.statistic(difference?.chiSquare)),
          .word(APANumber.degrees(difference?.degreesOfFreedom) ?? String(row.degreesOfFreedom - general.degreesOfFreedom)),
          number(APANumber.probability(difference?.pValue)), number(APANumber.bounded(difference?.rmsea)),
          number(APANumber.bounded(row.cfiChange)), number(APANumber.bounded(row.rmseaChange)), .word(nested),
        ])
    }
    let methods = Set(results.models.compactMap { $0.difference?.method })
    let method = methods.count == 1 ? methods.first.map(name) ?? "" : ""
    return [TextLine("Chi-square differences" + (method.isEmpty ? "" : " (\(method))"), .heading)] + table.lines(width: width)
  }

  private static func name(_ method: DifferenceMethod) -> String {
    switch method {
    case .standard: ""
    case .satorraBentler2001: "scaled, Satorra & Bentler 2001"
    case .satorraBentler2010: "scaled, Satorra & Bentler 2010"
    case .satorra2000: "scaled and shifted, Satorra 2000"
    }
  }

  private static func criteria(_ results: ComparisonResults, width: Int) -> [TextLine] {
    let (aic, bic) = (results.models.compactMap(\.aic).min(), results.models.compactMap(\.bic).min())
    guard let aic, let bic else { return [] }
    var table = TextTable("Model", headers: ["AIC", "ΔAIC", "weight", "BIC", "ΔBIC", "weight"])
    let areComparable = results.models.allSatisfy { $0.aicWeight != nil }
    table.rows = results.models.map { row in
      .cells(
        row.name,
        [
          number(APANumber.statistic(row.aic)), number(areComparable ? APANumber.statistic(row.aic.map { $0 - aic }) : nil),
          number(APANumber.bounded(row.aicWeight)), number(APANumber.statistic(row.bic)),
          number(areComparable ? APANumber.statistic(row.bic.map { $0 - bic }) : nil), number(APANumber.bounded(row.bicWeight)),
        ])
    }
    return [TextLine("Information criteria (lower is better)", .heading)] + table.lines(width: width)
  }

  private static func number(_ text: String?) -> TextTable.Cell { text.map { .number($0) } ?? .word("-") }
}
