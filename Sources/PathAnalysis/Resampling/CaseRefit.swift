import LinearAlgebra

/// Refits a model to the rows of one draw after another by the sample's estimator, starting from the sample's estimates.
///
/// Everything that the estimator needs is made anew from the drawn rows: the patterns of missing values, thresholds and polychoric
/// correlations, weight matrices. Quasi-Newton steps (``QuasiNewton``) from the sample's curvature find the minimum by gradients alone;
/// where they stall, and under nonlinear constraints, the draw is estimated as a sample is. A value type: each thread has its own copy.
struct CaseRefit: Sendable {
  private let model: PathModel
  private let options: EstimationOptions
  /// The sample's: a draw that happens to be complete is estimated in the same way.
  private let method: EstimationMethod
  private let constraints: Constraints
  private let rotation: DrawRotation?
  /// The sample's estimates, before rotation.
  private let start: [Double]
  /// Full information: the likelihood of incomplete cases. `patternLikelihood` is its fast form, where there is one.
  private let usesPatterns: Bool
  private var patternLikelihood: PatternLikelihood?
  private var quasiNewton: QuasiNewton?

  init(_ fit: Fit) {
    model = fit.model
    options = fit.options
    method = fit.solution.estimation.method
    constraints = fit.constraints
    rotation = DrawRotation(fit)
    start = fit.solution.parameters
    usesPatterns = fit.solution.estimation.data.allSatisfy(\.isIncomplete)
    patternLikelihood = usesPatterns ? PatternLikelihood(fit.model.groups) : nil
    guard rotation == nil, constraints.equalityCount == 0, fit.activeConstraints.isEmpty else { return }
    let curvature = constraints.linear.reducedInformation(fit.solution.curvature)
    guard let factor = try? CholeskyFactorization(curvature) else { return }
    quasiNewton = QuasiNewton(inverseCurvature: 0.5 * factor.inverse())
  }

  /// A draw's parameters with the moments that its fixed exogenous variables were held at, one a group.
  typealias Estimates = (parameters: [Double], observed: [ObservedMoments])

  /// The estimates for the samples of a draw, one a group.
  mutating func estimate(_ samples: [Sample]) throws(RefitFailure) -> Estimates {
    do {
      if let found = try patternMinimum(samples) { return found }
      var estimation = Estimation(
        groups: model.groups, data: try data(samples), method: method, constraints: constraints, maximumIterations: 200)
      let observed = estimation.data.map(\.observed)
      if let parameters = minimum(try estimation.objective()) { return (parameters, observed) }
      estimation.warmStart = start
      let solution = try estimation.run()
      guard solution.converged, solution.unmetCondition == nil else { throw RefitFailure.notConverged }
      guard let rotation else { return (solution.parameters, observed) }
      guard let rotated = rotation.rotated(solution.parameters, observed) else { throw RefitFailure.notConverged }
      return (rotated, observed)
    } catch {
      throw error as? RefitFailure ?? (error as? FitError).map { RefitFailure($0) } ?? .notConverged
    }
  }

  private func data(_ samples: [Sample]) throws(FitError) -> [GroupData] {
    var data: [GroupData] = []
    for (group, sample) in samples.enumerated() { data.append(try model.groupData(sample, group: group, options, method)) }
    return data
  }

  private mutating func minimum(_ objective: Objective) -> [Double]? {
    switch objective {
    case .likelihood(let function): minimum(function)
    case .leastSquares(let function): minimum(function)
    }
  }

  private mutating func minimum(_ function: some DiscrepancyFunction) -> [Double]? {
    var gradients = GradientFunction(function)
    return minimum(&gradients)
  }

  /// `nil` where quasi-Newton steps do not lead to the minimum, or it violates an inequality.
  private mutating func minimum(_ function: inout some SmoothFunction) -> [Double]? {
    guard var search = quasiNewton.take() else { return nil }
    defer { quasiNewton = search }
    guard let found = search.minimize(&function, from: constraints.linear.reduced(start), constraints.linear),
      constraints.isLinearEqualityOnly || constraints.values(at: found).allSatisfy({ $0 >= 0 })
    else { return nil }
    return found
  }

  /// Full information of incomplete rows, without the saturated model: that is what the search for starting values and the test need.
  private mutating func patternMinimum(_ samples: [Sample]) throws(FitError) -> Estimates? {
    guard usesPatterns, quasiNewton != nil, samples.allSatisfy(\.isIncomplete) else { return nil }
    var patterns: [MissingPatterns] = []
    for (group, sample) in samples.enumerated() {
      guard let rows = sample.rows else { return nil }
      let columns = model.observedVariables(ofGroup: group).compactMap { sample.variables.firstIndex(of: $0) }
      patterns.append(MissingPatterns(rows: rows.selecting(columns: columns)))
    }
    let references = patterns.map(\.momentsOfCompleteVariables)
    for (group, reference) in references.enumerated() {
      let held = model.groups[group].symmetricEffects.filter { $0.source == .sampleMoment }
      guard held.allSatisfy({ reference.covariance[$0.row, $0.column].isFinite }) else { return nil }
    }
    guard let parameters = minimum(patterns, references) else { return nil }
    return (parameters, references)
  }

  private mutating func minimum(_ patterns: [MissingPatterns], _ references: [ObservedMoments]) -> [Double]? {
    if var likelihood = patternLikelihood.take() {
      defer { patternLikelihood = likelihood }
      likelihood.take(patterns, references: references)
      return minimum(&likelihood)
    }
    let total = patterns.reduce(0) { $0 + Double($1.rowCount) }
    let blocks = patterns.enumerated().flatMap { group, patterns in
      MomentBlock.patterns(patterns, of: model.groups[group], group: group, total: total)
    }
    return minimum(MaximumLikelihood(model.groups, references: references, blocks: blocks))
  }
}

/// A discrepancy function as quasi-Newton steps see it.
struct GradientFunction<Function: DiscrepancyFunction>: SmoothFunction {
  private let function: Function
  private(set) var gradient: [Double] = []

  init(_ function: Function) { self.function = function }

  mutating func evaluate(_ parameters: [Double]) -> Double? {
    guard let point = try? function.evaluate(parameters) else { return nil }
    gradient = function.gradient(at: point)
    return function.discrepancy(at: point)
  }
}

extension Solution {
  /// Second derivatives of F/2 at the estimates: exact ones of likelihoods, differences of the gradient of least squares.
  fileprivate var curvature: Matrix {
    switch point {
    case .likelihood(let function, let evaluation): function.observedInformation(at: evaluation)
    case .leastSquares(let function, let evaluation):
      function.differencedCurvature(at: parameters) ?? function.scoringInformation(at: evaluation)
    }
  }
}

extension LeastSquares {
  /// Central differences of the gradient; `nil` where a step leaves the parameter space.
  fileprivate func differencedCurvature(at parameters: [Double]) -> Matrix? {
    var curvature = Matrix(rowCount: parameters.count, columnCount: parameters.count)
    for column in parameters.indices {
      let step = 1e-5 * max(1, abs(parameters[column]))
      var (above, below) = (parameters, parameters)
      above[column] += step
      below[column] -= step
      guard let high = try? evaluate(above), let low = try? evaluate(below) else { return nil }
      let (up, down) = (gradient(at: high), gradient(at: low))
      for row in parameters.indices { curvature[row, column] = (up[row] - down[row]) / (4 * step) }
    }
    return curvature.symmetrized
  }
}

extension MissingPatterns {
  /// Means and covariances, with divisor n, of the variables that are never missing; NaN for all others.
  fileprivate var momentsOfCompleteVariables: ObservedMoments {
    let p = variableCount
    let complete = (0..<p).filter { !rows.column($0).contains(where: \.isNaN) }
    let n = Double(rows.rowCount)
    var means = [Double](repeating: .nan, count: p)
    var covariance = Matrix(rowCount: p, columnCount: p)
    for j in 0..<p { for i in 0..<p { covariance[i, j] = .nan } }
    let centred = complete.map { variable in
      let column = rows.column(variable)
      let first = column.reduce(0, +) / n
      means[variable] = first + column.reduce(0) { $0 + ($1 - first) } / n
      return column.map { $0 - means[variable] }
    }
    for (a, i) in complete.enumerated() {
      for (b, j) in complete.enumerated() {
        covariance[i, j] = zip(centred[a], centred[b]).reduce(0) { $0 + $1.0 * $1.1 } / n
      }
    }
    return ObservedMoments(covariance: covariance, means: means, sampleSize: rowCount)
  }
}
