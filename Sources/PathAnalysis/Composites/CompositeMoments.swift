import LinearAlgebra

/// A composite at given weights: `u = T w`, `v = w'u` and its mean `w'm`.
struct CompositeMoments: Sendable {
  let composite: Composite
  let weights: [Double]
  /// T, k x k.
  let covariance: Matrix
  /// m; zero without a mean structure.
  let indicatorMeans: [Double]
  /// u, the covariances of the composite with its indicators.
  let joint: [Double]
  /// v.
  let variance: Double
  let mean: Double

  init(_ composite: Composite, _ parameters: [Double], _ sample: ObservedMoments) {
    self.composite = composite
    weights = composite.weights.map { source in
      switch source {
      case .parameter(let index): parameters[index]
      case .fixed(let value): value
      case .sampleMoment, .unitVariance, .dependent: 0
      }
    }
    covariance = sample.covariance.principal(composite.indicators)
    indicatorMeans = composite.indicators.map { composite.hasMeans ? sample.means?[$0] ?? 0 : 0 }
    joint = covariance.times(weights)
    variance = zip(weights, joint).reduce(0) { $0 + $1.0 * $1.1 }
    mean = zip(weights, indicatorMeans).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Writes the entries that the weights alone give.
  func write(into entries: inout [Double]) {
    for i in weights.indices {
      entries[composite.loading(i)] = joint[i] / variance
      for j in 0...i { entries[composite.residual(i, j)] = covariance[i, j] - joint[i] * joint[j] / variance }
      if composite.hasMeans {
        entries[composite.indicatorIntercept(i)] = indicatorMeans[i] - joint[i] / variance * mean
      }
    }
  }

  /// The derivatives of these entries with respect to the weight of an indicator.
  func derivatives(_ m: Int) -> [(entry: Int, value: Double)] {
    let share = 2 * joint[m] / variance
    var result: [(Int, Double)] = []
    for i in weights.indices {
      let loading = covariance[i, m] / variance - share * joint[i] / variance
      result.append((composite.loading(i), loading))
      for j in 0...i {
        let change = covariance[i, m] * joint[j] + joint[i] * covariance[j, m] - share * joint[i] * joint[j]
        result.append((composite.residual(i, j), -change / variance))
      }
      if composite.hasMeans {
        result.append((composite.indicatorIntercept(i), -loading * mean - joint[i] / variance * indicatorMeans[m]))
      }
    }
    return result
  }
}
