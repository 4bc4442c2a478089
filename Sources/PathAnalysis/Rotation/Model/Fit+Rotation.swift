import LinearAlgebra

/// What was rotated in a fit.
public struct FitRotation: Sendable {
  /// The parameter vector of the unrotated solution.
  public let unrotated: [Double]
  /// The rotation of each EFA block, group after group; empty where none was found.
  public let blocks: [Rotation]

  public var hasConverged: Bool { !blocks.isEmpty && blocks.allSatisfy(\.hasConverged) }
}

extension Fit {
  /// The same fit with the factors of its EFA blocks rotated: parameters `r(theta)`, their covariance `J acov J'`.
  ///
  /// This is the one place where a fit is rotated; everything computed from a fit sees the rotated parameters. Implied moments of
  /// observed variables, test statistic and degrees of freedom are not touched.
  func rotated() -> Fit {
    guard model.options.rotation.criterion != .none, !model.table.factorBlocks.isEmpty, converged else { return self }
    var result = self
    guard let rotation = FactorRotation(model, unrotated: parameters, observed: groups.map(\.observed)) else {
      result.rotation = FitRotation(unrotated: parameters, blocks: [])
      return result
    }
    result.rotation = FitRotation(unrotated: parameters, blocks: rotation.blocks.map(\.rotation))
    result.parameters = rotation.parameters(parameters).map { abs($0) < Self.rounding ? 0 : $0 }
    result.asymptoticCovariance = asymptoticCovariance.flatMap { covariance in
      rotation.jacobian().map {
        rotatedCovariance(($0 * covariance).timesTransposed($0).symmetrized, rotation, result.parameters).withoutRounding
      }
    }
    for (index, group) in groups.enumerated() {
      if let implied = try? ImpliedMoments(group.matrices, parameters: result.parameters, sample: group.observed) {
        result.groups[index].implied = implied
      }
    }
    return result
  }

  /// Parameters and standard errors that are zero but for rounding, as correlations with a general factor are.
  fileprivate static let rounding = 1e-13

  /// The covariance of the delta method, or what lavaan's default makes of it.
  private func rotatedCovariance(_ covariance: Matrix, _ rotation: FactorRotation, _ rotated: [Double]) -> Matrix {
    guard model.options.rotation.standardErrors == .bordered,
      let border = RotationBorder(rotation, model, rotated: rotated, observed: groups.map(\.observed))
    else { return covariance }
    return border.projected(covariance)
  }
}

extension Matrix {
  /// A covariance in which what does not vary has exact zeros.
  fileprivate var withoutRounding: Matrix {
    var result = self
    for k in 0..<rowCount where self[k, k].magnitude < Fit.rounding * Fit.rounding * 1e4 {
      for i in 0..<rowCount {
        result[i, k] = 0
        result[k, i] = 0
      }
    }
    return result
  }
}
