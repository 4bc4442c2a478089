import Glibc

/// The maximum-likelihood discrepancy of a recursive model of observed variables, written in its residuals.
///
/// Without latent variables the precision is explicit, `Sigma^-1 = (I - A)' Psi^-1 (I - A)`, and with `|I - A| = 1`
/// `F = sum_b ln|Psi_b| + tr(Psi_b^-1 E_b) + constant`, where the blocks b are the sets of variables whose residuals covary and
/// `E = (I - A) S (I - A)' + r r'`, `r = (I - A) m - a`. Nothing larger than a block is ever factorised, so that one evaluation
/// with its gradient costs about a microsecond: what a bootstrap draw can afford.
struct ResidualBlocks: Sendable {
  /// Variables whose residuals covary, and the parameters in their equations.
  struct Block: Sendable {
    var variables: [Int]
    var paths: [Place]
    var symmetric: [Place]
    var intercepts: [Place]
  }

  /// An entry of the block: `row` counts within the block, `column` over all variables (within the block for a covariance).
  struct Place: Sendable {
    var row: Int
    var column: Int
    /// Index in the parameter vector, or -1 for a fixed value.
    var parameter: Int
    var value: Double
  }

  let variableCount: Int
  let hasMeans: Bool
  let blocks: [Block]
  /// Gradient of F at the last evaluation, length q.
  private(set) var gradient: [Double]
  private var rows: [Double] = []
  private var weighted: [Double] = []
  private var residual: [Double] = []
  private var residualMeans: [Double] = []
  private var factor: [Double] = []
  private var inverse: [Double] = []

  /// `nil` for models with latent variables or feedback, and where a residual covaries with an exogenous variable that is held at
  /// its sample moments.
  init?(_ matrices: RAMMatrices) {
    let count = matrices.variables.count
    guard matrices.observedCount == count, matrices.isRecursive else { return nil }
    variableCount = count
    hasMeans = !matrices.intercepts.isEmpty
    gradient = [Double](repeating: 0, count: matrices.parameterCount)
    var found: [Block] = []
    for variables in matrices.residualBlocks {
      let local = Dictionary(uniqueKeysWithValues: variables.enumerated().map { ($1, $0) })
      let entries = matrices.symmetricEffects.filter { local[$0.row] != nil }
      if entries.contains(where: { $0.source == .sampleMoment }) {
        // Exogenous variables at their sample moments contribute a constant.
        guard entries.allSatisfy({ $0.source == .sampleMoment }) else { return nil }
        continue
      }
      func places(_ entries: [RAMMatrices.Entry], columnIsLocal: Bool) -> [Place] {
        entries.compactMap { entry in
          guard let row = local[entry.row] else { return nil }
          let column = columnIsLocal ? local[entry.column] ?? 0 : entry.column
          switch entry.source {
          case .parameter(let index): return Place(row: row, column: column, parameter: index, value: 0)
          case .fixed(let value): return Place(row: row, column: column, parameter: -1, value: value)
          case .sampleMoment, .unitVariance, .dependent: return nil
          }
        }
      }
      found.append(
        Block(
          variables: variables, paths: places(matrices.directEffects, columnIsLocal: false),
          symmetric: places(matrices.symmetricEffects, columnIsLocal: true),
          intercepts: places(matrices.intercepts, columnIsLocal: true)))
    }
    blocks = found
    let largest = found.map(\.variables.count).max() ?? 0
    rows = [Double](repeating: 0, count: largest * count)
    weighted = rows
    residual = [Double](repeating: 0, count: largest * largest)
    residualMeans = [Double](repeating: 0, count: largest)
    factor = residual
    inverse = residual
  }

  /// F at `parameters`, up to a constant, with its gradient; `nil` when a residual covariance is not positive definite.
  ///
  /// `covariance` is p x p, column-major, `means` of length p (ignored without a mean structure).
  mutating func evaluate(_ parameters: [Double], covariance: [Double], means: [Double]) -> Double? {
    for k in gradient.indices { gradient[k] = 0 }
    var total = 0.0
    for index in blocks.indices {
      guard let value = evaluate(blocks[index], parameters, covariance, means) else { return nil }
      total += value
    }
    return total.isFinite ? total : nil
  }

  private mutating func evaluate(
    _ block: Block, _ parameters: [Double], _ covariance: [Double], _ means: [Double]
  ) -> Double? {
    let size = block.variables.count
    formResiduals(block, parameters, covariance, means)
    for k in 0..<(size &* size) { inverse[k] = 0 }
    for place in block.symmetric {
      let value = place.parameter < 0 ? place.value : parameters[place.parameter]
      inverse[place.row &+ place.column &* size] = value
      inverse[place.column &+ place.row &* size] = value
    }
    guard let logDeterminant = invert(size) else { return nil }
    var trace = 0.0
    for k in 0..<(size &* size) { trace += inverse[k] * residual[k] }
    addGradient(block, means)
    return logDeterminant + trace
  }

  /// `rows = ((I - A) S)_b` (+ r m'), `residual = E_b`.
  private mutating func formResiduals(
    _ block: Block, _ parameters: [Double], _ covariance: [Double], _ means: [Double]
  ) {
    let size = block.variables.count
    let p = variableCount
    for i in 0..<size {
      let variable = block.variables[i]
      for j in 0..<p { rows[i &* p &+ j] = covariance[variable &* p &+ j] }
      if hasMeans { residualMeans[i] = means[variable] }
    }
    for place in block.paths {
      let value = place.parameter < 0 ? place.value : parameters[place.parameter]
      let target = place.row &* p
      let source = place.column &* p
      for j in 0..<p { rows[target &+ j] -= value * covariance[source &+ j] }
      if hasMeans { residualMeans[place.row] -= value * means[place.column] }
    }
    for i in 0..<size {
      let start = i &* p
      for k in 0..<size { residual[i &+ k &* size] = rows[start &+ block.variables[k]] }
    }
    for place in block.paths {
      let value = place.parameter < 0 ? place.value : parameters[place.parameter]
      for i in 0..<size { residual[i &+ place.row &* size] -= value * rows[i &* p &+ place.column] }
    }
    guard hasMeans else { return }
    for place in block.intercepts {
      residualMeans[place.row] -= place.parameter < 0 ? place.value : parameters[place.parameter]
    }
    for i in 0..<size {
      for k in 0..<size { residual[i &+ k &* size] += residualMeans[i] * residualMeans[k] }
      for j in 0..<p { rows[i &* p &+ j] += residualMeans[i] * means[j] }
    }
  }

  /// Replaces `inverse` by its inverse and returns its log-determinant; Cholesky, so `nil` unless positive definite.
  private mutating func invert(_ size: Int) -> Double? {
    var logDeterminant = 0.0
    for j in 0..<size {
      var pivot = inverse[j &+ j &* size]
      for k in 0..<j { pivot -= factor[j &+ k &* size] * factor[j &+ k &* size] }
      guard pivot > 0 else { return nil }
      let root = pivot.squareRoot()
      logDeterminant += log(pivot)
      factor[j &+ j &* size] = 1 / root
      for i in (j &+ 1)..<max(size, j &+ 1) {
        var value = inverse[i &+ j &* size]
        for k in 0..<j { value -= factor[i &+ k &* size] * factor[j &+ k &* size] }
        factor[i &+ j &* size] = value / root
      }
    }
    // L^-1 in place (its diagonal is stored already), then L^-T L^-1.
    for j in 0..<size {
      for i in (j &+ 1)..<max(size, j &+ 1) {
        var value = 0.0
        for k in j..<i { value += factor[i &+ k &* size] * factor[k &+ j &* size] }
        factor[i &+ j &* size] = -value * factor[i &+ i &* size]
      }
    }
    for j in 0..<size {
      for i in j..<size {
        var value = 0.0
        for k in i..<size { value += factor[k &+ i &* size] * factor[k &+ j &* size] }
        inverse[i &+ j &* size] = value
        inverse[j &+ i &* size] = value
      }
    }
    return logDeterminant
  }

  /// dF/dA = -2 Psi^-1 ((I - A) S + r m'), dF/dPsi = Psi^-1 - Psi^-1 E Psi^-1, dF/da = -2 Psi^-1 r.
  private mutating func addGradient(_ block: Block, _ means: [Double]) {
    let size = block.variables.count
    let p = variableCount
    for place in block.paths where place.parameter >= 0 {
      var value = 0.0
      for k in 0..<size { value += inverse[place.row &+ k &* size] * rows[k &* p &+ place.column] }
      gradient[place.parameter] -= 2 * value
    }
    for i in 0..<size {
      for j in 0..<size {
        var value = 0.0
        for k in 0..<size { value += inverse[i &+ k &* size] * residual[k &+ j &* size] }
        weighted[i &+ j &* size] = value
      }
    }
    for place in block.symmetric where place.parameter >= 0 {
      var value = inverse[place.row &+ place.column &* size]
      for k in 0..<size { value -= weighted[place.row &+ k &* size] * inverse[k &+ place.column &* size] }
      gradient[place.parameter] += place.row == place.column ? value : 2 * value
    }
    guard hasMeans else { return }
    for place in block.intercepts where place.parameter >= 0 {
      var value = 0.0
      for k in 0..<size { value += inverse[place.row &+ k &* size] * residualMeans[k] }
      gradient[place.parameter] -= 2 * value
    }
  }
}
