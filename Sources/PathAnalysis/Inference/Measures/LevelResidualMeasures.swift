import LinearAlgebra

/// SRMR of a model of two levels: of each level's correlations, and their sum as lavaan has it (conventions.md section 9).
///
/// `sqrt(sum of squared residual correlations / (p (p + 1)/2))` over a level's p variables, the diagonal counted, means not.
enum LevelResidualMeasures {
  static func measures(_ fit: Fit) -> [FitMeasure] {
    let total = Double(fit.sampleSize)
    let byLevel = [1, 2].map { level in
      fit.groups.reduce(0) { $0 + Double($1.sample.sampleSize) / total * correlationResidual($1, level: level) }
    }
    return zip(["srmr", "srmr_within", "srmr_between"], [byLevel[0] + byLevel[1], byLevel[0], byLevel[1]]).map { name, value in
      FitMeasure(name, value.isFinite ? value : nil)
    }
  }

  /// NaN where a variance is not positive.
  private static func correlationResidual(_ group: FittedGroup, level: Int) -> Double {
    let places = (0..<group.matrices.observedCount).filter { group.matrices.levels[$0] == level }
    let difference =
      group.observed.covariance.principal(places).correlation - group.implied.covariance.principal(places).correlation
    let p = Double(places.count)
    return (difference.halfVector.reduce(0) { $0 + $1 * $1 } / (p * (p + 1) / 2)).squareRoot()
  }
}
