import Probability

extension PairFit {
  /// Two continuous variables: the correlation of the residuals, which is its maximum likelihood estimate given the first stage.
  ///
  /// With unit residual variances log L = -log(1 - r²)/2 - (z₁² - 2r z₁z₂ + z₂²)/(2(1 - r²)).
  /// - Returns: `nil` when the correlation is ±1.
  init?(_ first: ContinuousMargin, _ second: ContinuousMargin, covariates: Covariates?) {
    let (x, y) = (first.residuals, second.residuals)
    let r = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / Double(x.count)
    let rest = (1 - r) * (1 + r)
    guard rest > 1 - CorrelationSearch.limit else { return nil }
    correlation = r
    scores = zip(x, y).map { x, y in (r + x * y - (x * x - 2 * r * x * y + y * y) * r / rest) / rest }
    func derivatives(_ margin: ContinuousMargin, _ x: [Double], _ y: [Double]) -> [Double] {
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
    firstDerivatives = derivatives(first, x, y)
    secondDerivatives = derivatives(second, y, x)
  }

  /// A continuous and an ordinal variable: the polyserial correlation.
  ///
  /// Given the standardized residual z, the category's probability is Φ(u) - Φ(l) with u = (upper - rz)/√(1 - r²), l likewise
  /// (Olsson, Drasgow & Dorans 1982, two-step).
  /// - Returns: `nil` when the correlation is ±1.
  init?(_ first: ContinuousMargin, _ second: OrdinalMargin, covariates: Covariates?) {
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
      covariates: covariates)
    secondDerivatives = second.parameterDerivatives(
      upper: cases.map { $0.score * $0.upperDerivative }, lower: cases.map { $0.score * $0.lowerDerivative },
      covariates: covariates)
  }
}
