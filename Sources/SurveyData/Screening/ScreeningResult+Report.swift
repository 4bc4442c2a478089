extension ScreeningResult {
  /// What was found, in words: `screening: 7 of 300 rows flagged (10 or more identical answers in a row: 3, …), all kept`.
  public var report: StepReport {
    let flagged = flaggedRows.count
    var signs: [String] = []
    if let limit = screening.longstring {
      signs.append("\(limit) or more identical answers in a row: \(longstringRows.count)")
    }
    if let limit = screening.evenOdd {
      signs.append("even-odd consistency below \(twoDecimals(limit)): \(inconsistentRows.count)\(without(consistencies))")
    }
    if let limit = screening.mahalanobis {
      signs.append(
        "Mahalanobis distance with p < \(withoutLeadingZero(limit)): \(distantRows.count)\(without(distances))")
    }
    let remaining = rowCount - (screening.excludes ? flagged : 0)
    let end = screening.excludes ? "excluded, \(remaining) remain" : "none excluded"
    return StepReport(
      place: Screening.place,
      text: "screening: \(flagged) of \(rowCount) rows flagged (\(signs.joined(separator: "; "))), \(end)", rowsBefore: rowCount,
      rowsAfter: remaining)
  }

  private func without(_ values: [Double]?) -> String {
    let count = values?.count { $0.isNaN } ?? 0
    return count == 0 ? "" : ", \(count) without a value"
  }

  private func withoutLeadingZero(_ value: Double) -> String {
    let text = String(value)
    return text.hasPrefix("0.") ? String(text.dropFirst()) : text
  }
}

extension PreparedTable {
  /// Screens the rows, and excludes those with a sign of careless answers where that is asked for.
  ///
  /// - Returns: the rows (from 0) that stay.
  ///
  /// Throws as ``Screening/result(in:scales:)`` does, and `all-excluded`.
  @discardableResult
  mutating func screen(_ screening: Screening) throws(DataError) -> [Int] {
    let result = try screening.result(in: table, scales: scales)
    reports.append(result.report)
    let flagged = screening.excludes ? Set(result.flaggedRows) : []
    let kept = (0..<table.rowCount).filter { !flagged.contains($0) }
    if flagged.isEmpty { return kept }
    if kept.isEmpty {
      throw Screening.error(
        "all-excluded", "the screening excludes every row", advice: "look at its limits, or take `exclude` out")
    }
    table = table.selecting(kept)
    scales = scales.map { $0.selecting(kept) }
    return kept
  }
}
