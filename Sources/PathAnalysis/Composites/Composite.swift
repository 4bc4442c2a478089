import LinearAlgebra

/// A composite in one group's matrices: a variable that is exactly the weighted sum of its indicators (`C <~ w1*x1 + w2*x2`).
///
/// The indicators' own covariances `T` (and means `m`) are the sample's. With `u = T w` and `v = w'u`, the variance of the composite,
/// the rest of the model reaches the indicators through the composite alone: `cov(x, z) = u cov(C, z) / v`. In RAM that is a loading
/// `u / v` of each indicator, residual covariances `T - u u' / v`, the residual variance that makes `var(C) = v`, and intercepts that
/// make `E(x) = m`, `E(C) = w'm`. These entries are no parameters: they follow from the weights and the other parameters.
///
/// Source: Schamberger, Schuberth, Henseler and Rosseel (2025), arXiv 2508.06112.
struct Composite: Sendable, Hashable {
  var variable: Int
  var indicators: [Int]
  /// One an indicator.
  var weights: [RAMMatrices.Source]
  /// The number of its first entry among the group's that follow from parameters.
  var firstEntry: Int
  var hasMeans: Bool

  private var count: Int { indicators.count }
  private var covarianceCount: Int { count * (count + 1) / 2 }
  var entryCount: Int { count + covarianceCount + 1 + (hasMeans ? count + 1 : 0) }

  // MARK: The numbers of its entries

  func loading(_ indicator: Int) -> Int { firstEntry + indicator }
  func residual(_ row: Int, _ column: Int) -> Int {
    firstEntry + count + Matrix.halfVectorIndex(row: max(row, column), column: min(row, column), order: count)
  }
  var variance: Int { firstEntry + count + covarianceCount }
  func indicatorIntercept(_ indicator: Int) -> Int { variance + 1 + indicator }
  var intercept: Int { variance + 1 + count }
}

extension RAMMatrices {
  /// How many entries follow from parameters.
  var dependentCount: Int { composites.reduce(0) { $0 + $1.entryCount } }
  var compositeIndicators: Set<Int> { Set(composites.flatMap(\.indicators)) }

  /// Adds a composite with the entries that its weights give.
  mutating func add(_ variable: Int, formedBy weights: [(indicator: Int, source: Source)], hasMeans: Bool) {
    let composite = Composite(
      variable: variable, indicators: weights.map(\.indicator), weights: weights.map(\.source), firstEntry: dependentCount,
      hasMeans: hasMeans)
    for (i, indicator) in composite.indicators.enumerated() {
      directEffects.append(
        .init(row: indicator, column: variable, source: .dependent(composite.loading(i)), isLoading: true))
      for (j, other) in composite.indicators[...i].enumerated() {
        symmetricEffects.append(
          .init(row: max(indicator, other), column: min(indicator, other), source: .dependent(composite.residual(i, j))))
      }
    }
    symmetricEffects.append(.init(row: variable, column: variable, source: .dependent(composite.variance)))
    if hasMeans {
      for (i, indicator) in composite.indicators.enumerated() {
        intercepts.append(.init(row: indicator, column: 0, source: .dependent(composite.indicatorIntercept(i))))
      }
      intercepts.append(.init(row: variable, column: 0, source: .dependent(composite.intercept)))
    }
    composites.append(composite)
  }

  /// The weight of an indicator of a composite.
  func weight(of indicator: Int, in composite: Int) -> Source? {
    guard let composite = composites.first(where: { $0.variable == composite }),
      let place = composite.indicators.firstIndex(of: indicator)
    else { return nil }
    return composite.weights[place]
  }
}
