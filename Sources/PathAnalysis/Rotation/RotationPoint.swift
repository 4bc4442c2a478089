import LinearAlgebra

/// Loadings A to be rotated so that the criterion Q is smallest.
///
/// A transformation T (m x m) makes L = A T'^-1 and factor covariances Phi = T'T. Orthogonal rotations have T'T = I, oblique ones
/// diag(T'T) = I.
struct RotationProblem: Sendable {
  /// p x m.
  let loadings: Matrix
  let criterion: RotationCriterion
  let isOrthogonal: Bool

  var factorCount: Int { loadings.columnCount }

  /// What holds at a transformation; nil where it is as good as singular or the criterion is not finite.
  func point(_ transformation: Matrix) -> RotationPoint? {
    guard transformation.isFinite else { return nil }
    var inverse = transformation.transposed
    var covariance = Matrix.identity(factorCount)
    if !isOrthogonal {
      guard let factorization = try? LUFactorization(transformation), factorization.reciprocalCondition > 1e-7 else { return nil }
      inverse = factorization.inverse()
      covariance = transformation.transposedTimes(transformation).symmetrized
      for j in 0..<factorCount { covariance[j, j] = 1 }
    }
    let rotated = loadings.timesTransposed(inverse)
    let evaluated = criterion.evaluate(LoadingGrid(rotated))
    let gradient = evaluated.gradient.matrix
    guard evaluated.value.isFinite, gradient.isFinite else { return nil }
    return RotationPoint(
      transformation: transformation, inverse: inverse, loadings: rotated, factorCovariance: covariance,
      value: evaluated.value, gradient: gradient)
  }

  /// The transformation of the kind wanted that is nearest in direction: columns of length 1, or (X'X)^-1/2 applied for an
  /// orthogonal one.
  func retraction(_ transformation: Matrix) -> Matrix? {
    guard transformation.isFinite else { return nil }
    let moments = transformation.transposedTimes(transformation)
    if isOrthogonal {
      guard let root = try? SymmetricEigen(moments.symmetrized).inverseSquareRoot() else { return nil }
      return transformation * root
    }
    guard moments.diagonal.allSatisfy({ $0 > 0 }) else { return nil }
    return transformation * Matrix.diagonal(moments.diagonal.map { 1 / $0.squareRoot() })
  }
}

/// A transformation with its loadings and its criterion.
struct RotationPoint: Sendable {
  /// T, m x m.
  let transformation: Matrix
  /// T^-1.
  let inverse: Matrix
  /// L = A T'^-1, p x m.
  let loadings: Matrix
  /// Phi = T'T.
  let factorCovariance: Matrix
  /// Q(L).
  let value: Double
  /// dQ/dL, p x m.
  let gradient: Matrix

  /// N = (dQ/dL)' L, of which stationarity is a property.
  var moments: Matrix { gradient.transposedTimes(loadings) }
}
