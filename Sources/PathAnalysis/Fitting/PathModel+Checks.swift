import LinearAlgebra

extension PathModel {
  /// The moments of the model's variables, after what would make the fit meaningless is refused by name.
  func checkedMoments(_ sample: Sample, group: Int, _ options: EstimationOptions) throws(FitError) -> ObservedMoments {
    let names = observedVariables(ofGroup: group)
    if let missing = names.first(where: { !sample.variables.contains($0) }) { throw .missingVariable(missing) }
    guard sample.sampleSize > 1 else { throw .tooFewCases(sampleSize: sample.sampleSize, variableCount: names.count) }
    let observed = ObservedMoments(sample, order: names, options: options)
    if table.hasMeanStructure && observed.means == nil { throw .meansMissing }
    for (i, name) in names.enumerated() {
      let mean = observed.means?[i] ?? 0
      // A constant column leaves only rounding of its mean in the variance.
      if !(observed.covariance[i, i] > 1e-28 * mean * mean) { throw .constantVariable(name) }
    }
    if sample.rows != nil && sample.sampleSize <= names.count {
      throw .tooFewCases(sampleSize: sample.sampleSize, variableCount: names.count)
    }
    if let collinear = Collinearity.first(in: observed.covariance, names: names) {
      if sample.rows == nil && collinear.residualShare < -Collinearity.tolerance {
        throw .covarianceNotPositiveDefinite(variable: collinear.variable)
      }
      throw .collinear(collinear.variable, with: collinear.others)
    }
    return observed
  }
}

/// A variable that is, to rounding, a linear combination of those before it.
struct Collinearity {
  /// Share of a variable's variance that the others leave unexplained, below which it counts as none.
  static let tolerance = 1e-12

  var variable: String
  var others: [String]
  var residualShare: Double

  /// Cholesky of the correlation matrix, row by row: the first pivot that vanishes names the variable, its coefficients the others.
  static func first(in covariance: Matrix, names: [String]) -> Collinearity? {
    let sd = covariance.diagonal.map { $0.squareRoot() }
    var kept: [Int] = []
    for i in names.indices {
      let target = kept.map { covariance[$0, i] / (sd[$0] * sd[i]) }
      var correlation = covariance.principal(kept)
      for a in kept.indices { for b in kept.indices { correlation[a, b] /= sd[kept[a]] * sd[kept[b]] } }
      guard let factor = try? CholeskyFactorization(correlation), !kept.isEmpty else {
        kept.append(i)
        continue
      }
      let weights = factor.solve(target)
      let residual = 1 - zip(weights, target).reduce(0) { $0 + $1.0 * $1.1 }
      if residual < tolerance {
        let others = kept.indices.filter { abs(weights[$0]) > 1e-6 }.map { names[kept[$0]] }
        return Collinearity(variable: names[i], others: others, residualShare: residual)
      }
      kept.append(i)
    }
    return nil
  }
}
