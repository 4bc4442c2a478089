import ModelSyntax
import PathAnalysis
import SurveyData

extension ModelOptions {
  /// The same with the number of categories that each variable shows in the cases without missing values, or in those that have it.
  func counting(_ source: DataSource, _ input: ModelInput, _ missing: EstimationOptions.Missing) -> ModelOptions {
    guard case .rows(let table) = source.content else { return self }
    var options = self
    let mentioned = Set(input.mentionedVariables)
    let names = table.names.filter { mentioned.contains($0) }
    guard ordered != .none || input.hasThresholds,
      let cases = try? table.cases(of: names, required: missing == .pairwise ? [] : Set(names), where: { _ in true })
    else { return self }
    for (column, name) in names.enumerated() {
      options.categoryCounts[name] = Set(cases.rows.column(column).filter { !$0.isNaN }).count
    }
    return options
  }
}

extension ModelInput {
  var hasThresholds: Bool {
    ModelParser.parse(document).tree.statements.contains {
      if case .term(let term) = $0 { return term.relation == .threshold }
      return false
    }
  }
}
