import LinearAlgebra

/// Finds the maximum of the likelihood of incomplete data: EM from far off, Newton's method from near.
///
/// An EM step always increases the likelihood; a Newton step is taken only if it does, and EM goes on for a while if it does not.
struct SaturatedSearch: Sendable {
  let patterns: MissingPatterns
  /// Whether Newton's equations are solved by factorization: faster for few variables, and possible where all pairs are identified.
  private let solvesExactly: Bool

  /// Up to this number of variables, by measurement: at 9 the search takes half the time, at 15 as long as with conjugate gradients.
  private static let fewVariables = 12
  /// EM steps before the first Newton step, and after one that failed.
  private static let expectationSteps = 3
  /// The last Newton step, in standard deviations, and the last change of the log-likelihood, relative.
  private static let stepTolerance = 1e-9
  private static let likelihoodTolerance = 1e-11
  /// Share of a variable's variance that the variables before it must leave.
  private static let singularity = 1e-12

  init(_ patterns: MissingPatterns) throws(SaturatedMissingError) {
    guard patterns.rowCount > 0 else { throw .noCases }
    let counts = patterns.pairCounts.diagonal
    if let variable = counts.firstIndex(of: 0) { throw .neverObserved(variable: variable) }
    self.patterns = patterns
    solvesExactly = patterns.variableCount <= Self.fewVariables && patterns.pairsNeverTogether.isEmpty
  }

  func run(
    maximumIterations: Int
  ) throws(SaturatedMissingError) -> (likelihood: IncompleteLikelihood, iterations: Int, converged: Bool) {
    var point = try start()
    var iterations = 1
    var expectationSteps = Self.expectationSteps
    var tolerance = 0.1
    while iterations < maximumIterations {
      if expectationSteps == 0 {
        let step = solvesExactly ? point.exactNewtonStep() : point.newtonStep(tolerance: tolerance)
        if let step, let next = climb(from: point, along: step) {
          iterations += 1
          let length = Self.length(of: step, covariance: point.covariance)
          let change = abs(next.logLikelihood - point.logLikelihood)
          point = next
          if length < Self.stepTolerance, change < Self.likelihoodTolerance * magnitude(of: next) {
            return (point, iterations, true)
          }
          // Newton's method doubles the digits only if each step is solved to as many.
          tolerance = max(min(0.1, length), 1e-6)
          continue
        }
        expectationSteps = Self.expectationSteps
      }
      let (means, covariance) = point.expectationMaximizationPoint()
      point = try likelihood(means, covariance)
      iterations += 1
      expectationSteps -= 1
    }
    return (point, iterations, false)
  }

  /// The moments of the available cases, or their variances alone where these are not positive definite.
  private func start() throws(SaturatedMissingError) -> IncompleteLikelihood {
    let means = patterns.availableMeans
    let covariance = patterns.availableCovariance(about: means)
    if Self.singularVariable(covariance) == nil { return try likelihood(means, covariance) }
    let diagonal = Matrix.diagonal(covariance.diagonal)
    return try likelihood(means, diagonal)
  }

  private func likelihood(_ means: [Double], _ covariance: Matrix) throws(SaturatedMissingError) -> IncompleteLikelihood {
    if let variable = Self.singularVariable(covariance) { throw .notPositiveDefinite(variable: variable) }
    do {
      return try IncompleteLikelihood(patterns, means: means, covariance: covariance)
    } catch {
      // Only rounding can make a part of a positive definite matrix indefinite: the last variable is the one that is left least.
      throw .notPositiveDefinite(variable: patterns.variableCount - 1)
    }
  }

  /// The point after the step, if it is in the parameter space and the likelihood has not fallen by more than rounding.
  private func climb(from point: IncompleteLikelihood, along step: IncompleteLikelihood.Step) -> IncompleteLikelihood? {
    let means = zip(point.means, step.means).map { $0 + $1 }
    guard let next = try? likelihood(means, point.covariance + step.covariance) else { return nil }
    let isHigher = next.logLikelihood >= point.logLikelihood - Self.likelihoodTolerance * magnitude(of: point)
    return isHigher ? next : nil
  }

  /// The scale on which the log-likelihood is rounded, whatever the units of the variables.
  private func magnitude(of point: IncompleteLikelihood) -> Double {
    abs(point.logLikelihood) + Double(patterns.rowCount)
  }

  /// The largest change of a mean or covariance, in standard deviations and their products.
  private static func length(of step: IncompleteLikelihood.Step, covariance: Matrix) -> Double {
    let deviations = covariance.diagonal.map { $0.squareRoot() }
    var largest = 0.0
    for j in deviations.indices {
      largest = max(largest, abs(step.means[j]) / deviations[j])
      for i in j..<deviations.count { largest = max(largest, abs(step.covariance[i, j]) / (deviations[i] * deviations[j])) }
    }
    return largest
  }

  /// The first variable of which those before it leave no variance, judged on correlations.
  private static func singularVariable(_ covariance: Matrix) -> Int? {
    let variances = covariance.diagonal
    if let variable = variances.firstIndex(where: { !($0 > 0 && $0 < .infinity) }) { return variable }
    do {
      let lower = try CholeskyFactorization(covariance).lower
      return variances.indices.first { lower[$0, $0] * lower[$0, $0] < singularity * variances[$0] }
    } catch .notPositiveDefinite(let pivot) {
      return pivot
    } catch {
      return 0
    }
  }
}
