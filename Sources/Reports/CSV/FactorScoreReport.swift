import PathAnalysis

/// Factor scores as a data file (RFC 4180): the row of the data, the group where there are several, the model's variables, a column
/// for each latent variable. A value that does not exist is an empty cell.
public enum FactorScoreReport {
  public static func render(_ scores: FactorScores) -> String {
    let hasGroups = scores.cases.contains { !$0.group.isEmpty }
    let hasRows = scores.cases.contains { $0.row != nil }
    let header = (hasRows ? ["row"] : []) + (hasGroups ? ["group"] : []) + scores.observed + scores.latent
    var text = line(header)
    for entry in scores.cases {
      let place = (hasRows ? [entry.row.map(String.init) ?? ""] : []) + (hasGroups ? [entry.group] : [])
      text += line(place + entry.values.map { CSVReport.number($0) } + entry.scores.map { CSVReport.number($0) })
    }
    return text
  }

  private static func line(_ cells: [String]) -> String { cells.map(CSVReport.quoted).joined(separator: ",") + "\r\n" }
}
