import SurveyData

/// The agreement of teams as a table: intraclass correlations with their test, rwg and the average deviation of each variable.
public enum TeamsReport {
  /// A heading, the table and how it is to be read.
  public static func text(_ teams: TeamResults, labels: [String: String] = [:], width: Int = 100, colour: Bool = false) -> String
  {
    TextLine.joined(lines(teams, labels: labels, width: max(width, TextReport.leastWidth)), colour: colour)
  }

  static func lines(_ teams: TeamResults, labels: [String: String], width: Int) -> [TextLine] {
    var lines = WrappedText.lines(heading(teams), width: width).map { TextLine($0, .heading) }
    if teams.variables.isEmpty { return lines }
    var table = TextTable(
      "Variable", headers: ["ICC(1)", "ICC(2)", "F", "df", "p", "rwg M", "Mdn", "range", "≥ .70", "AD"])
    table.rows = teams.variables.map { .cells($0.label ?? labels[$0.name] ?? $0.name, cells($0)) }
    lines += table.lines(width: width)
    lines.append(.blank)
    lines += WrappedText.lines(legend(teams), width: width).map { TextLine($0) }
    return lines
  }

  private static func heading(_ teams: TeamResults) -> String {
    let sizes = teams.sizes
    let members = sizes.lowerBound == sizes.upperBound ? "\(sizes.lowerBound)" : "\(sizes.lowerBound) to \(sizes.upperBound)"
    return "Agreement in \(teams.teamCount) teams of \(members) members"
  }

  private static func cells(_ variable: TeamVariable) -> [TextTable.Cell] {
    let correlation = variable.correlation
    let agreement = variable.withinGroup
    let range = agreement.flatMap { summary -> TextTable.Cell? in
      guard let lower = bounded(summary.minimum), let upper = bounded(summary.maximum) else { return nil }
      return .interval(lower, upper)
    }
    return [
      cell(bounded(correlation?.single())), cell(bounded(correlation?.ofMeans)), cell(APANumber.statistic(correlation?.f)),
      correlation.map { .word("\($0.numeratorDegreesOfFreedom), \($0.denominatorDegreesOfFreedom)") } ?? .empty,
      cell(APANumber.probability(correlation?.p)), cell(bounded(agreement?.mean)), cell(bounded(agreement?.median)),
      range ?? .empty, variable.shareOfAgreement.map { .word(PrintedNumber.fixed($0 * 100, decimals: 0) + "%") } ?? .empty,
      cell(APANumber.statistic(variable.averageDeviation?.mean)),
    ]
  }

  private static func cell(_ text: String?) -> TextTable.Cell { text.map { .number($0) } ?? .empty }

  private static func bounded(_ value: Double?) -> String? { APANumber.bounded(value, decimals: 2) }

  private static func legend(_ teams: TeamResults) -> String {
    var phrases = [
      "ICC(1) with the mean team size; F tests that teams do not differ",
      "rwg (rwg(j) of several items) against a \(teams.null.rawValue) null distribution: mean, median and range over teams, and the "
        + "share of teams at .70 or more",
      "AD: average deviation about the mean, over teams",
    ]
    let zeros = teams.variables.reduce(0) { $0 + $1.teamsSetToZero }
    if zeros > 0 { phrases[1] += " (\(zeros) negative, set to 0)" }
    let ratings = Set(teams.variables.compactMap(\.answerCount)).sorted()
    if !ratings.isEmpty {
      let limits = ratings.map { "\(PrintedNumber.fixed(Double($0) / 6, decimals: 2)) of \($0) answers" }
      phrases[2] += ", at most \(limits.joined(separator: ", "))"
    }
    return phrases.joined(separator: ". ") + "."
  }
}
