import LinearAlgebra

extension ParameterPlace {
  /// A variance's `u v' + v u'` counts its one entry once.
  var scale: Double { row == column ? 0.5 : 1 }
  var isCovariance: Bool { matrix == .directEffect || matrix == .symmetricEffect }
}

extension MaximumLikelihood {
  /// The gradient of F, length q.
  func gradient(at point: Evaluation) -> [Double] {
    Dependence(matrices, point.implied).gradient(extendedGradient(at: point))
  }

  /// The gradient over parameters and entries that follow from them.
  private func extendedGradient(at point: Evaluation) -> [Double] {
    var gradient = [Double](repeating: 0, count: extendedCount)
    for (index, (block, evaluation)) in zip(blocks, point.blocks).enumerated() {
      let products = DerivativeProducts(weight: evaluation.slope, evaluation, vectors[index])
      let meanSlopes = evaluation.meanSlopes
      let means = point.implied[block.group].means
      for term in vectors[index].terms {
        var value = term.scale == 0 ? 0 : 2 * term.scale * products[term.first, term.second]
        switch term.place.matrix {
        case .directEffect: value -= 2 * meanSlopes[term.place.row] * means[term.place.column]
        case .intercept: value -= 2 * meanSlopes[term.place.row]
        case .symmetricEffect, .threshold, .scaling: break
        }
        gradient[term.place.parameter] += block.weight * value
      }
    }
    return gradient
  }

  /// Expected information of one case, `.5 tr(W dSigma_a W dSigma_b) + dmu_a' W dmu_b` with W = Sigma^-1: q x q.
  func expectedInformation(at point: Evaluation) -> Matrix {
    var information = Matrix(rowCount: extendedCount, columnCount: extendedCount)
    for (index, (block, evaluation)) in zip(blocks, point.blocks).enumerated() {
      let products = DerivativeProducts(weight: evaluation.precision, evaluation, vectors[index])
      guard block.means != nil else {
        accumulate(index, &information) { a, b in covarianceTerm(products, products, a, b) }
        continue
      }
      let means = point.implied[block.group].means
      accumulate(index, &information) { a, b in
        covarianceTerm(products, products, a, b) + meanTerm(products, a, b, means)
      }
    }
    return Dependence(matrices, point.implied).information(information)
  }

  /// Observed information of one case: the exact second derivatives of F/2, q x q.
  func observedInformation(at point: Evaluation) -> Matrix {
    var information = Matrix(rowCount: extendedCount, columnCount: extendedCount)
    for (index, (block, evaluation)) in zip(blocks, point.blocks).enumerated() {
      let slope = evaluation.slope
      let weight = DerivativeProducts(weight: evaluation.precision, evaluation, vectors[index])
      let curvature = DerivativeProducts(weight: evaluation.precision - 2.0 * slope, evaluation, vectors[index])
      let residual = DerivativeProducts(weight: slope, evaluation, vectors[index])
      let implied = point.implied[block.group]
      guard block.means != nil else {
        accumulate(index, &information) { a, b in
          covarianceTerm(weight, curvature, a, b) + secondOrderTerm(residual, a, b, implied)
        }
        continue
      }
      let means = implied.means
      let slopes = MeanSlopes(
        effects: evaluation.effectSlopes, covariances: evaluation.covarianceSlopes, means: evaluation.meanSlopes)
      accumulate(index, &information) { a, b in
        covarianceTerm(weight, curvature, a, b) + secondOrderTerm(residual, a, b, implied) + meanTerm(weight, a, b, means)
          + crossTerm(weight, a, b, means, slopes) + crossTerm(weight, b, a, means, slopes)
          - meanSecondOrderTerm(a, b, means, implied.totalEffects, slopes)
      }
    }
    let result = Dependence(matrices, point.implied).information(information)
    guard extendedCount > parameterCount,
      let curvature = Dependence.curvature(
        matrices, references: references, parameters: point.parameters, slopes: extendedGradient(at: point))
    else { return result }
    return result + 0.5 * curvature
  }

  private typealias Term = DerivativeVectors.Term

  /// Slopes of d' W dSigma with d = m - mu: B' W d and Sigma W d, for the terms that join means and covariances; B' W d as means combine.
  private struct MeanSlopes {
    var effects: [Double]
    var covariances: [Double]
    var means: [Double]
  }

  private func accumulate(_ index: Int, _ information: inout Matrix, _ element: (Term, Term) -> Double) {
    let (terms, weight) = (vectors[index].terms, blocks[index].weight)
    for (number, a) in terms.enumerated() {
      for b in terms[...number] {
        let value = weight * element(a, b)
        information[a.place.parameter, b.place.parameter] += value
        if a.place != b.place { information[b.place.parameter, a.place.parameter] += value }
      }
    }
  }

  /// `.5 tr(W dSigma_a M dSigma_b)`, symmetrised in W and M.
  private func covarianceTerm(_ w: DerivativeProducts, _ m: DerivativeProducts, _ a: Term, _ b: Term) -> Double {
    let scale = 0.5 * a.scale * b.scale
    guard scale != 0 else { return 0 }
    return scale
      * (w[a.first, b.first] * m[a.second, b.second] + w[a.second, b.second] * m[a.first, b.first]
        + w[a.first, b.second] * m[a.second, b.first] + w[a.second, b.first] * m[a.first, b.second])
  }

  /// `dmu_a' W dmu_b`: dmu is `B e_row mu_column` for a path, `B e_row` for an intercept.
  private func meanTerm(_ w: DerivativeProducts, _ a: Term, _ b: Term, _ means: [Double]) -> Double {
    meanScale(a, means) * meanScale(b, means) * w[a.mean, b.mean]
  }

  private func meanScale(_ term: Term, _ means: [Double]) -> Double {
    switch term.place.matrix {
    case .directEffect: means[term.place.column]
    case .intercept: 1
    case .symmetricEffect, .threshold, .scaling: 0
    }
  }

  /// `d' W dSigma_a W dmu_b`: zero where the means are saturated.
  private func crossTerm(_ w: DerivativeProducts, _ a: Term, _ b: Term, _ means: [Double], _ slopes: MeanSlopes) -> Double {
    let scale = a.scale * meanScale(b, means)
    guard scale != 0 else { return 0 }
    let second = a.place.matrix == .directEffect ? slopes.covariances[a.place.column] : slopes.effects[a.place.column]
    return scale * (slopes.effects[a.place.row] * w[a.second, b.mean] + second * w[a.first, b.mean])
  }

  /// `d' W d2mu_ab`.
  private func meanSecondOrderTerm(
    _ a: Term, _ b: Term, _ means: [Double], _ totalEffects: Matrix, _ slopes: MeanSlopes
  ) -> Double {
    var value = 0.0
    if a.place.matrix == .directEffect {
      value += slopes.means[a.place.row] * totalEffects[a.place.column, b.place.row] * meanScale(b, means)
    }
    if b.place.matrix == .directEffect {
      value += slopes.means[b.place.row] * totalEffects[b.place.column, a.place.row] * meanScale(a, means)
    }
    return value
  }

  /// `.5 tr(Omega d2Sigma_ab)`.
  private func secondOrderTerm(_ omega: DerivativeProducts, _ a: Term, _ b: Term, _ implied: ImpliedMoments) -> Double {
    switch (a.place.matrix, b.place.matrix) {
    case (.directEffect, .directEffect):
      return omega[a.second, b.first] * implied.totalEffects[b.place.column, a.place.row]
        + omega[b.second, a.first] * implied.totalEffects[a.place.column, b.place.row]
        + omega[a.first, b.first] * implied.covariance[a.place.column, b.place.column]
    case (.directEffect, .symmetricEffect): return pathCovariance(omega, a, b, implied)
    case (.symmetricEffect, .directEffect): return pathCovariance(omega, b, a, implied)
    default: return 0
    }
  }

  private func pathCovariance(
    _ omega: DerivativeProducts, _ path: Term, _ symmetric: Term, _ implied: ImpliedMoments
  ) -> Double {
    symmetric.scale
      * (omega[symmetric.second, path.first] * implied.totalEffects[path.place.column, symmetric.place.row]
        + omega[symmetric.first, path.first] * implied.totalEffects[path.place.column, symmetric.place.column])
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
