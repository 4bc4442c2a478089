import LinearAlgebra
import Probability

/// What freeing one parameter would do: modification index and expected parameter change (conventions.md section 10).
public struct ModificationIndexResult: Sendable {
  public var lhs: String
  public var op: String
  public var rhs: String
  public var group: Int
  public var level = 1
  /// The expected fall of chi-square, on one degree of freedom.
  public var index: Double
  /// The expected change of the parameter from the value at which the model holds it (0 where it is not in the model).
  public var expectedChange: Double
  /// The change with latent variables standardised, all variables, and all but exogenous observed ones.
  public var standardizedLatent: Double?
  public var standardizedAll: Double?
  public var standardizedEndogenous: Double?
  /// Upper tail of chi-square with one degree of freedom.
  public var pValue: Double
}

extension Fit {
  /// Modification indices, the largest first.
  ///
  /// For a candidate with slope g and information `v = I_ee - I_em (I_mm)^-1 I_me` given the model's parameters:
  /// `MI = N g^2 / v`, `EPC = g / v` (Sörbom 1989); N is the number of cases. Equality constraints stay in force: I_mm is taken over the parameters that remain free
  /// under them. A candidate that the data cannot tell apart from the model's parameters has no index and is left out.
  /// - Parameter all: include arrows that make an exogenous variable an outcome or close a loop in a recursive model, which Amos leaves out.
  /// - Returns: nothing when the model itself is not identified.
  public func modificationIndices(all: Bool = false) -> [ModificationIndexResult] {
    // With two levels, arrows to exogenous variables are left out always: what moves data has no likelihood there. So it is with
    // composites, whose variances hold at all parameters.
    let isOpen = all && !model.table.hasLevels && !model.table.hasComposites
    let candidates = ModificationCandidates.all(of: model).filter { $0.keepsDirection || isOpen }
    return lagrangeMultipliers(candidates).sorted { $0.index > $1.index }
  }

  /// The index of each candidate that has one, in order.
  private func lagrangeMultipliers(_ candidates: [ModificationCandidate]) -> [ModificationIndexResult] {
    guard !candidates.isEmpty, identification.isIdentified, let extended = ExtendedScore(self, candidates) else { return [] }
    let scales = groups.map { StandardizingScales($0, parameters) }
    return candidates.indices.compactMap { index in
      let candidate = candidates[index]
      guard let variance = extended.variances[index] else { return nil }
      let slope = extended.slopes[index]
      let change = slope / variance
      let statistic = scoreWeight * slope * change
      let scale = scales[candidate.group]
      return ModificationIndexResult(
        lhs: candidate.lhs, op: candidate.relation.rawValue, rhs: candidate.rhs, group: candidate.group + 1,
        level: model.groups[candidate.group].levels[candidate.row],
        index: statistic, expectedChange: change,
        standardizedLatent: scale.standardized(change, candidate, .latent),
        standardizedAll: scale.standardized(change, candidate, .all),
        standardizedEndogenous: scale.standardized(change, candidate, .allButExogenous),
        pValue: ChiSquare(degreesOfFreedom: 1).upperTail(statistic))
    }
  }
}

/// Slopes of candidates and their information given the model's parameters.
struct ExtendedScore {
  /// g of each candidate.
  let slopes: [Double]
  /// `I_ee - I_em I_mm^-1 I_me`, q_e x q_e.
  let conditional: Matrix
  /// Its diagonal; `nil` where the candidate is not identified beside the model's parameters.
  let variances: [Double?]

  /// `nil` when the model's own information is singular.
  init?(_ fit: Fit, _ candidates: [ModificationCandidate]) {
    let count = fit.parameters.count
    let matrices = fit.model.groups.enumerated().map { group, matrices in
      matrices.freeing(candidates, ofGroup: group, firstParameter: count)
    }
    let values = fit.parameters + candidates.map(\.value)
    guard let score = DiscrepancyScore(fit, matrices, parameters: values) else { return nil }
    var information = score.information
    for (group, matrices) in matrices.enumerated() {
      let targets = ExogenousTargets(fit, group: group, candidates)
      targets?.correct(&information, places: ParameterPlace.all(in: matrices), firstParameter: count)
    }
    let own = Array(0..<count)
    let reduced = fit.restrictions.reducedInformation(information.principal(own))
    var mixed = Matrix(rowCount: reduced.rowCount, columnCount: candidates.count)
    for index in candidates.indices {
      let column = fit.restrictions.reducedGradient(own.map { information[$0, count + index] })
      for row in column.indices { mixed[row, index] = column[row] }
    }
    let extra = Array(count..<(count + candidates.count))
    let total = information.principal(extra)
    if reduced.rowCount == 0 {
      conditional = total
    } else {
      guard let factor = try? CholeskyFactorization(reduced) else { return nil }
      conditional = total - mixed.transposedTimes(factor.solve(mixed))
    }
    let left = conditional.diagonal
    // Of a candidate that the model's parameters can stand in for only rounding is left.
    variances = total.diagonal.indices.map { left[$0] > 1e-8 * total[$0, $0] ? left[$0] : nil }
    slopes = extra.map { score.slope[$0] }
  }
}

extension RAMMatrices {
  /// The same matrices with candidates as further parameters.
  fileprivate func freeing(_ candidates: [ModificationCandidate], ofGroup group: Int, firstParameter: Int) -> RAMMatrices {
    var result = self
    result.parameterCount = firstParameter + candidates.count
    for (index, candidate) in candidates.enumerated() where candidate.group == group {
      let entry = Entry(
        row: candidate.row, column: candidate.column, source: .parameter(firstParameter + index),
        isLoading: candidate.relation == .measuredBy)
      switch candidate.place {
      case .directEffect: Self.put(entry, into: &result.directEffects)
      case .symmetricEffect: Self.put(entry, into: &result.symmetricEffects)
      case .intercept: Self.put(entry, into: &result.intercepts)
      case .threshold: Self.put(entry, into: &result.thresholds)
      case .scaling: Self.put(entry, into: &result.scalings)
      }
    }
    return result
  }

  /// Replaces the entry of the same place, or adds one.
  private static func put(_ entry: Entry, into entries: inout [Entry]) {
    if let index = entries.firstIndex(where: { $0.row == entry.row && $0.column == entry.column }) {
      entries[index] = entry
    } else {
      entries.append(entry)
    }
  }
}
