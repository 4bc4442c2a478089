import LinearAlgebra

/// Rough moments of latent variables, from those of their indicators: good enough to start an optimiser.
///
/// Loadings relative to a reference indicator r are instrumental-variable estimates over the other indicators k,
/// `l_j = sum s_rk s_jk / sum s_rk^2` (FABIN 2: Hagglund 1982). They give the latent variance, and the covariance with any other variable
/// as the weighted mean of its indicators' covariances. Second-order factors follow from the factors that are done.
struct LatentMoments {
  /// v x v over observed and latent variables.
  private(set) var covariance: Matrix
  private let matrices: RAMMatrices
  private var isDone: [Bool]

  init(_ matrices: RAMMatrices, observed: Matrix) {
    self.matrices = matrices
    let count = matrices.variables.count
    covariance = Matrix(rowCount: count, columnCount: count)
    isDone = (0..<count).map { $0 < matrices.observedCount }
    for j in 0..<matrices.observedCount { for i in 0..<matrices.observedCount { covariance[i, j] = observed[i, j] } }
    for composite in matrices.composites { add(composite) }
    var waiting = (matrices.observedCount..<count).filter { !isDone[$0] }
    while let next = waiting.first(where: { hasIndicators($0) }) ?? waiting.first {
      add(next)
      isDone[next] = true
      waiting.removeAll { $0 == next }
    }
  }

  /// An arrow from a latent variable to a variable whose moments are known.
  private struct Indicator {
    var variable: Int
    /// A fixed loading.
    var fixed: Double?
  }

  /// Loadings before regressions on the latent variable: the first one gives it its direction.
  private func indicators(_ latent: Int) -> [Indicator] {
    let arrows = matrices.directEffects.filter { $0.column == latent && isDone[$0.row] }
    return (arrows.filter(\.isLoading) + arrows.filter { !$0.isLoading }).compactMap { entry in
      switch entry.source {
      case .fixed(let value): value == 0 ? nil : Indicator(variable: entry.row, fixed: value)
      default: Indicator(variable: entry.row, fixed: nil)
      }
    }
  }

  private func hasIndicators(_ latent: Int) -> Bool {
    let arrows = matrices.directEffects.filter { $0.column == latent }
    return !indicators(latent).isEmpty && arrows.allSatisfy { isDone[$0.row] }
  }

  private mutating func add(_ latent: Int) {
    let indicators = indicators(latent)
    guard let reference = indicators.first(where: { $0.fixed != nil }) ?? indicators.first else {
      covariance[latent, latent] = fixedVariance(latent) ?? 1
      return
    }
    var loadings = relativeLoadings(indicators, reference: reference.variable)
    var variance = commonVariance(indicators, loadings, reference: reference.variable)
    if let fixed = reference.fixed {
      loadings = loadings.map { $0 * fixed }
      variance /= fixed * fixed
    } else if let fixed = fixedVariance(latent), fixed > 0 {
      loadings = loadings.map { $0 * (variance / fixed).squareRoot() }
      variance = fixed
    } else if let scale = Self.averageScale(loadings) {
      // Nothing fixes the scale: that of effect coding.
      loadings = loadings.map { $0 * scale }
      variance /= scale * scale
    }
    covariance[latent, latent] = variance
    for other in matrices.variables.indices where isDone[other] {
      let value = covariance(of: other, indicators, loadings, variance: variance)
      covariance[latent, other] = value
      covariance[other, latent] = value
    }
  }

  /// What makes loadings 1 on average; `nil` where they nearly cancel.
  private static func averageScale(_ loadings: [Double]) -> Double? {
    let sum = loadings.reduce(0, +)
    return abs(sum) > 0.2 * loadings.reduce(0) { $0 + abs($1) } ? Double(loadings.count) / sum : nil
  }

  /// A composite at the weights that the search starts from.
  private mutating func add(_ composite: Composite) {
    let weights = CompositeStart.weights(composite, matrices, covariance)
    for other in matrices.variables.indices where isDone[other] {
      let value = zip(composite.indicators, weights).reduce(0) { $0 + $1.1 * covariance[$1.0, other] }
      covariance[composite.variable, other] = value
      covariance[other, composite.variable] = value
    }
    covariance[composite.variable, composite.variable] =
      zip(composite.indicators, weights).reduce(0) { $0 + $1.1 * covariance[composite.variable, $1.0] }
    isDone[composite.variable] = true
  }

  private func fixedVariance(_ latent: Int) -> Double? {
    for entry in matrices.symmetricEffects where entry.row == latent && entry.column == latent {
      if case .fixed(let value) = entry.source { return value }
    }
    return nil
  }

  private func relativeLoadings(_ indicators: [Indicator], reference: Int) -> [Double] {
    indicators.map { indicator in
      let j = indicator.variable
      if j == reference { return 1 }
      var products = 0.0
      var squares = 0.0
      for other in indicators where other.variable != j && other.variable != reference {
        products += covariance[reference, other.variable] * covariance[j, other.variable]
        squares += covariance[reference, other.variable] * covariance[reference, other.variable]
      }
      let scale = (covariance[j, j] / covariance[reference, reference]).squareRoot()
      guard squares > 0 else { return covariance[reference, j] < 0 ? -scale : scale }
      // An estimate far beyond the scale of the two variables is noise.
      return min(max(products / squares, -3 * scale), 3 * scale)
    }
  }

  /// The latent variance in units of the reference indicator, kept within its variance.
  private func commonVariance(_ indicators: [Indicator], _ loadings: [Double], reference: Int) -> Double {
    let total = covariance[reference, reference]
    var products = 0.0
    var squares = 0.0
    for (indicator, loading) in zip(indicators, loadings) where indicator.variable != reference {
      products += covariance[reference, indicator.variable] * loading
      squares += loading * loading
    }
    guard squares > 0 else { return 0.9 * total }
    return min(max(products / squares, 0.05 * total), 0.95 * total)
  }

  /// Covariance of the latent variable with another: of an indicator its loading times the variance.
  private func covariance(of other: Int, _ indicators: [Indicator], _ loadings: [Double], variance: Double) -> Double {
    if let own = indicators.firstIndex(where: { $0.variable == other }) { return loadings[own] * variance }
    var products = 0.0
    var squares = 0.0
    for (indicator, loading) in zip(indicators, loadings) {
      products += loading * covariance[indicator.variable, other]
      squares += loading * loading
    }
    let limit = 0.95 * (variance * covariance[other, other]).squareRoot()
    return min(max(products / squares, -limit), limit)
  }
}
