import PathAnalysis

extension AnalysisOptions {
  /// Which cases are analysed: all with full information, save those without a fixed exogenous variable.
  func selection(_ table: ParameterTable) -> CaseSelection {
    var selection = CaseSelection()
    let missing = estimationOptions.missing
    selection.keepsIncomplete = missing != .listwise
    if missing != .fullInformationWithX, table.hasFixedX { selection.required = Set(table.exogenousVariables) }
    selection.needsOthers = table.isConditionalX
    selection.weights = input.samplingWeights
    selection.clusters = input.cluster
    if specification.stdOv == true {
      // As in lavaan, what is given rather than explained keeps its units.
      let given = table.hasFixedX ? Set(table.exogenousVariables) : []
      selection.standardized = Set(table.allObservedVariables).subtracting(given).subtracting(table.ordinalVariables)
    }
    return selection
  }
}
