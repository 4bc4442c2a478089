import Probability

extension PairFit {
  /// Two ordinal variables without covariates: everything depends on a case through its cell of their table only.
  ///
  /// - Parameter fitted: the table that the correlation is estimated from, which differs from `table` where an empty cell was
  ///   adjusted; scores are those of the cases.
  /// - Returns: `nil` when the correlation is ±1.
  init?(_ first: OrdinalMargin, _ second: OrdinalMargin, table: ContingencyTable, fitted: ContingencyTable) {
    let likelihood = PolychoricTable(fitted, rowThresholds: first.thresholds, columnThresholds: second.thresholds)
    guard let correlation = likelihood.correlation() else { return nil }
    self.correlation = correlation
    let cells = likelihood.cells(at: correlation)
    scores = zip(first.categories.codes, second.categories.codes).map { cells.scores[$0 + $1 * table.rowCount] }
    (firstDerivatives, secondDerivatives) = likelihood.thresholdDerivatives(cells, counts: table)
  }

  /// Two ordinal variables given covariates: each case has a rectangle of its own.
  ///
  /// - Returns: `nil` when the correlation is ±1.
  init?(_ first: OrdinalMargin, _ second: OrdinalMargin, covariates: PairCovariates) {
    let firstRanges = zip(first.lower, first.upper).map { $0...$1 }
    let secondRanges = zip(second.lower, second.upper).map { $0...$1 }
    let rectangles = BivariateNormal.Rectangles(first: firstRanges, second: secondRanges)
    let start = zip(first.middles, second.middles).reduce(0) { $0 + $1.0 * $1.1 } / Double(firstRanges.count)
    let found = CorrelationSearch.maximum(from: start) { correlation in
      let (slopes, curvatures) = rectangles.derivatives(correlation: correlation)
      let probabilities = rectangles.probabilities(correlation: correlation)
      var sums = (0.0, 0.0)
      for row in slopes.indices {
        let relative = slopes[row] / probabilities[row]
        sums.0 += relative
        sums.1 += curvatures[row] / probabilities[row] - relative * relative
      }
      return sums
    }
    guard let found else { return nil }
    correlation = found
    let probabilities = rectangles.probabilities(correlation: found)
    scores = zip(rectangles.derivatives(correlation: found).first, probabilities).map { $0 / $1 }
    let weights = zip(scores, probabilities).map { $0 / $1 }
    firstDerivatives = Self.derivatives(first, firstRanges, secondRanges, correlation: found, weights, covariates.first)
    secondDerivatives = Self.derivatives(second, secondRanges, firstRanges, correlation: found, weights, covariates.second)
  }

  /// Sums over cases of weights times the derivatives of the rectangles' probabilities with respect to the first's parameters.
  private static func derivatives(
    _ margin: OrdinalMargin, _ ranges: [ClosedRange<Double>], _ others: [ClosedRange<Double>], correlation: Double,
    _ weights: [Double], _ covariates: Covariates?
  ) -> [Double] {
    let root = ((1 - correlation) * (1 + correlation)).squareRoot()
    /// φ(h) P(other's range | h), 0 where h is infinite.
    func slope(_ h: Double, _ other: ClosedRange<Double>) -> Double {
      guard h.isFinite else { return 0 }
      let range = (other.lowerBound - correlation * h) / root...(other.upperBound - correlation * h) / root
      return Normal.density(h) * Normal.probability(range)
    }
    let upper = ranges.indices.map { weights[$0] * slope(ranges[$0].upperBound, others[$0]) }
    let lower = ranges.indices.map { -weights[$0] * slope(ranges[$0].lowerBound, others[$0]) }
    return margin.parameterDerivatives(upper: upper, lower: lower, covariates: covariates)
  }
}
