/// A criterion at some loadings: Q, and its p x m gradient dQ/dL.
struct CriterionValue<Number: CriterionNumber>: Sendable {
  let value: Number
  let gradient: LoadingGrid<Number>
}

extension RotationCriterion {
  /// Q and dQ/dL at p x m loadings.
  ///
  /// Promax has no criterion of its own: this is that of its first step, varimax.
  func evaluate<Number>(_ loadings: LoadingGrid<Number>) -> CriterionValue<Number> {
    switch self {
    case .none: CriterionValue(value: .zero, gradient: loadings.map { _ in .zero })
    case .geomin(let epsilon): .geomin(loadings, epsilon: epsilon, from: 0)
    case .bifactorGeomin(let epsilon): .geomin(loadings, epsilon: epsilon, from: 1)
    case .oblimin(let gamma): .oblimin(loadings, gamma: gamma, from: 0)
    case .quartimin: .oblimin(loadings, gamma: 0, from: 0)
    case .bifactorQuartimin: .oblimin(loadings, gamma: 0, from: 1)
    case .varimax, .promax: .orthomax(loadings, gamma: 1)
    case .quartimax: .orthomax(loadings, gamma: 0)
    case .orthomax(let gamma): .orthomax(loadings, gamma: gamma)
    case .crawfordFerguson(let weight):
      .crawfordFerguson(loadings, kappa: weight.kappa(rowCount: loadings.rowCount, columnCount: loadings.columnCount))
    case .entropy: .entropy(loadings)
    case .mccammon: .mccammon(loadings)
    case .infomax: .infomax(loadings)
    case .tandem1: .tandem(loadings, isFirst: true)
    case .tandem2: .tandem(loadings, isFirst: false)
    case .oblimax: .oblimax(loadings)
    case .bentler: .bentler(loadings)
    case .simplimax(let count): .simplimax(loadings, count: count ?? loadings.rowCount)
    case .target(let target, let weights): .targetDistance(loadings, target: target, weights: weights)
    }
  }
}
