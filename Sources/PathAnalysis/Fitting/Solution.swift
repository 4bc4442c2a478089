import LinearAlgebra

/// The minimum of an estimation: parameters, implied moments and what they say of the errors.
struct Solution: Sendable {
  enum Point: Sendable {
    case likelihood(MaximumLikelihood, MaximumLikelihood.Evaluation)
    case leastSquares(LeastSquares, LeastSquares.Evaluation)
  }

  let estimation: Estimation
  let parameters: [Double]
  let iterations: Int
  let converged: Bool
  /// The equalities and the active inequalities, made linear at the estimates.
  let restrictions: LinearRestrictions
  /// Conditions of the constraints that hold with equality.
  let activeConditions: [Int]
  /// A condition that no parameters were found to meet.
  let unmetCondition: Constraints.Origin?
  let point: Point

  /// One a group, over all its variables.
  var implied: [ImpliedMoments] {
    switch point {
    case .likelihood(_, let evaluation): evaluation.implied
    case .leastSquares(_, let evaluation): evaluation.implied
    }
  }

  /// F up to the saturated model's: twice lavaan's `fmin`.
  var discrepancy: Double {
    switch point {
    case .likelihood(_, let evaluation): evaluation.discrepancy - estimation.saturatedDiscrepancy
    case .leastSquares(_, let evaluation): evaluation.discrepancy
    }
  }

  /// N F; a tiny negative F counts as 0.
  var chiSquare: Double { estimation.totalWeight * max(discrepancy, 0) }

  /// N F where it has a chi-square distribution if all assumptions hold, or is to be corrected; otherwise Browne's residual test.
  var testStatistic: Double {
    let method = estimation.method
    guard !discrepancyIsChiSquare, method.scaling == nil, !estimation.isCategorical else { return chiSquare }
    return residualTest(.normalTheory) ?? chiSquare
  }

  private var discrepancyIsChiSquare: Bool {
    let kind = estimation.method.discrepancy
    return kind != .unweightedLeastSquares && kind != .diagonallyWeightedLeastSquares
  }

  /// Whether the uncorrected test statistic has a chi-square distribution if all assumptions hold.
  var hasReferenceDistribution: Bool { discrepancyIsChiSquare || estimation.method.scaling == nil }

  /// Information of one case about the parameters, q x q, before restrictions.
  func information(_ kind: EstimationOptions.Information) -> Matrix {
    switch point {
    case .likelihood(let function, let evaluation):
      switch kind {
      case .expected: function.expectedInformation(at: evaluation)
      case .observed: function.observedInformation(at: evaluation)
      case .firstOrder: scoreProducts ?? function.expectedInformation(at: evaluation)
      }
    case .leastSquares(let function, let evaluation): function.scoringInformation(at: evaluation)
    }
  }

  /// The asymptotic covariance of the estimates, q x q (conventions.md section 6).
  ///
  /// `nil` when the information is singular or the rows that it needs are not there.
  func asymptoticCovariance(_ method: EstimationMethod) -> Matrix? {
    func inverse(_ information: Matrix) -> Matrix? {
      (try? CholeskyFactorization(restrictions.reducedInformation(information)))?.inverse()
    }
    let scale = 1 / estimation.totalWeight
    switch method.standardErrors {
    case .none: return nil
    case .information where !discrepancyIsChiSquare:
      // The weight is not the inverse of the moments' covariance: that of the normal distribution stands for it.
      return MomentSandwich(normalTheoryParts, restrictions).map { scale * restrictions.expanded($0.estimateCovariance) }
    case .information:
      return inverse(information(method.information)).map { scale * restrictions.expanded($0) }
    case .firstOrder:
      return scoreProducts.flatMap(inverse).map { scale * restrictions.expanded($0) }
    case .scores:
      guard let bread = inverse(information(method.information)), let scores = scoreProducts else { return nil }
      return scale * restrictions.expanded(bread * restrictions.reducedInformation(scores) * bread)
    case .moments:
      guard var parts = momentParts else { return nil }
      if method.weightsAtSample {
        for index in parts.indices { parts[index].useUnbiasedCovariances(sampleSize: estimation.data[index].weight) }
      }
      guard let sandwich = MomentSandwich(parts, restrictions) else { return nil }
      return scale * restrictions.expanded(sandwich.estimateCovariance)
    }
  }
}

extension Estimation {
  /// What F is at the saturated model where the blocks do not measure it from there: that of incomplete and of clustered groups.
  var saturatedDiscrepancy: Double {
    data.reduce(0) { sum, group in
      switch group.form {
      case .moments, .twoStage, .ordinal: return sum
      case .patterns(let saturated):
        let constant = saturated.patterns.observedValueCount * MaximumLikelihood.logTwoPi
        return sum - (2 * saturated.logLikelihood + constant) / totalWeight
      case .clusters(_, let saturated): return sum + saturated * group.weight / totalWeight
      }
    }
  }
}
