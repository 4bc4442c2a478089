import LinearAlgebra

/// A fitted model: estimates, their covariance, and the moments they imply. Immutable; everything else is computed from it.
public struct Fit: Sendable {
  public let model: PathModel
  public let options: EstimationOptions
  public internal(set) var groups: [FittedGroup]
  /// The parameter vector theta, length q.
  public internal(set) var parameters: [Double]
  /// The estimates' asymptotic covariance, q x q; `nil` when the information matrix is singular.
  public internal(set) var asymptoticCovariance: Matrix?
  /// F, twice lavaan's `fmin`.
  public let discrepancy: Double
  /// The model's uncorrected test statistic: `T = N F` (a tiny negative F counts as 0), or Browne's residual test where F has no
  /// chi-square distribution.
  public let chiSquare: Double
  public let iterations: Int
  public let converged: Bool
  /// Free parameters minus independent equality constraints.
  public let freeCount: Int
  public let identification: Identification
  /// The equalities and the active inequalities, made linear at the estimates: the directions in which these can vary.
  let restrictions: LinearRestrictions
  let constraints: Constraints
  /// What keeps the estimates where they are: inequalities and bounds that hold with equality.
  let activeConstraints: [Constraints.Origin]
  /// The minimum that the estimates are, with all that further tests need.
  let solution: Solution
  /// What was rotated; nil without EFA blocks.
  public internal(set) var rotation: FitRotation?

  /// Cases of all groups.
  public var sampleSize: Int { groups.reduce(0) { $0 + $1.sample.sampleSize } }

  /// What F and the information are multiplied by: the cases for the normal likelihood, less one a group for Wishart.
  public var sampleWeight: Double { groups.reduce(0) { $0 + $1.weight } }

  /// Moments minus free parameters (conventions.md section 3).
  public var degreesOfFreedom: Int { model.momentCount - freeCount }

  /// The only group, or the first.
  public var sample: Sample { groups[0].sample }
  public var observed: ObservedMoments { groups[0].observed }
}

/// A group's sample and the moments that the model implies for it.
public struct FittedGroup: Sendable {
  public let matrices: RAMMatrices
  public let sample: Sample
  /// The moments that were fitted, in the model's order of variables.
  public let observed: ObservedMoments
  /// Over all variables of the group's matrices, latent ones last.
  var implied: ImpliedMoments
  /// n for the normal likelihood, n - 1 for Wishart.
  public let weight: Double
  /// Places of the exogenous observed variables.
  let exogenousIndices: [Int]
  /// The cases by cluster, for a model of two levels.
  let clusters: ClusteredData?

  public var observedVariables: [String] { Array(matrices.variables.prefix(matrices.observedCount)) }

  /// Implied covariance of the observed variables, p x p; of ordinal ones in units of kappa.
  public var impliedCovariance: Matrix {
    var covariance = implied.covariance.principal(Array(0..<matrices.observedCount))
    guard !matrices.thresholds.isEmpty else { return covariance }
    let kappa = implied.scales
    for j in 0..<covariance.columnCount { for i in 0..<covariance.rowCount { covariance[i, j] *= kappa[i] * kappa[j] } }
    return covariance
  }
  public var impliedMeans: [Double] { Array(implied.means.prefix(matrices.observedCount)) }

  /// Implied means with that of a variable of two levels, whose parts add up, at its between part.
  var levelMeans: [Double] {
    var means = impliedMeans
    for i in means.indices {
      guard let between = matrices.betweenPart(of: i) else { continue }
      means[between] += means[i]
      means[i] = 0
    }
    return means
  }
}

extension PathModel {
  /// Sample moments that the model explains: in each group p(p + 1)/2, plus p with means, minus those of fixed exogenous variables and of each
  /// composite's indicators among themselves.
  /// An ordinal variable has its thresholds in place of mean and variance. With two levels there are the covariances of each level; a
  /// variable of both has one mean.
  public var momentCount: Int {
    groups.indices.reduce(0) { sum, group in
      let matrices = groups[group]
      let observed = Array(0..<matrices.observedCount)
      return sum + momentCount(of: observed, matrices)
        - matrices.composites.reduce(0) { $0 + momentCount(of: $1.indicators, matrices) }
        - (table.hasFixedX ? momentCount(of: exogenousIndices(ofGroup: group), matrices) : 0)
        + matrices.thresholds.count - 2 * matrices.ordinalVariables.count
    }
  }

  private func momentCount(of variables: [Int], _ matrices: RAMMatrices) -> Int {
    let covariances = [1, 2].reduce(0) { sum, level in
      let p = variables.filter { matrices.levels[$0] == level }.count
      return sum + p * (p + 1) / 2
    }
    let means = table.hasMeanStructure ? variables.filter { matrices.betweenPart(of: $0) == nil }.count : 0
    return covariances + means
  }

  /// Places of the exogenous observed variables of a group.
  func exogenousIndices(ofGroup group: Int) -> [Int] {
    let matrices = groups[group]
    let names = [1, 2].map { Set(table.exogenousVariables(ofGroup: group + 1, level: $0)) }
    return (0..<matrices.observedCount).filter { names[matrices.levels[$0] - 1].contains(matrices.variables[$0]) }
  }
}
