import Probability

extension PairFit {
  /// Two continuous variables: the correlation of the residuals, which is its maximum likelihood estimate given the first stage.
  ///
  /// With unit residual variances log L = -log(1 - r²)/2 - (z₁² - 2r z₁z₂ + z₂²)/(2(1 - r²)).
  /// - Returns: `nil` when the correlation is ±1.
  init?(_ first: ContinuousMargin, _ second: ContinuousMargin, covariates: PairCovariates) {
    let (x, y) = (first.residuals, second.residuals)
    guard let r = Self.correlation(x, y) else { return nil }
    let rest = (1 - r) * (1 + r)
    guard rest > 1 - CorrelationSearch.limit else { return nil }
    correlation = r
    scores = zip(x, y).map { x, y in (r + x * y - (x * x - 2 * r * x * y + y * y) * r / rest) / rest }
    func derivatives(
      _ margin: ContinuousMargin, _ x: [Double], _ y: [Double], _ covariates: Covariates?
    ) -> [Double] {
      var (mean, variance): ([Double], [Double]) = ([], [])
      for row in x.indices {
        let slope = (x[row] - r * y[row]) / rest
        mean.append(scores[row] * slope)
        variance.append(scores[row] * (x[row] * slope - 1) / 2)
      }
      return margin.parameterDerivatives(mean: mean, variance: variance, covariates: covariates)
    }
    firstDerivatives = []
    secondDerivatives = []
    firstDerivatives = derivatives(first, x, y, covariates.first)
    secondDerivatives = derivatives(second, y, x, covariates.second)
  }

  /// The mean product where both have mean square 1, as in complete cases; otherwise the maximum of the likelihood.
  ///
  /// With the mean squares a and b and the mean product c, the first derivative per case is
  /// `(r (1 - r²) + c (1 + r²) - r (a + b)) / (1 - r²)²`.
  private static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
    func mean(_ first: [Double], _ second: [Double]) -> Double {
      zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } / Double(first.count)
    }
    let (a, b, c) = (mean(x, x), mean(y, y), mean(x, y))
    if abs(a - 1) < 1e-9, abs(b - 1) < 1e-9 { return c }
    return CorrelationSearch.maximum(from: c / (a * b).squareRoot()) { r in
      let rest = (1 - r) * (1 + r)
      let numerator = r * rest + c * (1 + r * r) - r * (a + b)
      let slope = 1 - 3 * r * r + 2 * c * r - (a + b)
      return (numerator / (rest * rest), slope / (rest * rest) + 4 * r * numerator / (rest * rest * rest))
    }
  }

  /// A continuous and an ordinal variable: the polyserial correlation.
  ///
  /// Given the standardized residual z, the category's probability is Φ(u) - Φ(l) with u = (upper - rz)/√(1 - r²), l likewise
  /// (Olsson, Drasgow & Dorans 1982, two-step).
  /// - Returns: `nil` when the correlation is ±1.
  init?(_ first: ContinuousMargin, _ second: OrdinalMargin, covariates: PairCovariates) {
    let likelihood = PolyserialLikelihood(residuals: first.residuals, lower: second.lower, upper: second.upper)
    let found = CorrelationSearch.maximum(
      from: zip(first.residuals, second.middles).reduce(0) { $0 + $1.0 * $1.1 } / Double(first.residuals.count),
      derivatives: likelihood.derivatives)
    guard let found else { return nil }
    correlation = found
    let cases = likelihood.cases(found)
    scores = cases.map(\.score)
    firstDerivatives = first.parameterDerivatives(
      mean: cases.map { $0.score * $0.meanDerivative }, variance: cases.map { $0.score * $0.varianceDerivative },
      covariates: covariates.first)
    secondDerivatives = second.parameterDerivatives(
      upper: cases.map { $0.score * $0.upperDerivative }, lower: cases.map { $0.score * $0.lowerDerivative },
      covariates: covariates.second)
  }
}
