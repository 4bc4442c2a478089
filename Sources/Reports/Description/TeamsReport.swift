import SurveyData

/// The agreement of teams as a table: intraclass correlations with their test, rwg and the average deviation of each variable.
public enum TeamsReport {
  /// - Parameter labels: what variables are called, where the data do not say.
  public static func table(_ teams: TeamResults, number: String = "", labels: [String: String] = [:]) -> Table {
    var table = Table(number: number, title: title(teams), columns: columns)
    table.rows = teams.variables.map { .cells(TableText(labels[$0.name] ?? $0.label ?? $0.name), cells($0)) }
    table.notes = [note(teams)]
    return table
  }

  private static let columns: [Table.Column] = [
    Table.Column("ICC(1)"), Table.Column("ICC(2)"), Table.Column(.italic("F")), Table.Column(.italic("df")),
    Table.Column(.italic("p")), Table.Column(.of(.italic("M"), " rwg")), Table.Column(.of(.italic("Mdn"), " rwg")),
    Table.Column("Range"), Table.Column("≥ .70"), Table.Column("AD"),
  ]

  private static func title(_ teams: TeamResults) -> TableText {
    let sizes = teams.sizes
    let members = sizes.lowerBound == sizes.upperBound ? "\(sizes.lowerBound)" : "\(sizes.lowerBound) to \(sizes.upperBound)"
    return TableText("Agreement Within \(PrintedNumber.count(teams.teamCount)) Teams of \(members) Members")
  }

  private static func cells(_ variable: TeamVariable) -> [Table.Cell] {
    let correlation = variable.correlation
    let agreement = variable.withinGroup
    let degrees = correlation.map { "\($0.numeratorDegreesOfFreedom), \($0.denominatorDegreesOfFreedom)" }
    let share = variable.shareOfAgreement.map { PrintedNumber.fixed($0 * 100, decimals: 0) + "%" }
    return [
      cell(bounded(correlation?.single())), cell(bounded(correlation?.ofMeans)), cell(APANumber.statistic(correlation?.f)),
      words(degrees), cell(APANumber.probability(correlation?.p)), cell(bounded(agreement?.mean)),
      cell(bounded(agreement?.median)), range(agreement), words(share),
      cell(APANumber.statistic(variable.averageDeviation?.mean)),
    ]
  }

  private static func range(_ summary: AgreementSummary?) -> Table.Cell {
    guard let lower = bounded(summary?.minimum), let upper = bounded(summary?.maximum) else { return .number("—") }
    return .interval(lower, upper)
  }

  private static func cell(_ text: String?) -> Table.Cell { .number(text ?? "—") }

  private static func words(_ text: String?) -> Table.Cell { text.map { .words(TableText($0)) } ?? .number("—") }

  private static func bounded(_ value: Double?) -> String? { APANumber.bounded(value, decimals: 2) }

  /// How the numbers were computed, and what they are compared with.
  private static func note(_ teams: TeamResults) -> TableText {
    var text = TableText.of(
      .italic("Note."), " ICC(1) is computed with the mean team size; ", .italic("F"), " tests that teams do not differ. rwg")
    if teams.variables.contains(where: { $0.itemCount > 1 }) { text.append(" (of several items rwg(j))") }
    text.append(" is compared with a \(teams.null.words) null distribution")
    let zeros = teams.variables.reduce(0) { $0 + $1.teamsSetToZero }
    if zeros > 0 { text.append("; \(zeros) negative \(zeros == 1 ? "value is" : "values are") set to 0") }
    text.append(". AD is the average deviation about the mean, over teams")
    let limits = Set(teams.variables.compactMap(\.answerCount)).sorted()
      .map { "\(PrintedNumber.fixed(Double($0) / 6, decimals: 2)) with \($0) answers" }
    if !limits.isEmpty { text.append("; customarily at most \(limits.joined(separator: ", "))") }
    text.append(".")
    return text
  }
}
