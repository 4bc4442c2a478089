import PathAnalysis
import SurveyData

extension SampleInput {
  /// What was left out: by variable, or, where incomplete cases stay, by reason.
  ///
  /// - Parameters:
  ///   - selection: which cases were to stay.
  ///   - missing: what is done about missing values.
  func droppedRows(_ selection: CaseSelection, _ missing: EstimationOptions.Missing) -> Message? {
    guard let listwise, listwise.rowsUsed < listwise.rowsRead else { return nil }
    let dropped = listwise.rowsRead - listwise.rowsUsed
    guard selection.keepsIncomplete else {
      return message(dropped, "dropped for missing values", details: counts(listwise) { _ in true }, of: listwise)
    }
    let other = dropped - listwise.droppedForRequired - listwise.droppedAsEmpty
    let advice =
      missing == .pairwise ? "" : missing.isTwoStage ? "; --no-fixed-x keeps them" : "; --no-fixed-x or --missing ml.x keeps them"
    let lacking = counts(listwise) { selection.required.contains($0) }
    let reasons = [
      (listwise.droppedAsEmpty, selection.needsOthers ? "without any value of an outcome" : "without any value"),
      (listwise.droppedForRequired, "without an exogenous variable: \(lacking)\(advice)"),
      (other, "without cluster or weight"),
    ]
    let details = reasons.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return message(dropped, "dropped", details: details, of: listwise)
  }

  private func counts(_ listwise: ListwiseResult, _ isMeant: (String) -> Bool) -> String {
    listwise.missingByVariable.filter { $0.count > 0 && isMeant($0.name) }.map { "\($0.name) \($0.count)" }.joined(
      separator: ", ")
  }

  private func message(_ dropped: Int, _ words: String, details: String, of listwise: ListwiseResult) -> Message {
    Message(
      .warning, "rows-dropped",
      "\(listwise.rowsRead) rows \(listwise.rowsRead == rowsRead ? "read" : "kept"), \(dropped) \(words) (\(details)), \(listwise.rowsUsed) analysed."
    )
  }
}
