import LinearAlgebra

/// Weights to start from: those of the indicators' first canonical variate with all other observed variables.
enum CompositeStart {
  /// One an indicator, scaled to the first that is fixed; `moments` are over the matrices' variables.
  static func weights(_ composite: Composite, _ matrices: RAMMatrices, _ moments: Matrix) -> [Double] {
    let own = composite.indicators
    let ownSet = Set(own)
    let others = (0..<matrices.observedCount).filter { !ownSet.contains($0) }
    var weights = own.map { 1 / moments[$0, $0].squareRoot() }
    if !others.isEmpty, let inner = try? CholeskyFactorization(moments.principal(own)),
      let outer = try? CholeskyFactorization(moments.principal(others))
    {
      let joint = moments.submatrix(rows: own, columns: others)
      for _ in 0..<100 {
        let next = inner.solve(joint.times(outer.solve(joint.transposedTimes(weights))))
        let size = zip(own, next).reduce(0) { $0 + $1.1 * $1.1 * moments[$1.0, $1.0] }.squareRoot()
        guard size > 1e-12 else { break }
        weights = next.map { $0 / size }
      }
    }
    let fixed = composite.weights.map { source -> Double? in if case .fixed(let value) = source { value } else { nil } }
    if let marker = fixed.firstIndex(where: { $0 != nil && $0 != 0 }), let value = fixed[marker] {
      // A marker that hardly counts would blow up the others.
      let largest = own.indices.map { abs(weights[$0]) * moments[own[$0], own[$0]].squareRoot() }.max() ?? 1
      let least = 0.05 * largest / moments[own[marker], own[marker]].squareRoot()
      let unit = abs(weights[marker]) < least ? (weights[marker] < 0 ? -least : least) : weights[marker]
      weights = weights.map { $0 * value / unit }
    }
    return zip(weights, fixed).map { $1 ?? $0 }
  }
}
