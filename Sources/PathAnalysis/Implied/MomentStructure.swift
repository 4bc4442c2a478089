import LinearAlgebra

/// How a vector of moments follows from a group's matrices, with its Jacobian.
///
/// An ordinal variable's moments are those of the variable that underlies it, scaled by `kappa`: thresholds `kappa (tau - mu)`, slopes
/// `kappa Pi`, covariances `kappa_i kappa_j Sigma_ij`. Continuous variables have kappa 1.
struct MomentStructure: Sendable {
  let matrices: RAMMatrices
  let elements: [MomentElement]
  /// Places in the matrices of the variables that the elements count.
  let variables: [Int]

  init(_ matrices: RAMMatrices, elements: [MomentElement], variables: [Int]? = nil) {
    self.matrices = matrices
    self.elements = elements
    self.variables = variables ?? Array(0..<matrices.observedCount)
  }

  /// All moments of a group with ordinal variables, as ``OrdinalMoments`` has them.
  init(ordinal matrices: RAMMatrices) {
    let covariates = Set(matrices.covariates)
    let variables = (0..<matrices.observedCount).filter { !covariates.contains($0) }
    let ordinal = Set(matrices.ordinalVariables)
    let places = variables.indices
    var elements: [MomentElement] = places.flatMap { i -> [MomentElement] in
      guard ordinal.contains(variables[i]) else { return [.negativeMean(variable: i)] }
      let count = matrices.thresholds.filter { $0.row == variables[i] }.count
      return (0..<count).map { .threshold(variable: i, number: $0) }
    }
    for covariate in matrices.covariates.indices { elements += places.map { .slope(variable: $0, covariate: covariate) } }
    elements += places.filter { !ordinal.contains(variables[$0]) }.map { .variance(variable: $0) }
    for j in places { elements += places.filter { $0 > j }.map { .covariance(row: $0, column: j) } }
    self.init(matrices, elements: elements, variables: variables)
  }

  /// sigma(theta), in the order of the elements.
  func moments(_ implied: ImpliedMoments) -> [Double] {
    let kappa = implied.scales
    let (means, covariance) = (implied.conditionalMeans, implied.conditionalCovariance)
    return elements.map { element in
      switch element {
      case .mean(let i): means[variables[i]]
      case .negativeMean(let i): -means[variables[i]]
      case .threshold(let i, let number):
        kappa[variables[i]] * (implied.threshold(variables[i], number) - means[variables[i]])
      case .slope(let i, let x): kappa[variables[i]] * implied.totalEffects[variables[i], matrices.covariates[x]]
      case .variance(let i): covariance[variables[i], variables[i]]
      case .covariance(let i, let j):
        kappa[variables[i]] * kappa[variables[j]] * covariance[variables[i], variables[j]]
      }
    }
  }

  /// d sigma / d theta', one row an element.
  func jacobian(_ implied: ImpliedMoments) -> Matrix {
    var result = Matrix(rowCount: elements.count, columnCount: matrices.parameterCount + matrices.dependentCount)
    let places = Dictionary(
      grouping: ParameterPlace.extended(in: matrices, first: matrices.parameterCount), by: \.parameter)
    for (parameter, own) in places {
      if own.allSatisfy({ $0.matrix == .threshold }) {
        // Thresholds move nothing but themselves.
        for (row, element) in elements.enumerated() {
          guard case .threshold(let i, let number) = element else { continue }
          let isOwn = own.contains { $0.row == variables[i] && $0.column == number }
          if isOwn { result[row, parameter] = implied.scales[variables[i]] }
        }
        continue
      }
      let change = ImpliedChange(own, matrices, implied)
      for (row, element) in elements.enumerated() { result[row, parameter] = derivative(element, change, implied) }
    }
    return Dependence([matrices], [implied]).columns(result)
  }

  private func derivative(_ element: MomentElement, _ change: ImpliedChange, _ implied: ImpliedMoments) -> Double {
    let kappa = implied.scales
    let (means, covariance) = (implied.conditionalMeans, implied.conditionalCovariance)
    switch element {
    case .mean(let i): return change.means[variables[i]]
    case .negativeMean(let i): return -change.means[variables[i]]
    case .threshold(let i, let number):
      let v = variables[i]
      let shift = kappa[v] * (change.threshold(v, number) - change.means[v])
      guard change.scales[v] != 0 else { return shift }
      return shift + change.scales[v] * (implied.threshold(v, number) - means[v])
    case .slope(let i, let x):
      let v = variables[i]
      return change.scales[v] * implied.totalEffects[v, matrices.covariates[x]] + kappa[v] * change.slopes[v, x]
    case .variance(let i): return change.covariance[variables[i], variables[i]]
    case .covariance(let i, let j):
      let (a, b) = (variables[i], variables[j])
      return (change.scales[a] * kappa[b] + kappa[a] * change.scales[b]) * covariance[a, b]
        + kappa[a] * kappa[b] * change.covariance[a, b]
    }
  }
}

/// The derivatives of all implied moments, given the covariates, with respect to one parameter.
struct ImpliedChange {
  /// v x v.
  private(set) var covariance: Matrix
  private(set) var means: [Double]
  /// v x covariates.
  private(set) var slopes: Matrix
  /// Length v: of each variable's kappa.
  private(set) var scales: [Double]
  private let thresholds: [ParameterPlace]

  init(_ places: [ParameterPlace], _ matrices: RAMMatrices, _ implied: ImpliedMoments) {
    let covariates = matrices.covariates
    let count = matrices.variables.count
    covariance = Matrix(rowCount: count, columnCount: count)
    means = [Double](repeating: 0, count: count)
    slopes = Matrix(rowCount: count, columnCount: covariates.count)
    scales = means
    thresholds = places.filter { $0.matrix == .threshold }
    let effects = implied.totalEffects
    let (impliedMeans, impliedCovariance) = (implied.conditionalMeans, implied.conditionalCovariance)
    /// What the variances of ordinal variables should change by.
    var variances = means
    for place in places {
      switch place.matrix {
      case .directEffect:
        addProduct(effects.column(place.row), impliedCovariance.column(place.column))
        for i in 0..<count {
          means[i] += effects[i, place.row] * impliedMeans[place.column]
          for (x, covariate) in covariates.enumerated() {
            slopes[i, x] += effects[i, place.row] * effects[place.column, covariate]
          }
        }
      case .symmetricEffect:
        addProduct(effects.column(place.row), effects.column(place.column).map { place.scale * $0 })
      case .intercept: for i in 0..<count { means[i] += effects[i, place.row] }
      case .threshold: break
      case .scaling:
        // The variance is 1/kappa^2.
        let kappa = implied.scales[place.row]
        scales[place.row] += 1
        variances[place.row] -= 2 / (kappa * kappa * kappa)
      }
    }
    if matrices.hasUnitVariances {
      let ordinal = matrices.unitVarianceVariables
      let change = implied.residualVariances(
        giving: ordinal.map { variances[$0] - covariance[$0, $0] }, of: ordinal)
      for (k, variable) in ordinal.enumerated() where change[k] != 0 {
        addProduct(effects.column(variable), effects.column(variable).map { 0.5 * change[k] * $0 })
      }
    }
    if matrices.parameterization == .theta {
      for variable in matrices.ordinalVariables {
        let kappa = implied.scales[variable]
        scales[variable] = -0.5 * kappa * kappa * kappa * covariance[variable, variable]
      }
    }
  }

  /// u v' + v u'.
  private mutating func addProduct(_ u: [Double], _ v: [Double]) {
    for j in u.indices {
      for i in u.indices { covariance[i, j] += u[i] * v[j] + v[i] * u[j] }
    }
  }

  func threshold(_ variable: Int, _ number: Int) -> Double {
    thresholds.contains { $0.row == variable && $0.column == number } ? 1 : 0
  }
}
