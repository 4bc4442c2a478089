import LinearAlgebra

extension PathModel {
  /// Whether the parameters can be told apart, judged without data at a generic point of the parameter space.
  ///
  /// The rank of the information matrix is the same almost everywhere, so that any point without structure of its own will do
  /// (Bekker, Merckens & Wansbeek 1994); `nil` when the point gives no moments.
  public func genericIdentification() -> Identification? {
    let count = matrices.observedCount
    var covariance = Matrix.identity(count)
    for i in 0..<count {
      for j in 0..<i {
        let value = 0.1 + 0.013 * Double((3 * i + 5 * j) % 7)
        covariance[i, j] = value
        covariance[j, i] = value
      }
    }
    let sample = ObservedMoments(
      covariance: covariance, means: (0..<count).map { 0.3 + 0.1 * Double($0) }, sampleSize: 1_000)
    var parameters = [Double](repeating: 0, count: matrices.parameterCount)
    for place in ParameterPlace.all(in: matrices) {
      let jitter = 0.011 * Double((7 * place.parameter + 3) % 11)
      parameters[place.parameter] =
        switch place.matrix {
        case .directEffect: 0.2 + jitter
        case .symmetricEffect: place.row == place.column ? 1 + jitter : 0.05 + 0.2 * jitter
        case .intercept: 0.4 + jitter
        }
    }
    guard let function = try? MaximumLikelihood(matrices, observed: sample), let restrictions = try? linearRestrictions(),
      let point = try? function.evaluate(restrictions.parameters(restrictions.reduced(parameters)))
    else { return nil }
    let information = restrictions.reducedInformation(function.expectedInformation(at: point))
    return Identification(information, names: restrictions.reducedNames(table.parameterNames))
  }

  /// Free parameters minus independent equality constraints; `nil` when the constraints cannot be met.
  public var freeCount: Int? {
    guard let restrictions = try? linearRestrictions() else { return nil }
    return table.parameterCount - restrictions.rank
  }
}
