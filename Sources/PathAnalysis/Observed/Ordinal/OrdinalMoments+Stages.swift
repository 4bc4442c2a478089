import LinearAlgebra

extension OrdinalMoments {
  /// The moments of cases, by the three stages.
  ///
  /// A case that lacks a variable has no score for its parameters, nor for its correlations.
  ///
  /// With the scores s₁ and s₂ of the two stages and their cross-products A, a case adds a₁ = A₁₁⁻¹ s₁ to the estimates of the first
  /// stage (A₁₁ holds a block for each variable) and a₂ = A₂₂⁻¹ (s₂ - A₂₁ a₁) to the correlations (A₂₂ is diagonal). `gamma` is
  /// n Σ a a' over cases, which is n A⁻¹ B A⁻ᵀ of Muthén (1984) with B the cross-products of all scores.
  ///
  ///     let moments = try OrdinalMoments(OrdinalInput(names: ["u1", "u2"], isOrdinal: [true, true], rows: rows))
  ///     moments.covariance[1, 0]  // the polychoric correlation
  ///
  /// - Throws: any `OrdinalProblem`.
  init(_ input: OrdinalInput) throws(OrdinalProblem) {
    try Self.check(input)
    let covariates: Covariates? =
      if let exogenous = input.exogenous, exogenous.columnCount > 0 {
        try Covariates(exogenous, names: input.exogenousNames)
      } else {
        nil
      }
    var margins: [AvailableMargin] = []
    for variable in input.names.indices {
      margins.append(try AvailableMargin(input, variable: variable, covariates: covariates))
    }
    var stages = MomentStages(margins, caseCount: input.rows.rowCount)
    for column in margins.indices {
      for row in margins.indices.dropFirst(column + 1) { try stages.addPair(row: row, column: column, names: input.names) }
    }
    self = stages.moments
  }

  private static func check(_ input: OrdinalInput) throws(OrdinalProblem) {
    let n = input.rows.rowCount
    let exogenousCount = input.exogenous?.columnCount ?? 0
    guard n > 0, input.names.count == input.rows.columnCount, input.isOrdinal.count == input.names.count,
      input.exogenousNames.count == exogenousCount, exogenousCount == 0 || input.exogenous?.rowCount == n
    else { throw .shapesDisagree }
    for (variable, name) in input.names.enumerated() {
      if let row = input.rows.column(variable).firstIndex(where: { !$0.isFinite && !(input.usesAvailableCases && $0.isNaN) }) {
        throw .notFinite(variable: name, row: row)
      }
    }
  }
}

extension Margin {
  /// - Throws: what is wrong with the variable.
  init(_ column: [Double], isOrdinal: Bool, covariates: Covariates?, name: String) throws(OrdinalProblem) {
    self =
      isOrdinal
      ? .ordinal(try OrdinalMargin(Categories(column), covariates: covariates, variable: name))
      : .continuous(try ContinuousMargin(column, covariates: covariates, variable: name))
  }
}
