import LinearAlgebra

/// What the sampling covariance Gamma of the moments does to estimates and test statistic (conventions.md sections 6 and 7).
///
/// With Delta the Jacobian of the moments, W their weight and `E = (Delta'W Delta)^-1`, all of the restricted parameters and summed
/// over groups with their shares, `U = W - W Delta E Delta'W`. The estimates have the covariance `E M E / N` with
/// `M = Delta'W Gamma W Delta`, and the test statistic is distributed as a sum of chi-squares whose weights are the eigenvalues of
/// `U Gamma`.
struct MomentSandwich: Sendable {
  /// E M E, of the free parameters after restrictions.
  let estimateCovariance: Matrix
  /// tr(U Gamma).
  let trace: Double
  /// tr(U Gamma U Gamma).
  let squaredTrace: Double

  /// `nil` when the model is not identified, or Gamma is not known because moments were given.
  init?(_ solution: Solution) {
    guard let parts = solution.momentParts else { return nil }
    self.init(parts, solution.restrictions)
  }

  /// `nil` when the model is not identified.
  init?(_ parts: [MomentParts], _ restrictions: LinearRestrictions) {
    let count = restrictions.basis.columnCount
    var information = Matrix(rowCount: count, columnCount: count)
    var middle = information
    var cubic = information
    var (weightTrace, weightSquaredTrace) = (0.0, 0.0)
    for part in parts {
      let jacobian = restrictions.isEmpty ? part.jacobian : part.jacobian * restrictions.basis
      let weighted = part.weight.times(jacobian)
      let weightedGamma = part.weight.times(part.gamma)
      let spread = part.gamma * weighted
      information += part.share * jacobian.transposedTimes(weighted)
      middle += part.share * weighted.transposedTimes(spread)
      cubic += part.share * spread.transposedTimes(part.weight.times(spread))
      weightTrace += weightedGamma.trace
      weightSquaredTrace += weightedGamma.traceOfSquare
    }
    guard let bread = (try? CholeskyFactorization(information.symmetrized))?.inverse() else { return nil }
    let breadMiddle = bread * middle
    estimateCovariance = (breadMiddle * bread).symmetrized
    trace = weightTrace - breadMiddle.trace
    squaredTrace = weightSquaredTrace - 2 * (bread * cubic).trace + breadMiddle.traceOfSquare
  }
}

/// Jacobian, weight and sampling covariance of one group's moments.
struct MomentParts: Sendable {
  var jacobian: Matrix
  var weight: MomentWeight
  /// n times the sampling covariance of the moments.
  var gamma: Matrix
  /// s - sigma.
  var residuals: [Double]
  /// n_g / N.
  var share: Double

  /// Turns the divisor n of the covariances' part of Gamma into n - 1; that of means keeps its own.
  mutating func useUnbiasedCovariances(sampleSize n: Double) {
    guard case .normalTheory(_, let meanCount) = weight else { return }
    for j in meanCount..<gamma.columnCount { for i in meanCount..<gamma.rowCount { gamma[i, j] *= n / (n - 1) } }
  }
}

extension Solution {
  /// One a group; `nil` when a group's Gamma is not known.
  var momentParts: [MomentParts]? {
    var parts: [MomentParts] = []
    for (index, data) in estimation.data.enumerated() {
      let share = data.weight / estimation.totalWeight
      switch point {
      case .likelihood(let function, let evaluation):
        guard let gamma = estimation.empiricalCovariance(ofGroup: index) else { return nil }
        let hasMeans = function.blocks[index].means != nil
        let p = estimation.groups[index].observedCount
        let structure = MomentStructure(
          estimation.groups[index], elements: MomentElement.continuous(variableCount: p, hasMeans: hasMeans))
        let sigma = structure.moments(evaluation.implied[index])
        let observed = data.observed.momentVector(hasMeans: hasMeans)
        parts.append(
          MomentParts(
            jacobian: structure.jacobian(evaluation.implied[index]),
            weight: .normalTheory(
              precision: estimation.method.weightsAtSample || data.twoStage != nil
                ? (try? CholeskyFactorization(data.observed.covariance))?.inverse() ?? evaluation.blocks[index].precision
                : evaluation.blocks[index].precision, meanCount: hasMeans ? p : 0), gamma: gamma,
            residuals: zip(observed, sigma).map { $0 - $1 }, share: share))
      case .leastSquares(let function, let evaluation):
        guard let gamma = estimation.empiricalCovariance(ofGroup: index) else { return nil }
        let part = function.parts[index]
        parts.append(
          MomentParts(
            jacobian: part.structure.jacobian(evaluation.implied[index]), weight: part.weightMatrix, gamma: gamma,
            residuals: evaluation.residuals[index], share: share))
      }
    }
    return parts
  }
}

extension Solution {
  /// The same with the sampling covariance of the normal distribution at S (of ordinal variables their own), of least squares.
  var normalTheoryParts: [MomentParts] {
    guard case .leastSquares(let function, let evaluation) = point else { return [] }
    return estimation.data.indices.map { index in
      let data = estimation.data[index]
      let part = function.parts[index]
      if case .ordinal(let moments) = data.form {
        return MomentParts(
          jacobian: part.structure.jacobian(evaluation.implied[index]), weight: part.weightMatrix, gamma: moments.gamma,
          residuals: evaluation.residuals[index], share: part.share)
      }
      let p = data.observed.covariance.rowCount
      let meanCount = estimation.groups[index].intercepts.isEmpty ? 0 : p
      let covariances = NormalTheoryWeight.covariance(of: data.observed.covariance)
      var gamma = Matrix(rowCount: meanCount + covariances.rowCount, columnCount: meanCount + covariances.rowCount)
      for i in 0..<meanCount { for j in 0..<meanCount { gamma[i, j] = data.observed.covariance[i, j] } }
      for i in 0..<covariances.rowCount {
        for j in 0..<covariances.rowCount { gamma[meanCount + i, meanCount + j] = covariances[i, j] }
      }
      return MomentParts(
        jacobian: part.structure.jacobian(evaluation.implied[index]), weight: part.weightMatrix, gamma: gamma,
        residuals: evaluation.residuals[index], share: part.share)
    }
  }
}

extension Estimation {
  /// Gamma of a group: n times the sampling covariance of its moments, from fourth moments of the cases (divisor n).
  ///
  /// With fixed x the exogenous variables' own moments have no sampling variance: their part is what the regression of all variables
  /// on x predicts. `nil` when there are no complete rows.
  func empiricalCovariance(ofGroup index: Int) -> Matrix? {
    let data = data[index]
    if case .ordinal(let moments) = data.form { return moments.gamma }
    if let moments = data.twoStage { return moments.gamma }
    guard case .moments = data.form, let rows = data.rows else { return nil }
    let products = CaseProducts(
      rows, means: data.observed.means, weights: data.sample.weights, hasMeans: !groups[index].intercepts.isEmpty,
      fixedExogenous: groups[index].fixedExogenous)
    return products.covariance
  }
}

extension RAMMatrices {
  /// Observed variables whose variances are held at their sample moments.
  var fixedExogenous: [Int] {
    symmetricEffects.filter { $0.row == $0.column && $0.source == .sampleMoment }.map(\.row).sorted()
  }
}

extension Matrix {
  /// tr(A A).
  var traceOfSquare: Double {
    var sum = 0.0
    for j in 0..<columnCount { for i in 0..<rowCount { sum += self[i, j] * self[j, i] } }
    return sum
  }
}
