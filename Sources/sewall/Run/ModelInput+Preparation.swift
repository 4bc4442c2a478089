import ModelSyntax
import PathAnalysis
import SurveyData

extension ModelInput {
  /// The rows after the steps of the front matter, and a note on each step.
  ///
  /// Throws a failure with status 65 at the step's place in the model file, or at the data's.
  func prepared(_ table: DataTable, from file: String) throws(Failure) -> (content: PreparedTable, findings: [Finding]) {
    if preparationIsWrong { try refuseWrongFrontMatter() }
    let steps = try steps()
    if steps.isEmpty { return (PreparedTable(table: table), []) }
    let prepared: PreparedTable
    do {
      prepared = try steps.apply(to: table)
    } catch {
      throw failure(error.placed(in: table), in: file)
    }
    return (prepared, findings(of: prepared.reports))
  }

  /// A note on what each step did, and its warnings.
  func findings(of reports: [StepReport]) -> [Finding] {
    reports.flatMap { report in
      [finding(.note, "prepared", report.text, at: report.place)]
        + report.warnings.map { finding(.warning, "preparation", $0, at: report.place) }
    }
  }

  /// The variables of the data that the steps read.
  func preparationVariables(of table: DataTable) -> [String] { (try? preparation.neededVariables(among: table.names)) ?? [] }

  /// The steps of the front matter, with the conditions of the command line in place of its own.
  func steps() throws(Failure) -> Preparation {
    var steps = preparation
    if !commandLineFilters.isEmpty { steps.filters = try filters() }
    return steps
  }

  private func finding(
    _ severity: Diagnostic.Severity, _ id: String, _ text: String, at place: PreparationPlace
  ) -> Finding {
    let (range, source) = range(of: place)
    // What a step did is no fault to be looked for in its line.
    return Finding(Diagnostic(severity, id, text, at: range), in: source, showsLine: severity != .note)
  }

  /// What is wrong with the data, or with the step of the preparation that the error names.
  func failure(_ error: DataError, in file: String) -> Failure {
    guard let step = error.step else { return Failure(error, in: file) }
    let row = error.line.map { " (\(error.isRow ? "row" : "line") \($0) of `\(file)`)" } ?? ""
    let (range, source) = range(of: step)
    return Failure(
      .wrongInput,
      [Finding(Diagnostic(.error, error.id, error.message + row, at: range, advice: error.advice), in: source)])
  }

  /// Where a step stands: in the model file, or in a condition of the command line.
  private func range(of place: PreparationPlace) -> (range: SourceRange?, source: SourceText) {
    guard place.key == "where", !commandLineFilters.isEmpty else { return (frontMatter.range(of: place, in: source), source) }
    let index = (place.entry.flatMap(Int.init) ?? 1) - 1
    let text = SourceText(name: "--where", text: commandLineFilters.indices.contains(index) ? commandLineFilters[index] : "")
    return (place.characters.map { SourceRange(start: $0.lowerBound, end: $0.upperBound) }, text)
  }

  /// The conditions of the command line.
  private func filters() throws(Failure) -> [RowFilter] {
    var filters: [RowFilter] = []
    for (index, text) in commandLineFilters.enumerated() {
      do throws(DataError) {
        filters.append(try RowFilter(text, entry: commandLineFilters.count == 1 ? nil : String(index + 1)))
      } catch {
        throw failure(error, in: "")
      }
    }
    return filters
  }

  /// Throws a failure with status 64 for a condition of the command line that cannot be read.
  func refuseFilters() throws(Failure) {
    do throws(Failure) { _ = try filters() } catch {
      throw Failure(.wrongUsage, error.findings)
    }
  }
}
