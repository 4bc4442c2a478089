import PathAnalysis
import ModelSyntax
import SurveyData

extension ModelInput {
  /// The rows after the steps of the front matter, and a note on each step.
  ///
  /// Throws a failure with status 65 at the step's place in the model file, or at the data's.
  func prepared(_ table: DataTable, from file: String) throws(Failure) -> (table: DataTable, findings: [Finding]) {
    let (steps, diagnostics) = frontMatter.preparation
    let wrong = diagnostics.map { Finding($0, in: source) }
    guard !wrong.contains(where: \.isError) else { throw Failure(.wrongInput, wrong) }
    if steps.isEmpty { return (table, wrong) }
    let prepared: PreparedTable
    do {
      prepared = try steps.apply(to: table)
    } catch {
      throw failure(error, in: file)
    }
    let findings = prepared.reports.flatMap { report in
      [finding(.note, "prepared", report.text, at: report.place)]
        + report.warnings.map { finding(.warning, "preparation", $0, at: report.place) }
    }
    return (prepared.table, wrong + findings)
  }

  private func finding(
    _ severity: Diagnostic.Severity, _ id: String, _ text: String, at place: PreparationPlace
  ) -> Finding {
    Finding(Diagnostic(severity, id, text, at: frontMatter.range(of: place)), in: source)
  }

  /// What is wrong with the data, or with the step of the preparation that the error names.
  func failure(_ error: DataError, in file: String) -> Failure {
    guard let step = error.step else { return Failure(error, in: file) }
    let row = error.line.map { " (line \($0) of `\(file)`)" } ?? ""
    return Failure(
      .wrongInput,
      [
        Finding(
          Diagnostic(.error, error.id, error.message + row, at: frontMatter.range(of: step), advice: error.advice), in: source)
      ])
  }
}
