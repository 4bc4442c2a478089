/// Covariances and means of resampled rows, about the means that the deviations were taken from.
public struct PackedMoments: Sendable, Equatable {
  /// The covariance matrix with divisor n, as a half vector (lower triangle column by column).
  public var covariance: [Double]
  /// The resampled means minus the original ones.
  public var meanDeviations: [Double]
}

extension ProductRows {
  /// The moments of `count` rows with these sums: S* = sum(d d')/n - dbar dbar', dbar = sum(d)/n.
  public func moments(ofSums sums: [Double], count: Int) -> PackedMoments {
    var block = sums
    convertToMoments(&block, drawCount: 1, count: count)
    let covarianceCount = variableCount * (variableCount + 1) / 2
    return PackedMoments(
      covariance: Array(block[..<covarianceCount]), meanDeviations: Array(block[covarianceCount...]))
  }

  /// Turns a block of sums, as `sums(of:drawCount:drawSize:into:)` writes it, into moments of draws of `count` rows, in place.
  ///
  /// Then `block[k * drawCount + d]` is element k of the covariance of draw d (half vector, divisor n), followed by the
  /// mean deviations.
  public func convertToMoments(_ block: inout [Double], drawCount: Int, count: Int) {
    Self.convertToMoments(&block, variableCount: variableCount, drawCount: drawCount, count: count)
  }

  /// The same of sums that were made elsewhere.
  public static func convertToMoments(_ block: inout [Double], variableCount p: Int, drawCount: Int, count: Int) {
    precondition(count > 0, "moments of no rows")
    let quantityCount = quantityCount(variableCount: p)
    precondition(
      block.count == quantityCount * drawCount,
      "a block of \(block.count) elements for \(quantityCount) quantities of \(drawCount) draws")
    let means = p * (p + 1) / 2 * drawCount
    let share = 1 / Double(count)
    block.withUnsafeMutableBufferPointer { block in
      guard let block = block.baseAddress else { return }
      for place in 0..<quantityCount &* drawCount { block[place] *= share }
      var covariance = block
      for j in 0..<p {
        for i in j..<p {
          let (left, right) = (block + (means &+ i &* drawCount), block + (means &+ j &* drawCount))
          for draw in 0..<drawCount { covariance[draw] -= left[draw] * right[draw] }
          covariance += drawCount
        }
      }
    }
  }
}
