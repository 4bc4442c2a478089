import Glibc
import LinearAlgebra
import Probability

/// The independence model that incremental indices compare with (conventions.md section 5).
///
/// All variances (and means) are free and all covariances zero, save those among exogenous variables, which are kept. For maximum
/// likelihood with complete data `T0 = n (ln|S0| - ln|S|)` with S0 block-diagonal; otherwise it is estimated as the model is.
struct Baseline: Sendable {
  let chiSquare: Double
  let degreesOfFreedom: Int
  let scaled: ScaledTest?
  /// Where it was estimated.
  let solution: Solution?

  init(_ fit: Fit) {
    let count = Self.degreesOfFreedom(of: fit)
    degreesOfFreedom = count
    let method = fit.solution.estimation.method
    let isPlain =
      method.discrepancy == .maximumLikelihood
      && !fit.solution.estimation.data.contains { $0.isIncomplete || $0.clusters != nil }
      && fit.groups.allSatisfy(\.matrices.auxiliary.isEmpty)
    let scaling = method.scaling
    if !isPlain || scaling != nil, let solution = Self.solution(fit) {
      self.solution = solution
      chiSquare = solution.testStatistic
      scaled = scaling.flatMap { solution.scaledTest($0, degreesOfFreedom: count) }
      return
    }
    chiSquare = isPlain ? fit.groups.reduce(0) { $0 + $1.weight * Self.contribution(of: $1, fit).discrepancy } : .nan
    scaled = nil
    solution = nil
  }

  static func degreesOfFreedom(of fit: Fit) -> Int {
    fit.groups.reduce(0) { $0 + (fit.model.table.hasLevels ? pairs(of: $1, fit) : contribution(of: $1, fit).degreesOfFreedom) }
  }

  /// Pairs of variables of a level, less those of exogenous ones where their covariances are kept.
  private static func pairs(of group: FittedGroup, _ fit: Fit) -> Int {
    let levels = group.matrices.levels
    let keeps = fit.options.baselineKeepsExogenousCovariances
    return [1, 2].reduce(0) { sum, level in
      let p = (0..<group.matrices.observedCount).filter { levels[$0] == level }.count
      let x = keeps ? group.exogenousIndices.filter { levels[$0] == level }.count : 0
      return sum + p * (p - 1) / 2 - x * (x - 1) / 2
    }
  }

  private static func solution(_ fit: Fit) -> Solution? {
    let own = fit.solution.estimation
    let matrices = BaselineModel.matrices(
      own.groups, exogenous: fit.groups.map(\.exogenousIndices),
      keepsExogenousCovariances: fit.options.baselineKeepsExogenousCovariances)
    return try? Estimation(groups: matrices, data: own.data, method: own.method).run()
  }

  private static func contribution(of group: FittedGroup, _ fit: Fit) -> (discrepancy: Double, degreesOfFreedom: Int) {
    let indices = group.exogenousIndices
    let p = group.matrices.observedCount
    let isExogenous = Set(indices)
    let outcomes = (0..<p).filter { !isExogenous.contains($0) }
    let conditional = fit.model.table.isConditionalX && !indices.isEmpty
    let covariance = conditional ? group.observed.covariance.partial(outcomes, given: indices) : group.observed.covariance
    let keeps = fit.options.baselineKeepsExogenousCovariances && !conditional
    let diagonal = conditional ? Array(outcomes.indices) : keeps ? outcomes : Array(0..<p)
    var logDeterminant = diagonal.reduce(0) { $0 + log(covariance[$1, $1]) }
    if keeps { logDeterminant += covariance.principal(indices).logDeterminantOrZero }
    let m = covariance.rowCount - group.matrices.auxiliary.count
    return (
      logDeterminant - covariance.logDeterminantOrZero,
      m * (m - 1) / 2 - (keeps ? indices.count * (indices.count - 1) / 2 : 0)
    )
  }
}

extension Matrix {
  /// ln|A| of a positive definite matrix; 0 for an empty one.
  var logDeterminantOrZero: Double { rowCount == 0 ? 0 : (try? CholeskyFactorization(self))?.logDeterminant ?? .nan }

  /// Covariance of `outcomes` given `predictors`: `S_yy - S_yx S_xx^-1 S_xy`.
  func partial(_ outcomes: [Int], given predictors: [Int]) -> Matrix {
    guard !predictors.isEmpty, let factor = try? CholeskyFactorization(principal(predictors)) else { return principal(outcomes) }
    let cross = submatrix(rows: predictors, columns: outcomes)
    return (principal(outcomes) - cross.transposedTimes(factor.solve(cross))).symmetrized
  }

  /// Slopes of `outcomes` on `predictors`, one column an outcome: `S_xx^-1 S_xy`; zero when S_xx is singular.
  func slopes(of outcomes: [Int], on predictors: [Int]) -> Matrix {
    let cross = submatrix(rows: predictors, columns: outcomes)
    guard let factor = try? CholeskyFactorization(principal(predictors)) else {
      return Matrix(rowCount: predictors.count, columnCount: outcomes.count)
    }
    return factor.solve(cross)
  }
}
