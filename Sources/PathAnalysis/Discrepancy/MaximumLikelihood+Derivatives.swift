import LinearAlgebra

/// Products from which every first and second derivative is looked up, entry by entry.
///
/// A parameter's derivative of Sigma has rank one or two: `u v' + v u'` with `u = F B e_row`, and `v = F Sigma e_column` for a path,
/// `v = F B e_column` for a covariance (half of it for a variance). So an element of the gradient or of the information is a few
/// entries of `B' W B`, `B' W Sigma` and `Sigma W Sigma`, for a weight matrix W.
struct DerivativeProducts {
  private let left: Matrix
  private let effects: Matrix
  private let covariance: Matrix
  /// With `F B` as means combine on the right, and on both sides.
  private let leftMean: Matrix
  private let effectsMean: Matrix
  private let mean: Matrix

  /// `weight` is p x p over the block's rows.
  init(weight: Matrix, _ block: MaximumLikelihood.BlockEvaluation, hasOwnMeanWeights: Bool = false) {
    let weighted = weight * block.totalEffects
    left = block.totalEffects.transposedTimes(weighted)
    effects = block.covariances.transposedTimes(weighted)
    covariance = block.covariances.transposedTimes(weight * block.covariances)
    guard hasOwnMeanWeights else {
      (leftMean, effectsMean, mean) = (left, effects, left)
      return
    }
    let weightedMean = weight * block.meanEffects
    leftMean = block.totalEffects.transposedTimes(weightedMean)
    effectsMean = block.covariances.transposedTimes(weightedMean)
    mean = block.meanEffects.transposedTimes(weightedMean)
  }

  /// u' W x, where u is the first vector of `a`.
  func firstFirst(_ a: ParameterPlace, _ b: ParameterPlace) -> Double { left[a.row, b.row] }

  /// u_a' W v_b.
  func firstSecond(_ a: ParameterPlace, _ b: ParameterPlace) -> Double {
    switch b.matrix {
    case .directEffect: effects[b.column, a.row]
    case .symmetricEffect: b.scale * left[a.row, b.column]
    case .intercept, .threshold, .scaling: 0
    }
  }

  /// v_a' W v_b.
  func secondSecond(_ a: ParameterPlace, _ b: ParameterPlace) -> Double {
    switch (a.matrix, b.matrix) {
    case (.directEffect, .directEffect): covariance[a.column, b.column]
    case (.directEffect, .symmetricEffect): b.scale * effects[a.column, b.column]
    case (.symmetricEffect, .directEffect): a.scale * effects[b.column, a.column]
    case (.symmetricEffect, .symmetricEffect): a.scale * b.scale * left[a.column, b.column]
    default: 0
    }
  }

  /// B' W B at (i, j).
  func effectsEffects(_ i: Int, _ j: Int) -> Double { left[i, j] }
  /// Sigma W B at (i, j).
  func covarianceEffects(_ i: Int, _ j: Int) -> Double { effects[i, j] }
  /// The same with the second, or both, as means combine.
  func effectsMeanEffects(_ i: Int, _ j: Int) -> Double { leftMean[i, j] }
  func covarianceMeanEffects(_ i: Int, _ j: Int) -> Double { effectsMean[i, j] }
  func meanEffectsMeanEffects(_ i: Int, _ j: Int) -> Double { mean[i, j] }
}

extension ParameterPlace {
  /// A variance's `u v' + v u'` counts its one entry once.
  var scale: Double { row == column ? 0.5 : 1 }
  var isCovariance: Bool { matrix == .directEffect || matrix == .symmetricEffect }
}

extension MaximumLikelihood {
  /// The gradient of F, length q.
  func gradient(at point: Evaluation) -> [Double] {
    var gradient = [Double](repeating: 0, count: parameterCount)
    for (block, evaluation) in zip(blocks, point.blocks) {
      let slope = discrepancyWeight(block, evaluation)
      let products = GradientProducts(weight: slope, evaluation)
      let meanSlopes = evaluation.meanSlopes
      let means = point.implied[block.group].means
      for place in places[block.group] {
        var value = place.isCovariance ? 2 * products.firstSecond(place) : 0
        switch place.matrix {
        case .directEffect: value -= 2 * meanSlopes[place.row] * means[place.column]
        case .intercept: value -= 2 * meanSlopes[place.row]
        case .symmetricEffect, .threshold, .scaling: break
        }
        gradient[place.parameter] += block.weight * value
      }
    }
    return gradient
  }

  /// Expected information of one case, `.5 tr(W dSigma_a W dSigma_b) + dmu_a' W dmu_b` with W = Sigma^-1: q x q.
  func expectedInformation(at point: Evaluation) -> Matrix {
    var information = Matrix(rowCount: parameterCount, columnCount: parameterCount)
    for (block, evaluation) in zip(blocks, point.blocks) {
      let products = DerivativeProducts(
        weight: evaluation.precision, evaluation, hasOwnMeanWeights: block.hasOwnMeanWeights)
      let means = block.means == nil ? nil : point.implied[block.group].means
      accumulate(block, &information) { a, b in
        covarianceTerm(products, products, a, b) + meanTerm(products, a, b, means)
      }
    }
    return information
  }

  /// Observed information of one case: the exact second derivatives of F/2, q x q.
  func observedInformation(at point: Evaluation) -> Matrix {
    var information = Matrix(rowCount: parameterCount, columnCount: parameterCount)
    for (block, evaluation) in zip(blocks, point.blocks) {
      let slope = discrepancyWeight(block, evaluation)
      let weight = DerivativeProducts(
        weight: evaluation.precision, evaluation, hasOwnMeanWeights: block.hasOwnMeanWeights)
      let curvature = DerivativeProducts(weight: evaluation.precision - 2.0 * slope, evaluation)
      let residual = DerivativeProducts(weight: slope, evaluation)
      let implied = point.implied[block.group]
      let means = block.means == nil ? nil : implied.means
      let slopes = MeanSlopes(
        effects: evaluation.effectSlopes, covariances: evaluation.covarianceSlopes, means: evaluation.meanSlopes)
      accumulate(block, &information) { a, b in
        covarianceTerm(weight, curvature, a, b) + secondOrderTerm(residual, a, b, implied) + meanTerm(weight, a, b, means)
          + crossTerm(weight, a, b, means, slopes) + crossTerm(weight, b, a, means, slopes)
          - meanSecondOrderTerm(a, b, means, implied.totalEffects, slopes)
      }
    }
    return information
  }

  /// Slopes of d' W dSigma with d = m - mu: B' W d and Sigma W d, for the terms that join means and covariances; B' W d as means combine.
  private struct MeanSlopes {
    var effects: [Double]
    var covariances: [Double]
    var means: [Double]
  }

  /// Sigma^-1 (Sigma - S - d d') Sigma^-1 with d = m - mu.
  private func discrepancyWeight(_ block: MomentBlock, _ evaluation: BlockEvaluation) -> Matrix {
    let p = block.rows.count
    var observedPart = block.covariance
    if block.means != nil {
      let residuals = evaluation.meanResiduals
      for j in 0..<p { for i in 0..<p { observedPart[i, j] += residuals[i] * residuals[j] } }
    }
    return (evaluation.precision - evaluation.precision * observedPart * evaluation.precision).symmetrized
  }

  private func accumulate(
    _ block: MomentBlock, _ information: inout Matrix, _ element: (ParameterPlace, ParameterPlace) -> Double
  ) {
    let places = places[block.group]
    for (index, a) in places.enumerated() {
      for b in places[...index] {
        let value = block.weight * element(a, b)
        information[a.parameter, b.parameter] += value
        if a != b { information[b.parameter, a.parameter] += value }
      }
    }
  }

  /// `.5 tr(W dSigma_a M dSigma_b)`, symmetrised in W and M.
  private func covarianceTerm(
    _ w: DerivativeProducts, _ m: DerivativeProducts, _ a: ParameterPlace, _ b: ParameterPlace
  ) -> Double {
    guard a.isCovariance && b.isCovariance else { return 0 }
    return 0.5
      * (w.firstFirst(a, b) * m.secondSecond(a, b) + w.secondSecond(a, b) * m.firstFirst(a, b)
        + w.firstSecond(a, b) * m.firstSecond(b, a) + w.firstSecond(b, a) * m.firstSecond(a, b))
  }

  /// `dmu_a' W dmu_b`: dmu is `B e_row mu_column` for a path, `B e_row` for an intercept.
  private func meanTerm(_ w: DerivativeProducts, _ a: ParameterPlace, _ b: ParameterPlace, _ means: [Double]?) -> Double {
    guard let means else { return 0 }
    return meanScale(a, means) * meanScale(b, means) * w.meanEffectsMeanEffects(a.row, b.row)
  }

  private func meanScale(_ place: ParameterPlace, _ means: [Double]) -> Double {
    switch place.matrix {
    case .directEffect: means[place.column]
    case .intercept: 1
    case .symmetricEffect, .threshold, .scaling: 0
    }
  }

  /// `d' W dSigma_a W dmu_b`: zero where the means are saturated.
  private func crossTerm(
    _ w: DerivativeProducts, _ a: ParameterPlace, _ b: ParameterPlace, _ means: [Double]?, _ slopes: MeanSlopes
  ) -> Double {
    guard let means, a.isCovariance else { return 0 }
    let scale = meanScale(b, means)
    guard scale != 0 else { return 0 }
    let second = a.matrix == .directEffect ? slopes.covariances[a.column] : a.scale * slopes.effects[a.column]
    let secondWeighted =
      a.matrix == .directEffect ? w.covarianceMeanEffects(a.column, b.row) : a.scale * w.effectsMeanEffects(a.column, b.row)
    return scale * (slopes.effects[a.row] * secondWeighted + second * w.effectsMeanEffects(a.row, b.row))
  }

  /// `d' W d2mu_ab`.
  private func meanSecondOrderTerm(
    _ a: ParameterPlace, _ b: ParameterPlace, _ means: [Double]?, _ totalEffects: Matrix, _ slopes: MeanSlopes
  ) -> Double {
    guard let means else { return 0 }
    var value = 0.0
    if a.matrix == .directEffect { value += slopes.means[a.row] * totalEffects[a.column, b.row] * meanScale(b, means) }
    if b.matrix == .directEffect { value += slopes.means[b.row] * totalEffects[b.column, a.row] * meanScale(a, means) }
    return value
  }

  /// `.5 tr(Omega d2Sigma_ab)`.
  private func secondOrderTerm(
    _ omega: DerivativeProducts, _ a: ParameterPlace, _ b: ParameterPlace, _ implied: ImpliedMoments
  ) -> Double {
    let effects = implied.totalEffects
    switch (a.matrix, b.matrix) {
    case (.directEffect, .directEffect):
      return omega.covarianceEffects(a.column, b.row) * effects[b.column, a.row]
        + omega.covarianceEffects(b.column, a.row) * effects[a.column, b.row]
        + omega.effectsEffects(a.row, b.row) * implied.covariance[a.column, b.column]
    case (.directEffect, .symmetricEffect): return pathCovariance(omega, a, b, effects)
    case (.symmetricEffect, .directEffect): return pathCovariance(omega, b, a, effects)
    default: return 0
    }
  }

  private func pathCovariance(
    _ omega: DerivativeProducts, _ path: ParameterPlace, _ symmetric: ParameterPlace, _ effects: Matrix
  ) -> Double {
    symmetric.scale
      * (omega.effectsEffects(symmetric.column, path.row) * effects[path.column, symmetric.row]
        + omega.effectsEffects(symmetric.row, path.row) * effects[path.column, symmetric.column])
  }
}

extension MaximumLikelihood.BlockEvaluation {
  /// B' F' Sigma_b^-1 (m - mu), length v, with F as means combine.
  var meanSlopes: [Double] { meanEffects.transposedTimes(precision.times(meanResiduals)) }

  /// B' F' Sigma_b^-1 (m - mu), length v.
  var effectSlopes: [Double] { totalEffects.transposedTimes(precision.times(meanResiduals)) }

  /// Sigma F' Sigma_b^-1 (m - mu), length v.
  var covarianceSlopes: [Double] { covariances.transposedTimes(precision.times(meanResiduals)) }
}

/// The two products that a gradient needs: `B' F' W F B` and `Sigma F' W F B`.
private struct GradientProducts {
  private let left: Matrix
  private let effects: Matrix

  init(weight: Matrix, _ block: MaximumLikelihood.BlockEvaluation) {
    let weighted = weight * block.totalEffects
    left = block.totalEffects.transposedTimes(weighted)
    effects = block.covariances.transposedTimes(weighted)
  }

  /// u' W v of one parameter.
  func firstSecond(_ place: ParameterPlace) -> Double {
    switch place.matrix {
    case .directEffect: effects[place.column, place.row]
    case .symmetricEffect: place.scale * left[place.row, place.column]
    case .intercept, .threshold, .scaling: 0
    }
  }
}
