import ModelSyntax
import PathAnalysis
import SurveyData

extension ModelOptions {
  /// The same with the number of categories that each variable shows in the cases without missing values, or in those that have it;
  /// ranges of ordinal variables (`uwes1..uwes9`) by their variables.
  ///
  /// Throws a failure with status 64 or 65 for a range whose ends are not in the data.
  func counting(
    _ source: DataSource, _ input: ModelInput, _ missing: EstimationOptions.Missing
  ) throws(Failure) -> ModelOptions {
    guard case .rows(let table) = source.content else { return self }
    var options = self
    let mentioned = Set(input.mentionedVariables)
    if case .names(let given) = ordered {
      do {
        let ranges = try given.filter { $0.contains("..") }.map { range throws(DataError) in
          try VariableRange.expand([range], among: table.names, at: PreparationPlace(key: "ordered"))
        }
        options.ordered = .names(given.filter { !$0.contains("..") }.union(ranges.joined().filter { mentioned.contains($0) }))
      } catch {
        throw input.failure(option: "ordered", error.id, error.message, advice: error.advice)
      }
    }
    let names = table.names.filter { mentioned.contains($0) }
    guard options.ordered != .none || input.hasThresholds,
      let cases = try? table.cases(of: names, required: missing == .pairwise ? [] : Set(names), where: { _ in true })
    else { return options }
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
