import LinearAlgebra

/// What is to be estimated: matrices of every group, their data, and the method. The model, its baseline and other comparisons are
/// all estimated by this one way.
struct Estimation: Sendable {
  /// One a group; all share one parameter vector.
  let groups: [RAMMatrices]
  let data: [GroupData]
  let method: EstimationMethod
  /// `nil` for none.
  var constraints: Constraints?
  var userStarts: [Int: Double] = [:]
  var maximumIterations = 1_000
  /// Parameters near the minimum, as the sample's are to a draw's: tried before start values are computed.
  var warmStart: [Double]?

  /// Sum of the groups' weights: what F and the information are multiplied by.
  var totalWeight: Double { data.reduce(0) { $0 + $1.weight } }

  var isCategorical: Bool {
    data.contains {
      if case .ordinal = $0.form { return true }
      return false
    }
  }

  /// - Throws: `covarianceNotPositiveDefinite` for moments that cannot be fitted, `noAdmissibleStart`.
  func run() throws(FitError) -> Solution {
    let objective = try objective()
    if let warmStart, let solution = try? objective.minimize(self, from: warmStart), solution.converged { return solution }
    var best: Solution?
    for detail in StartingValues.Detail.allCases {
      let start = StartingValues.parameters(groups, observed: data.map(\.observed), userStarts: userStarts, detail: detail)
      guard let solution = try? objective.minimize(self, from: start) else { continue }
      if solution.converged { return solution }
      best = best ?? solution
    }
    guard let best else { throw .noAdmissibleStart }
    return best
  }

  func objective() throws(FitError) -> Objective {
    method.discrepancy == .maximumLikelihood ? .likelihood(try likelihood()) : .leastSquares(try leastSquares())
  }

  private func leastSquares() throws(FitError) -> LeastSquares {
    var parts: [LeastSquares.Part] = []
    for (index, group) in data.enumerated() {
      if case .ordinal(let moments) = group.form {
        parts.append(try ordinalPart(moments, ofGroup: index))
        continue
      }
      let hasMeans = !groups[index].intercepts.isEmpty
      let p = groups[index].observedCount
      let moments = group.observed.momentVector(hasMeans: hasMeans)
      parts.append(
        LeastSquares.Part(
          structure: MomentStructure(
            groups[index], elements: MomentElement.continuous(variableCount: p, hasMeans: hasMeans)),
          moments: moments, weightMatrix: try weightMatrix(ofGroup: index, meanCount: hasMeans ? p : 0),
          share: group.weight / totalWeight))
    }
    return LeastSquares(matrices: groups, references: data.map(\.observed), parts: parts)
  }

  private func ordinalPart(_ moments: OrdinalMoments, ofGroup index: Int) throws(FitError) -> LeastSquares.Part {
    let covariates = Set(groups[index].covariates)
    let weight: MomentWeight
    switch method.discrepancy {
    case .diagonallyWeightedLeastSquares: weight = .diagonal(moments.gamma.diagonal.map { 1 / $0 })
    case .unweightedLeastSquares: weight = .diagonal([Double](repeating: 1, count: moments.elements.count))
    case .weightedLeastSquares:
      guard let factor = try? CholeskyFactorization(moments.gamma) else {
        throw .tooFewCasesForWeight(sampleSize: moments.sampleSize, momentCount: moments.elements.count)
      }
      weight = .dense(factor.inverse())
    case .maximumLikelihood, .generalizedLeastSquares: throw .notForOrdinal(method.discrepancy.rawValue)
    }
    return LeastSquares.Part(
      structure: MomentStructure(
        groups[index], elements: moments.elements,
        variables: (0..<groups[index].observedCount).filter { !covariates.contains($0) }),
      moments: moments.vector, weightMatrix: weight, share: data[index].weight / totalWeight)
  }

  /// W (conventions.md section 3): of GLS the normal-theory weight at S, of ULS its analogue at the identity, of WLS Gamma^-1, of DWLS
  /// the inverse of Gamma's diagonal.
  private func weightMatrix(ofGroup index: Int, meanCount: Int) throws(FitError) -> MomentWeight {
    let p = groups[index].observedCount
    switch method.discrepancy {
    case .maximumLikelihood, .generalizedLeastSquares:
      do throws(FactorizationError) {
        return .normalTheory(
          precision: try CholeskyFactorization(data[index].observed.covariance).inverse(), meanCount: meanCount)
      } catch {
        throw .covarianceNotPositiveDefinite(variable: error.variable(in: groups[index].variables))
      }
    case .unweightedLeastSquares:
      return .diagonal([Double](repeating: 1, count: meanCount + p * (p + 1) / 2))
    case .diagonallyWeightedLeastSquares:
      guard let gamma = empiricalCovariance(ofGroup: index) else { throw .rowsNeeded }
      return .diagonal(gamma.diagonal.map { $0 > 0 ? 1 / $0 : 0 })
    case .weightedLeastSquares:
      guard let gamma = empiricalCovariance(ofGroup: index) else { throw .rowsNeeded }
      guard let factor = try? CholeskyFactorization(gamma) else {
        throw .tooFewCasesForWeight(sampleSize: data[index].sampleSize, momentCount: gamma.rowCount)
      }
      return .dense(factor.inverse())
    }
  }

  func likelihood() throws(FitError) -> MaximumLikelihood {
    let total = totalWeight
    var blocks: [MomentBlock] = []
    for (index, group) in data.enumerated() {
      switch group.form {
      case .moments, .twoStage:
        do throws(FactorizationError) {
          blocks.append(
            try MomentBlock(complete: group.observed, of: groups[index], group: index, weight: group.weight / total))
        } catch {
          throw .covarianceNotPositiveDefinite(variable: error.variable(in: groups[index].variables))
        }
      case .patterns(let saturated):
        blocks += MomentBlock.patterns(saturated.patterns, of: groups[index], group: index, total: total)
      case .ordinal: throw .notForOrdinal(method.discrepancy.rawValue)
      case .clusters(let clusters, _):
        blocks += clusters.blocks(group: index, total: total)
      }
    }
    return MaximumLikelihood(groups, references: data.map(\.observed), blocks: blocks)
  }
}

/// The function that an estimation minimises.
enum Objective: Sendable {
  case likelihood(MaximumLikelihood)
  case leastSquares(LeastSquares)

  func minimize(_ estimation: Estimation, from start: [Double]) throws(FactorizationError) -> Solution {
    switch self {
    case .likelihood(let function): try estimation.minimize(function, from: start) { .likelihood(function, $0) }
    case .leastSquares(let function): try estimation.minimize(function, from: start) { .leastSquares(function, $0) }
    }
  }
}

extension Estimation {
  fileprivate func minimize<Function: DiscrepancyFunction>(
    _ function: Function, from start: [Double], _ point: (Function.Evaluation) -> Solution.Point
  ) throws(FactorizationError) -> Solution {
    let outcome =
      if let constraints {
        try ConstrainedScoring(maximumIterations: maximumIterations).minimize(function, from: start, constraints: constraints)
      } else {
        try FisherScoring(maximumIterations: maximumIterations).minimize(
          function, from: start, restrictions: LinearRestrictions(parameterCount: start.count))
      }
    return Solution(
      estimation: self, parameters: outcome.parameters, iterations: outcome.iterations, converged: outcome.converged,
      restrictions: constraints?.restrictions(at: outcome.parameters, active: outcome.active)
        ?? LinearRestrictions(parameterCount: start.count),
      activeConditions: outcome.active, unmetCondition: outcome.unmet, point: point(outcome.evaluation))
  }
}
