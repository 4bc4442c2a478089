import LinearAlgebra

/// One group's RAM matrices at the unrotated parameters, and what a transformation of its factors makes of them.
struct TransformedGroup: Sendable {
  /// Numbers in the places of the model's matrices: v x v, v x v and length v.
  struct Values: Sendable {
    var directEffects: Matrix
    var symmetricEffects: Matrix
    var intercepts: [Double]

    func value(at place: ParameterPlace) -> Double {
      switch place.matrix {
      case .directEffect: directEffects[place.row, place.column]
      case .symmetricEffect: symmetricEffects[place.row, place.column]
      case .intercept: intercepts[place.row]
      case .threshold, .scaling: .nan
      }
    }
  }

  /// Thresholds and scales of ordinal variables are not among them: no factor has any.
  let places: [ParameterPlace]
  let values: Values
  /// U, v x v.
  private(set) var transformation: Matrix
  /// H = U^-1.
  private(set) var inverse: Matrix

  var count: Int { transformation.rowCount }
  var directEffects: Matrix { values.directEffects }

  init(_ matrices: RAMMatrices, parameters: [Double], sample: ObservedMoments) {
    places = ParameterPlace.all(in: matrices).filter { [.directEffect, .symmetricEffect, .intercept].contains($0.matrix) }
    let count = matrices.variables.count
    var values = Self.zeros(count)
    for entry in matrices.directEffects { values.directEffects[entry.row, entry.column] = entry.value(parameters, sample) }
    for entry in matrices.symmetricEffects {
      values.symmetricEffects[entry.row, entry.column] = entry.value(parameters, sample)
      values.symmetricEffects[entry.column, entry.row] = entry.value(parameters, sample)
    }
    // Means of exogenous variables are no means of factors, so that they may be left out.
    for entry in matrices.intercepts where entry.source != .sampleMoment {
      values.intercepts[entry.row] = entry.value(parameters, sample)
    }
    self.values = values
    transformation = .identity(count)
    inverse = .identity(count)
  }

  private static func zeros(_ count: Int) -> Values {
    let zeros = Matrix(rowCount: count, columnCount: count)
    return Values(directEffects: zeros, symmetricEffects: zeros, intercepts: [Double](repeating: 0, count: count))
  }

  /// Adds a block's m x m U.
  mutating func place(_ block: Matrix, at factors: [Int]) {
    transformation.set(block, rows: factors, columns: factors)
    if let blockInverse = try? LUFactorization(block).inverse() { inverse.set(blockInverse, rows: factors, columns: factors) }
  }

  /// H A U, H S H', H m.
  var rotated: Values {
    Values(
      directEffects: inverse * values.directEffects * transformation,
      symmetricEffects: (inverse * values.symmetricEffects).timesTransposed(inverse),
      intercepts: inverse.times(values.intercepts))
  }

  /// The change of the unrotated matrices when a parameter in these places moves by 1.
  func direction(_ places: [ParameterPlace]) -> Values {
    var result = Self.zeros(count)
    for place in places {
      switch place.matrix {
      case .directEffect: result.directEffects[place.row, place.column] = 1
      case .symmetricEffect:
        result.symmetricEffects[place.row, place.column] = 1
        result.symmetricEffects[place.column, place.row] = 1
      case .intercept: result.intercepts[place.row] = 1
      case .threshold, .scaling: break
      }
    }
    return result
  }

  /// sum over j of a(i,j)^2 + theta(i,i): what factors of variance 1 and the residual give each variable.
  ///
  /// With factors that are not regressed on anything these are the implied variances of the unrotated solution; otherwise, as in
  /// lavaan, those at given predictors of the factors.
  func variances(of indicators: [Int], factors: [Int]) -> [Double] {
    indicators.map { i in
      factors.reduce(values.symmetricEffects[i, i]) { $0 + values.directEffects[i, $1] * values.directEffects[i, $1] }
    }
  }

  /// How these change with the matrices.
  func varianceChanges(of indicators: [Int], factors: [Int], _ direction: Values) -> [Double] {
    indicators.map { i in
      factors.reduce(direction.symmetricEffects[i, i]) {
        $0 + 2 * values.directEffects[i, $1] * direction.directEffects[i, $1]
      }
    }
  }

  /// The change of ``rotated`` when the unrotated matrices move by `direction` and U by `change`; dH = -H dU H.
  func rotatedChange(_ direction: Values, transformation change: Matrix) -> Values {
    let inverseChange = -(inverse * change * inverse)
    let effects = inverse * values.directEffects
    let halfSymmetric = (inverseChange * values.symmetricEffects).timesTransposed(inverse)
    return Values(
      directEffects: (inverseChange * values.directEffects + inverse * direction.directEffects) * transformation + effects
        * change,
      symmetricEffects: halfSymmetric + halfSymmetric.transposed
        + (inverse * direction.symmetricEffects).timesTransposed(inverse),
      intercepts: zip(inverseChange.times(values.intercepts), inverse.times(direction.intercepts)).map { $0 + $1 })
  }
}
