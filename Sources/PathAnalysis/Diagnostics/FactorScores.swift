import LinearAlgebra

/// The analysed cases with a score on every latent variable.
public struct FactorScores: Sendable {
  /// `regression`: the latent variables' expected values given all observed ones (Thurstone), of least error; variances are shrunk.
  /// `bartlett`: the values under which the indicators' residuals are least likely to be larger, unbiased given the latent variables.
  public enum Method: String, Sendable, CaseIterable { case regression, bartlett }

  public struct Case: Sendable {
    /// The row of the data, from 1; `nil` where rows have no numbers.
    public var row: Int?
    /// Label of the group, empty where there is one.
    public var group: String
    /// In the order of `observed`.
    public var values: [Double]
    /// In the order of `latent`; NaN where a score does not exist.
    public var scores: [Double]
  }

  public var method: Method
  public var observed: [String]
  public var latent: [String]
  /// In the order of the data's rows.
  public var cases: [Case]
}

extension FactorScores {
  static let noneMessage = Message(
    .warning, "no-factor-scores",
    "No factor scores: there are no rows, or the implied covariance of the variables cannot be inverted.")

  /// Latent variables for which a score does not exist.
  var messages: [Message] {
    let lacking = latent.indices.filter { index in cases.allSatisfy { $0.scores[index].isNaN } }.map { latent[$0] }
    guard !lacking.isEmpty, !cases.isEmpty else { return [] }
    let names = lacking.joined(separator: ", ")
    return [
      Message(
        .note, "no-bartlett-score",
        "Bartlett scores need observed indicators: \(names) has none, and its column is empty (--factor-score-method regression has all)."
      )
    ]
  }
}

extension Fit {
  /// Scores every analysed case on the latent variables; missing values (NaN) are left out of a case's information.
  ///
  /// With means mu and covariances Sigma of all variables as implied (where means are not modelled, those of the sample, and latent
  /// intercepts of zero): regression `mu_f + Sigma_fo Sigma_oo^-1 (y - mu_o)`; Bartlett, over the indicators with loadings L and residual
  /// covariance Theta, `(L' Theta^-1 L)^-1 L' Theta^-1 (y - nu)` with the indicators' intercepts nu.
  /// - Returns: `nil` without rows or latent variables, or when a covariance cannot be inverted.
  public func factorScores(_ method: FactorScores.Method) -> FactorScores? {
    guard model.hasLatentVariables, !model.table.hasLevels else { return nil }
    let observed = model.allObservedVariables
    var cases: [FactorScores.Case] = []
    for group in groups {
      guard let scores = GroupScores(group, parameters, method).scores() else { return nil }
      let place = observed.map { name in group.observedVariables.firstIndex(of: name) }
      for (index, score) in scores.enumerated() {
        cases.append(
          FactorScores.Case(
            row: group.sample.rowNumbers.map { $0[index] + 1 }, group: group.sample.label,
            values: place.map { $0.map { score.values[$0] } ?? .nan }, scores: score.scores))
      }
    }
    let latent = Array(model.matrices.variables.dropFirst(model.matrices.observedCount))
    cases.sort { ($0.row ?? 0) < ($1.row ?? 0) }
    return FactorScores(method: method, observed: observed, latent: latent, cases: cases)
  }
}

/// The scores of one group.
private struct GroupScores {
  private let group: FittedGroup
  private let method: FactorScores.Method
  private let means: [Double]
  private let paths: Matrix
  private let symmetric: Matrix
  private let observed: [Int]
  private let latent: [Int]

  init(_ group: FittedGroup, _ parameters: [Double], _ method: FactorScores.Method) {
    self.group = group
    self.method = method
    let matrices = group.matrices
    let count = matrices.variables.count
    var paths = Matrix(rowCount: count, columnCount: count)
    for entry in matrices.directEffects {
      paths[entry.row, entry.column] = group.implied.value(entry, parameters, group.observed)
    }
    var symmetric = Matrix(rowCount: count, columnCount: count)
    for entry in matrices.symmetricEffects {
      let value = group.implied.value(entry, parameters, group.observed)
      symmetric[entry.row, entry.column] = value
      symmetric[entry.column, entry.row] = value
    }
    self.paths = paths
    self.symmetric = symmetric
    observed = Array(0..<matrices.observedCount)
    latent = Array(matrices.observedCount..<count)
    means = Self.means(group, paths, observed, latent)
  }

  /// Implied means, or, where they are not modelled, the sample's with those that follow for latent variables without intercepts.
  private static func means(_ group: FittedGroup, _ paths: Matrix, _ observed: [Int], _ latent: [Int]) -> [Double] {
    guard group.matrices.intercepts.isEmpty else { return group.implied.means }
    let sample = group.observed.means ?? [Double](repeating: 0, count: observed.count)
    let fromObserved = paths.submatrix(rows: latent, columns: observed).times(sample)
    let feedback = Matrix.identity(latent.count) - paths.principal(latent)
    let factor = try? LUFactorization(feedback)
    return sample + (factor?.solve(fromObserved) ?? fromObserved)
  }

  func scores() -> [(values: [Double], scores: [Double])]? {
    guard let rows = group.sample.rows else { return nil }
    let columns = group.observedVariables.compactMap { group.sample.variables.firstIndex(of: $0) }
    guard columns.count == observed.count else { return nil }
    var weights: [[Bool]: Matrix] = [:]
    var result: [(values: [Double], scores: [Double])] = []
    for row in 0..<rows.rowCount {
      let values = columns.map { rows[row, $0] }
      let pattern = values.map { !$0.isNaN }
      let known = observed.filter { pattern[$0] }
      if weights[pattern] == nil { weights[pattern] = method == .regression ? regression(known) : bartlett(known) }
      guard let weight = weights[pattern] else { return nil }
      let deviations = known.map { values[$0] - means[$0] }
      let moved = weight.times(deviations)
      result.append((values, latent.indices.map { means[latent[$0]] + moved[$0] }))
    }
    return result
  }

  /// Sigma_fo Sigma_oo^-1, f x o.
  private func regression(_ known: [Int]) -> Matrix? {
    let covariance = group.implied.covariance
    guard !known.isEmpty else { return Matrix(rowCount: latent.count, columnCount: 0) }
    guard let factor = try? CholeskyFactorization(covariance.principal(known)) else { return nil }
    return factor.solve(covariance.submatrix(rows: known, columns: latent)).transposed
  }

  /// Weights of the deviations from the means, f x o; rows of NaN for latent variables without indicators among the known variables.
  private func bartlett(_ known: [Int]) -> Matrix? {
    let loadings = group.matrices.directEffects.filter { $0.isLoading && known.contains($0.row) && latent.contains($0.column) }
    let indicators = known.filter { index in loadings.contains { $0.row == index } }
    let measured = latent.filter { index in loadings.contains { $0.column == index } }
    var result = Matrix(rowCount: latent.count, columnCount: known.count, repeating: .nan)
    guard !measured.isEmpty else { return result }
    var lambda = Matrix(rowCount: indicators.count, columnCount: measured.count)
    for (i, indicator) in indicators.enumerated() {
      for (k, factor) in measured.enumerated() { lambda[i, k] = paths[indicator, factor] }
    }
    // Any covariance of the factors gives the same weights, and with one a residual variance of zero does no harm.
    let spread = lambda * group.implied.covariance.principal(measured)
    let covariance = symmetric.principal(indicators) + spread.timesTransposed(lambda)
    guard let factor = try? LUFactorization(covariance) else { return nil }
    let weighted = factor.solve(lambda)
    guard let normal = try? LUFactorization(lambda.transposedTimes(weighted)) else { return result }
    let weights = normal.solve(weighted.transposed)
    // Deviations of indicators, less what observed predictors explain.
    var deviations = Matrix(rowCount: indicators.count, columnCount: known.count)
    for (i, indicator) in indicators.enumerated() {
      for (j, variable) in known.enumerated() { deviations[i, j] = (variable == indicator ? 1 : 0) - paths[indicator, variable] }
    }
    let product = weights * deviations
    for (k, factor) in measured.enumerated() {
      let row = factor - (latent.first ?? 0)
      for j in known.indices { result[row, j] = product[k, j] }
    }
    return result
  }
}
