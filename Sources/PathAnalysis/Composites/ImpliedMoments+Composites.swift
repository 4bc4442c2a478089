import LinearAlgebra

extension ImpliedMoments {
  /// Adds the residual variances and intercepts that give composites the variance and the mean of their weighted sums.
  mutating func addComposites(_ matrices: RAMMatrices) {
    let variables = composites.map(\.composite.variable)
    let residuals = residualVariances(
      giving: composites.map { $0.variance - covariance[$0.composite.variable, $0.composite.variable] }, of: variables)
    let intercepts = self.intercepts(giving: composites.map { $0.mean - means[$0.composite.variable] }, of: variables)
    let all = Array(0..<totalEffects.rowCount)
    for (k, moments) in composites.enumerated() {
      let effects = totalEffects.column(variables[k])
      dependents[moments.composite.variance] = residuals[k]
      setResidual(residuals[k], of: variables[k])
      covariance.add(residuals[k], timesProductOf: effects, effects, at: all)
      guard moments.composite.hasMeans else { continue }
      dependents[moments.composite.intercept] = intercepts[k]
      for i in all { means[i] += intercepts[k] * effects[i] }
    }
  }

  /// The intercepts of `variables` that add given amounts to their means: `sum_k B_ik a_k = amount_i`.
  private func intercepts(giving amounts: [Double], of variables: [Int]) -> [Double] {
    (try? LUFactorization(totalEffects.principal(variables)))?.solve(amounts) ?? amounts
  }

  /// The parameters and the entries that follow from them, as functions of the parameters: (q + d) x q, an identity above.
  func dependence(_ matrices: RAMMatrices) -> Matrix {
    let q = matrices.parameterCount
    var result = Matrix(rowCount: q + matrices.dependentCount, columnCount: q)
    for j in 0..<q { result[j, j] = 1 }
    var variances = Matrix(rowCount: composites.count, columnCount: q)
    var shifts = variances
    for (k, moments) in composites.enumerated() {
      for (m, source) in moments.composite.weights.enumerated() {
        guard case .parameter(let parameter) = source else { continue }
        for (entry, value) in moments.derivatives(m) { result[q + entry, parameter] += value }
        variances[k, parameter] += 2 * moments.joint[m]
        shifts[k, parameter] += moments.indicatorMeans[m]
      }
    }
    for place in ParameterPlace.all(in: matrices) {
      for (k, moments) in composites.enumerated() {
        let variable = moments.composite.variable
        let effect = totalEffects[variable, place.row]
        switch place.matrix {
        case .directEffect:
          variances[k, place.parameter] -= 2 * effect * covariance[place.column, variable]
          shifts[k, place.parameter] -= effect * means[place.column]
        case .symmetricEffect:
          variances[k, place.parameter] -= 2 * place.scale * effect * totalEffects[variable, place.column]
        case .intercept: shifts[k, place.parameter] -= effect
        case .threshold, .scaling: break
        }
      }
    }
    let variables = composites.map(\.composite.variable)
    for j in 0..<q {
      let residuals = residualVariances(giving: variances.column(j), of: variables)
      let intercepts = self.intercepts(giving: shifts.column(j), of: variables)
      for (k, moments) in composites.enumerated() {
        result[q + moments.composite.variance, j] = residuals[k]
        if moments.composite.hasMeans { result[q + moments.composite.intercept, j] = intercepts[k] }
      }
    }
    return result
  }

  func compositeIntercept(of variable: Int) -> Double? {
    composites.first { $0.composite.variable == variable && $0.composite.hasMeans }.map { dependents[$0.composite.intercept] }
  }

  /// An entry's value, also where it is no parameter.
  func value(_ entry: RAMMatrices.Entry, _ parameters: [Double], _ sample: ObservedMoments) -> Double {
    if case .dependent(let index) = entry.source { return dependents[index] }
    return entry.value(parameters, sample)
  }
}

extension ParameterPlace {
  /// Where parameters and the entries that follow from them stand, the latter numbered from `first`.
  static func extended(in matrices: RAMMatrices, first: Int) -> [ParameterPlace] {
    Matrix.allCases.flatMap { matrix in
      matrices.entries(matrix).compactMap { entry in
        switch entry.source {
        case .parameter(let index): ParameterPlace(matrix: matrix, row: entry.row, column: entry.column, parameter: index)
        case .dependent(let index):
          ParameterPlace(matrix: matrix, row: entry.row, column: entry.column, parameter: first + index)
        case .fixed, .sampleMoment, .unitVariance: nil
        }
      }
    }
  }
}
