import LinearAlgebra

/// The maximum-likelihood discrepancy of a draw's moments, summed over groups.
///
/// Groups of observed variables take their residual form (``ResidualBlocks``), others ``LatentLikelihood``.
struct DrawLikelihood: SmoothFunction {
  /// One a group, in one of the two.
  private var residuals: [ResidualBlocks?]
  private var latent: [LatentLikelihood?]
  /// Each group's share in the discrepancy.
  private let weights: [Double]
  private var covariances: [Matrix] = []
  private var means: [[Double]] = []
  private(set) var gradient: [Double]

  /// `nil` for models with feedback or ordinal variables.
  init?(_ groups: [RAMMatrices], weights: [Double]) {
    let residuals = groups.map { ResidualBlocks($0) }
    let latent = zip(groups, residuals).map { $1 == nil ? LatentLikelihood($0) : nil }
    guard groups.indices.allSatisfy({ residuals[$0] != nil || latent[$0] != nil }) else { return nil }
    (self.residuals, self.latent) = (residuals, latent)
    self.weights = weights
    gradient = [Double](repeating: 0, count: groups.first?.parameterCount ?? 0)
  }

  /// The draw's moments, a pair a group.
  mutating func take(_ moments: [Refit.Moments]) {
    covariances = moments.map { Matrix(rowCount: $0.means.count, columnCount: $0.means.count, columnMajor: $0.covariance) }
    means = moments.map(\.means)
  }

  mutating func evaluate(_ parameters: [Double]) -> Double? {
    for k in gradient.indices { gradient[k] = 0 }
    var total = 0.0
    for (group, weight) in weights.enumerated() {
      let value: Double?
      if let latentValue = latent[group]?.evaluate(parameters, covariance: covariances[group], means: means[group]) {
        value = latentValue
        add(weight, times: latent[group]?.gradient ?? [])
      } else {
        value = residuals[group]?.evaluate(parameters, covariance: covariances[group].elements, means: means[group])
        add(weight, times: residuals[group]?.gradient ?? [])
      }
      guard let value else { return nil }
      total += weight * value
    }
    return total
  }

  private mutating func add(_ weight: Double, times part: [Double]) {
    for k in part.indices { gradient[k] += weight * part[k] }
  }
}
