import LinearAlgebra

/// Products from which every first and second derivative is looked up, entry by entry.
///
/// A parameter's derivative of Sigma has rank one or two: `u v' + v u'` with `u = B e_row`, and `v = Sigma e_column` for a path,
/// `v = B e_column` for a covariance (half of it for a variance). So an element of the gradient or of the information is a few
/// entries of `B' W B`, `B' W Sigma` and `Sigma W Sigma`, for a weight matrix W.
struct DerivativeProducts {
  private let size: Int
  private let left: Matrix
  private let effects: Matrix
  private let covariance: Matrix

  /// `weight` is p x p over the observed variables; `totalEffects` and `covariance` are v x v.
  init(weight: Matrix, implied: ImpliedMoments, observedCount: Int) {
    size = implied.means.count
    let observed = Array(0..<observedCount)
    let all = Array(0..<size)
    let b = implied.totalEffects.submatrix(rows: observed, columns: all)
    let s = implied.covariance.submatrix(rows: observed, columns: all)
    let weighted = weight * b
    left = b.transposedTimes(weighted)
    effects = s.transposedTimes(weighted)
    covariance = s.transposedTimes(weight * s)
  }

  /// u' W x, where u is the first vector of `a`.
  func firstFirst(_ a: ParameterPlace, _ b: ParameterPlace) -> Double { left[a.row, b.row] }

  /// u_a' W v_b.
  func firstSecond(_ a: ParameterPlace, _ b: ParameterPlace) -> Double {
    switch b.matrix {
    case .directEffect: effects[b.column, a.row]
    case .symmetricEffect: b.scale * left[a.row, b.column]
    case .intercept: 0
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
}

extension ParameterPlace {
  /// A variance's `u v' + v u'` counts its one entry once.
  var scale: Double { row == column ? 0.5 : 1 }
  var isCovariance: Bool { matrix != .intercept }
}

extension MaximumLikelihood {
  /// The gradient of F, length q.
  func gradient(at point: Evaluation) -> [Double] {
    let p = matrices.observedCount
    let slope = discrepancyWeight(point)
    let products = DerivativeProducts(weight: slope, implied: point.implied, observedCount: p)
    let meanSlopes = meanSlopes(point)
    var gradient = [Double](repeating: 0, count: matrices.parameterCount)
    for place in places {
      var value = place.isCovariance ? 2 * products.firstSecond(place, place) : 0
      switch place.matrix {
      case .directEffect: value -= 2 * meanSlopes[place.row] * point.implied.means[place.column]
      case .intercept: value -= 2 * meanSlopes[place.row]
      case .symmetricEffect: break
      }
      gradient[place.parameter] += value
    }
    return gradient
  }

  /// Expected information of one case, `.5 tr(W dSigma_a W dSigma_b) + dmu_a' W dmu_b` with W = Sigma^-1: q x q.
  func expectedInformation(at point: Evaluation) -> Matrix {
    let products = DerivativeProducts(
      weight: point.precision, implied: point.implied, observedCount: matrices.observedCount)
    return accumulate { a, b in
      covarianceTerm(products, products, a, b) + meanTerm(products, a, b, point)
    }
  }

  /// Observed information of one case: the exact second derivatives of F/2, q x q.
  func observedInformation(at point: Evaluation) -> Matrix {
    let p = matrices.observedCount
    let slope = discrepancyWeight(point)
    let weight = DerivativeProducts(weight: point.precision, implied: point.implied, observedCount: p)
    let curvature = DerivativeProducts(weight: point.precision - 2.0 * slope, implied: point.implied, observedCount: p)
    let residual = DerivativeProducts(weight: slope, implied: point.implied, observedCount: p)
    let meanSlopes = meanSlopes(point)
    // Slopes of d' W dSigma: B' W d and Sigma W d, for the cross terms of means and covariances.
    let weighted = point.precision.times(point.meanResiduals)
    let covarianceSlopes = point.implied.covariance.submatrix(
      rows: Array(0..<p), columns: Array(0..<point.implied.means.count)
    ).transposedTimes(weighted)
    return accumulate { a, b in
      covarianceTerm(weight, curvature, a, b) + secondOrderTerm(residual, a, b, point.implied)
        + meanTerm(weight, a, b, point)
        + crossTerm(weight, a, b, point, meanSlopes, covarianceSlopes)
        + crossTerm(weight, b, a, point, meanSlopes, covarianceSlopes)
        - meanSecondOrderTerm(a, b, point, meanSlopes)
    }
  }

  /// Sigma^-1 (Sigma - S - d d') Sigma^-1 with d = m - mu.
  private func discrepancyWeight(_ point: Evaluation) -> Matrix {
    let p = matrices.observedCount
    var observedPart = observed.covariance
    for j in 0..<p { for i in 0..<p { observedPart[i, j] += point.meanResiduals[i] * point.meanResiduals[j] } }
    return (point.precision - point.precision * observedPart * point.precision).symmetrized
  }

  /// B' Sigma^-1 (m - mu), length v.
  private func meanSlopes(_ point: Evaluation) -> [Double] {
    let p = matrices.observedCount
    let effects = point.implied.totalEffects.submatrix(
      rows: Array(0..<p), columns: Array(0..<point.implied.means.count))
    return effects.transposedTimes(point.precision.times(point.meanResiduals))
  }

  private func accumulate(_ element: (ParameterPlace, ParameterPlace) -> Double) -> Matrix {
    var information = Matrix(rowCount: matrices.parameterCount, columnCount: matrices.parameterCount)
    for (index, a) in places.enumerated() {
      for b in places[...index] {
        let value = element(a, b)
        information[a.parameter, b.parameter] += value
        if a != b { information[b.parameter, a.parameter] += value }
      }
    }
    return information
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
  private func meanTerm(_ w: DerivativeProducts, _ a: ParameterPlace, _ b: ParameterPlace, _ point: Evaluation) -> Double {
    guard hasMeans else { return 0 }
    return meanScale(a, point) * meanScale(b, point) * w.effectsEffects(a.row, b.row)
  }

  private func meanScale(_ place: ParameterPlace, _ point: Evaluation) -> Double {
    switch place.matrix {
    case .directEffect: point.implied.means[place.column]
    case .intercept: 1
    case .symmetricEffect: 0
    }
  }

  /// `d' W dSigma_a W dmu_b`: zero where the means are saturated.
  private func crossTerm(
    _ w: DerivativeProducts, _ a: ParameterPlace, _ b: ParameterPlace, _ point: Evaluation,
    _ meanSlopes: [Double], _ covarianceSlopes: [Double]
  ) -> Double {
    guard hasMeans, a.isCovariance else { return 0 }
    let scale = meanScale(b, point)
    guard scale != 0 else { return 0 }
    let second = a.matrix == .directEffect ? covarianceSlopes[a.column] : a.scale * meanSlopes[a.column]
    let secondWeighted =
      a.matrix == .directEffect ? w.covarianceEffects(a.column, b.row) : a.scale * w.effectsEffects(a.column, b.row)
    return scale * (meanSlopes[a.row] * secondWeighted + second * w.effectsEffects(a.row, b.row))
  }

  /// `d' W d2mu_ab`.
  private func meanSecondOrderTerm(
    _ a: ParameterPlace, _ b: ParameterPlace, _ point: Evaluation, _ meanSlopes: [Double]
  ) -> Double {
    guard hasMeans else { return 0 }
    let effects = point.implied.totalEffects
    var value = 0.0
    if a.matrix == .directEffect { value += meanSlopes[a.row] * effects[a.column, b.row] * meanScale(b, point) }
    if b.matrix == .directEffect { value += meanSlopes[b.row] * effects[b.column, a.row] * meanScale(a, point) }
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
