import LinearAlgebra

/// A chi-square corrected for non-normality, incomplete normality or weights (conventions.md section 7).
struct ScaledTest: Sendable {
  var kind: EstimationOptions.Test
  var chiSquare: Double
  /// Not whole for a mean- and variance-adjusted test.
  var degreesOfFreedom: Double
  /// What the chi-square was divided by.
  var scalingFactor: Double
  /// What was then added (scaled-shifted).
  var shift: Double?
  /// tr(U Gamma), the expectation of the uncorrected chi-square.
  var trace: Double
  /// Scaling factors of the log-likelihoods of the model and the saturated model (Yuan-Bentler).
  var likelihoodFactors: (model: Double, saturated: Double)?

  /// The mean of the weights of the chi-squares that make up the uncorrected one: what robust fit measures use.
  var meanWeight: Double { nominalDegreesOfFreedom > 0 ? trace / nominalDegreesOfFreedom : 1 }
  var nominalDegreesOfFreedom: Double
}

extension Solution {
  /// The corrected test of the solution's chi-square.
  ///
  /// - Returns: `nil` when there are no degrees of freedom, or the rows that it needs are not there.
  func scaledTest(_ kind: EstimationOptions.Test, degreesOfFreedom: Int) -> ScaledTest? {
    guard kind.isScaled else { return nil }
    let df = Double(degreesOfFreedom)
    let t = chiSquare
    guard degreesOfFreedom > 0 else {
      // There is nothing to test, nor to correct.
      return ScaledTest(
        kind: kind, chiSquare: t, degreesOfFreedom: df, scalingFactor: .nan, trace: 0, nominalDegreesOfFreedom: df)
    }
    switch kind {
    case .yuanBentler, .yuanBentlerMplus: return yuanBentler(kind, degreesOfFreedom: df)
    default: break
    }
    guard let sandwich = MomentSandwich(self) else { return nil }
    let (trace, squared) = (sandwich.trace, sandwich.squaredTrace)
    var test = ScaledTest(
      kind: kind, chiSquare: t, degreesOfFreedom: df, scalingFactor: trace / df, trace: trace, nominalDegreesOfFreedom: df)
    switch kind {
    case .meanVarianceAdjusted:
      test.scalingFactor = squared / trace
      test.degreesOfFreedom = trace * trace / squared
      test.chiSquare = t / test.scalingFactor
    case .scaledShifted:
      let scale = (df / squared).squareRoot()
      let shift = df - scale * trace
      test.scalingFactor = 1 / scale
      test.shift = shift
      test.chiSquare = scale * t + shift
    default: test.chiSquare = t / test.scalingFactor
    }
    return test
  }

  /// Yuan and Bentler's (2000) T: the trace is the difference of `tr(A^-1 B)` of the saturated model and the model, A the information
  /// and B the products of scores.
  private func yuanBentler(_ kind: EstimationOptions.Test, degreesOfFreedom: Double) -> ScaledTest? {
    guard let scores = scoreProducts, let saturated = saturatedTrace(isStructured: kind == .yuanBentler),
      let bread = try? CholeskyFactorization(restrictions.reducedInformation(information(estimation.method.information)))
    else { return nil }
    let reduced = restrictions.reducedInformation(scores)
    let own = bread.solve(reduced).trace
    let trace = saturated - own
    let count = Double(reduced.rowCount)
    let scalingFactor = trace / degreesOfFreedom
    return ScaledTest(
      kind: kind, chiSquare: chiSquare / scalingFactor, degreesOfFreedom: degreesOfFreedom, scalingFactor: scalingFactor,
      shift: nil,
      trace: trace, likelihoodFactors: (model: own / count, saturated: saturated / (count + degreesOfFreedom)),
      nominalDegreesOfFreedom: degreesOfFreedom)
  }

  /// tr(A1^-1 B1) of the saturated model, less that of fixed exogenous variables.
  ///
  /// With the expected information, `tr(A1^-1 B1)` is the mean over cases of `.5 tr[(S^-1 M)^2] + m'S^-1 m` with `M = d d' - S` and
  /// `m = d` the case's (or cluster's) deviations; structured: at the model's moments in place of S and the means.
  private func saturatedTrace(isStructured: Bool) -> Double? {
    var total = 0.0
    for (index, data) in estimation.data.enumerated() {
      switch data.form {
      case .patterns(let saturated):
        guard let trace = incompleteTrace(saturated, data) else { return nil }
        total += trace
        let exogenous = estimation.groups[index].fixedExogenous
        if !exogenous.isEmpty {
          guard let rows = data.rows,
            let own = try? SaturatedMissing(
              MissingPatterns(rows: rows.selecting(columns: exogenous))),
            let part = incompleteTrace(own, data)
          else { return nil }
          total -= part
        }
      case .clusters(let clusters, _):
        guard let trace = clusterTrace(clusters, ofGroup: index, isStructured: isStructured) else { return nil }
        total += trace
      case .moments, .twoStage, .ordinal:
        let hasMeans = !estimation.groups[index].intercepts.isEmpty
        let all = Array(0..<estimation.groups[index].observedCount)
        guard let trace = normalTrace(ofGroup: index, variables: all, isStructured: isStructured, hasMeans: hasMeans) else {
          return nil
        }
        total += trace
        let exogenous = estimation.groups[index].fixedExogenous
        if !exogenous.isEmpty {
          guard
            let part = normalTrace(ofGroup: index, variables: exogenous, isStructured: isStructured, hasMeans: hasMeans)
          else { return nil }
          total -= part
        }
      }
    }
    return total
  }

  /// Of two levels, with fixed exogenous moments held: A1 is the observed information at the saturated moments (or the model's).
  private func clusterTrace(_ clusters: ClusteredData, ofGroup index: Int, isStructured: Bool) -> Double? {
    let data = estimation.data[index]
    let moments = isStructured ? nil : data.observed
    let saturated = SaturatedLevels.matrices(
      like: estimation.groups[index], fixing: Set(estimation.groups[index].fixedExogenous))
    let function = MaximumLikelihood(
      [saturated], references: [data.observed], blocks: clusters.blocks(group: 0, total: data.weight))
    let parameters = SaturatedLevels.parameters(
      saturated, covariance: moments?.covariance ?? implied[index].covariance, means: moments?.means ?? implied[index].means)
    guard let point = try? function.evaluate(parameters),
      let factor = try? CholeskyFactorization(function.observedInformation(at: point))
    else { return nil }
    let scores = function.clusterScores(clusters, firstBlock: 0, at: point)
    return factor.solve(scores.transposedTimes(scores)).trace / data.weight
  }

  private func incompleteTrace(_ saturated: SaturatedMissing, _ data: GroupData) -> Double? {
    guard let factor = try? CholeskyFactorization(saturated.observedInformation()) else { return nil }
    let products = data.sample.unitProducts(of: saturated.patterns.rows, order: saturated.likelihood.elementCount) {
      saturated.scores(of: $0)
    }
    // Both informations are means over the cases that have anything observed.
    return factor.solve(products).trace / Double(saturated.patterns.rowCount)
  }

  private func normalTrace(ofGroup index: Int, variables: [Int], isStructured: Bool, hasMeans: Bool) -> Double? {
    let data = estimation.data[index]
    guard let rows = data.rows else { return nil }
    let reference = data.observed
    let covariance = (isStructured ? implied[index].covariance : reference.covariance).principal(variables)
    let means = isStructured && hasMeans ? implied[index].means : reference.means ?? []
    guard let precision = (try? CholeskyFactorization(covariance))?.inverse() else { return nil }
    let p = variables.count
    let own = CaseDeviations(rows: rows.selecting(columns: variables), centre: variables.map { means[$0] })
    var sum = 0.0
    guard let clusters = data.sample.clusters else {
      for range in rows.blocks {
        let deviations = own.block(range)
        let whitened = deviations * precision
        for (i, row) in range.enumerated() {
          var distance = 0.0
          for j in 0..<p { distance += whitened[i, j] * deviations[i, j] }
          let weight = data.sample.weights?[row] ?? 1
          let own = 0.5 * (distance * distance - 2 * distance + Double(p)) + (hasMeans ? distance : 0)
          sum += weight * weight * own
        }
      }
      return sum / data.weight
    }
    let deviations = own.block(0..<rows.rowCount)
    for members in Dictionary(grouping: clusters.indices, by: { clusters[$0] }).sorted(by: { $0.key < $1.key }).map(\.value) {
      var products = Matrix(rowCount: p, columnCount: p)
      var mean = [Double](repeating: 0, count: p)
      for i in members {
        let weight = data.sample.weights?[i] ?? 1
        for j in 0..<p {
          mean[j] += weight * deviations[i, j]
          for k in 0..<p { products[j, k] += weight * (deviations[i, j] * deviations[i, k] - covariance[j, k]) }
        }
      }
      sum += 0.5 * (precision * products).traceOfSquare + (hasMeans ? precision.quadraticForm(mean) : 0)
    }
    let count = Double((clusters.max() ?? 0) + 1)
    return sum * count / max(count - 1, 1) / data.weight
  }
}
