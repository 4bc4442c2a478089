extension ResultsBuilder {
  /// What can be said of a model whose variables are collinear: what was asked, and that there is no unique solution.
  static func withoutSolution(
    _ analysis: Analysis, _ description: AnalysisDescription, collinear variable: String, with others: [String]
  ) -> Results {
    let table = analysis.model.table
    let sampleSize = analysis.samples.reduce(0) { $0 + $1.sampleSize }
    let outcomes = Set(analysis.model.matrices.directEffects.map { analysis.model.matrices.variables[$0.row] })
    let reason = Message(
      .error, "collinear",
      "\(variable) is an exact linear combination of \(others.joined(separator: ", ")): their coefficients have no unique values, "
        + "so nothing was estimated. Leave one of them out (a total beside all of its parts is the usual cause).")
    return Results(
      title: description.title, modelName: description.modelName, dataName: description.dataName, converged: false, iterations: 0,
      sampleSize: sampleSize, rowsRead: description.rowsRead ?? sampleSize,
      groups: analysis.samples.map { GroupResult(label: $0.label, sampleSize: $0.sampleSize) },
      parameters: table.rows.map { row in
        var fixed: Double?
        if case .fixed(let value) = row.status { fixed = value }
        return ParameterResult(
          lhs: row.lhs, op: row.relation.rawValue, rhs: row.rhs, group: row.group, level: row.level, label: row.label,
          isFree: row.parameterIndex != nil, origin: row.origin == .user ? .user : .default,
          value: EstimateResult(estimate: fixed))
      }, effects: [], fitMeasures: [FitMeasure("ntotal", Double(sampleSize))], rSquared: [],
      interval: IntervalDescription(type: "none", level: analysis.resampling.level),
      conventions: [Convention("estimator", "ML")], messages: description.messages + [reason], labels: description.labels,
      variables: analysis.model.observedVariables.map {
        VariableResult(name: $0, isLatent: false, isExogenous: !outcomes.contains($0))
      })
  }
}
