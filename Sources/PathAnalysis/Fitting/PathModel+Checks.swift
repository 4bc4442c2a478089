import LinearAlgebra
import SurveyData

extension PathModel {
  /// A group's data in the form that the estimator fits, after what would make the fit meaningless is refused by name.
  func groupData(
    _ sample: Sample, group: Int, _ options: EstimationOptions, _ method: EstimationMethod
  ) throws(FitError) -> GroupData {
    let names = observedVariables(ofGroup: group)
    if groups[group].hasLevels { return try clusteredData(sample, group: group) }
    if let missing = names.first(where: { !sample.variables.contains($0) }) { throw .missingVariable(missing) }
    guard sample.sampleSize > 1 else { throw .tooFewCases(sampleSize: sample.sampleSize, variableCount: names.count) }
    if sample.isOfRows && sample.sampleSize <= names.count {
      throw .tooFewCases(sampleSize: sample.sampleSize, variableCount: names.count)
    }
    let rescales = options.rescaleSampleCovariance ?? method.rescales(options.likelihood)
    var observed = ObservedMoments(sample, order: names, rescales: rescales)
    if table.hasMeanStructure && observed.means == nil { throw .meansMissing }
    if !table.isCategorical { try refuseDegenerate(observed, sample, names) }
    let position = Dictionary(sample.variables.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = sample.rows.map { rows in
      // The same matrix is not held twice.
      names == sample.variables
        ? rows : rows.selecting(columns: names.compactMap { position[$0] })
    }
    var form = GroupData.Form.moments
    if options.missing.isTwoStage {
      let moments = try twoStageMoments(sample, group: group, options, method)
      form = .twoStage(moments)
      observed = moments.observed
    } else if let rows, sample.isIncomplete, !table.isCategorical, options.missing != .pairwise {
      let saturated = try saturated(rows, names)
      form = .patterns(saturated)
      observed = ObservedMoments(
        covariance: saturated.covariance, means: saturated.means, sampleSize: saturated.patterns.rowCount)
    }
    if table.isCategorical {
      guard let rows else { throw .rowsNeeded }
      let moments = try ordinalMoments(rows.matrix, group: group, label: sample.label, options)
      form = .ordinal(moments)
      observed = moments.joint(groups[group], covariates: observed)
    }
    let n = Double(observed.sampleSize)
    return GroupData(
      sample: sample, observed: observed, weight: method.rescales(options.likelihood) ? n : n - 1, form: form, rows: rows)
  }

  private func ordinalMoments(
    _ rows: Matrix, group: Int, label: String, _ options: EstimationOptions
  ) throws(FitError) -> OrdinalMoments {
    var input = OrdinalInput(rows, groups[group])
    input.usesAvailableCases = options.missing == .pairwise
    let moments: OrdinalMoments
    do throws(OrdinalProblem) { moments = try OrdinalMoments(input) } catch { throw .ordinal(error) }
    for (variable, name) in input.names.enumerated() where input.isOrdinal[variable] {
      let place = groups[group].variables.firstIndex(of: name)
      let expected = groups[group].thresholds.filter { $0.row == place }.count
      if moments.thresholds[variable].count != expected { throw .ordinal(.categoriesDiffer(variable: name, group: label)) }
    }
    return moments
  }

  func saturated(_ rows: CaseRows, _ names: [String]) throws(FitError) -> SaturatedMissing {
    do throws(SaturatedMissingError) {
      return try SaturatedMissing(MissingPatterns(rows: rows))
    } catch {
      switch error {
      case .noCases: throw .tooFewCases(sampleSize: 0, variableCount: names.count)
      case .neverObserved(let variable): throw .constantVariable(names[variable])
      case .notPositiveDefinite(let variable): throw .covarianceNotPositiveDefinite(variable: names[variable])
      }
    }
  }

  func refuseDegenerate(_ observed: ObservedMoments, _ sample: Sample, _ names: [String]) throws(FitError) {
    for (i, name) in names.enumerated() {
      let mean = observed.means?[i] ?? 0
      // A constant column leaves only rounding of its mean in the variance.
      if !(observed.covariance[i, i] > 1e-28 * mean * mean) { throw .constantVariable(name) }
    }
    // Covariances of incomplete pairs need not fit together: the saturated model tells.
    guard !sample.isIncomplete else { return }
    if let collinear = Collinearity.first(in: observed.covariance, names: names) {
      if !sample.isOfRows && collinear.residualShare < -Collinearity.tolerance {
        throw .covarianceNotPositiveDefinite(variable: collinear.variable)
      }
      throw .collinear(collinear.variable, with: collinear.others)
    }
  }
}

extension EstimationMethod {
  /// Whether covariances have divisor n: maximum likelihood but for Wishart's.
  func rescales(_ likelihood: EstimationOptions.Likelihood) -> Bool {
    discrepancy == .maximumLikelihood && likelihood == .normal
  }
}

/// A variable that is, to rounding, a linear combination of those before it.
struct Collinearity {
  /// Share of a variable's variance that the others leave unexplained, below which it counts as none.
  static let tolerance = 1e-12

  var variable: String
  var others: [String]
  var residualShare: Double

  /// Cholesky of the correlation matrix, row by row: the first pivot that vanishes names the variable, its coefficients the others.
  static func first(in covariance: Matrix, names: [String]) -> Collinearity? {
    let sd = covariance.diagonal.map { $0.squareRoot() }
    if isClearlyAbsent(covariance, sd) { return nil }
    var kept: [Int] = []
    for i in names.indices {
      let target = kept.map { covariance[$0, i] / (sd[$0] * sd[i]) }
      var correlation = covariance.principal(kept)
      for a in kept.indices { for b in kept.indices { correlation[a, b] /= sd[kept[a]] * sd[kept[b]] } }
      guard let factor = try? CholeskyFactorization(correlation), !kept.isEmpty else {
        kept.append(i)
        continue
      }
      let weights = factor.solve(target)
      let residual = 1 - zip(weights, target).reduce(0) { $0 + $1.0 * $1.1 }
      if residual < tolerance {
        let others = kept.indices.filter { abs(weights[$0]) > 1e-6 }.map { names[kept[$0]] }
        return Collinearity(variable: names[i], others: others, residualShare: residual)
      }
      kept.append(i)
    }
    return nil
  }

  /// Whether no pivot of the whole matrix vanishes: each is what the variables before leave of a variable's variance.
  private static func isClearlyAbsent(_ covariance: Matrix, _ sd: [Double]) -> Bool {
    var correlation = covariance
    for j in sd.indices { for i in sd.indices { correlation[i, j] /= sd[i] * sd[j] } }
    guard let pivots = (try? CholeskyFactorization(correlation))?.lower.diagonal else { return false }
    return pivots.allSatisfy { $0 * $0 > 10 * tolerance }
  }
}
