import LinearAlgebra

extension MomentBlock {
  /// A block for each set of variables that cases have in common; F is then -2/N times the log-likelihood without its constant.
  static func patterns(
    _ patterns: MissingPatterns, of matrices: RAMMatrices, group: Int, total: Double
  ) -> [MomentBlock] {
    patterns.patterns.map { pattern in
      MomentBlock(
        group: group, rows: pattern.observed.map { Combination($0) }, covariance: pattern.covariance, means: pattern.means,
        weight: Double(pattern.sampleSize) / total, origin: 0)
    }
  }
}

extension MissingPatterns {
  /// Cells of the data that are there, over the cases used.
  var observedValueCount: Double { patterns.reduce(0) { $0 + Double($1.sampleSize * $1.observed.count) } }
}
