import ModelSyntax

/// An EFA block of one group: factors that all measure the same variables, identified up to a rotation.
///
/// It is estimated with factor variances of 1, factor covariances of 0 and an echelon of loadings: the second factor has none on the
/// first variable, the third none on the first two, and so on. That is as many restrictions as a rotation undoes, m(m - 1) or, with
/// uncorrelated factors, half as many.
struct FactorBlock: Sendable {
  let name: String
  /// From 1.
  let group: Int
  let factors: [String]
  /// In the order of the first factor's loadings.
  let indicators: [String]
}

extension ParameterTable {
  /// Whether some factors explore (`efa("block")*f1 + efa("block")*f2 =~ …`).
  public var hasFactorBlocks: Bool { rows.contains { $0.factorBlock != nil } }

  /// The EFA blocks of all groups, in the text's order.
  var factorBlocks: [FactorBlock] {
    guard hasFactorBlocks else { return [] }
    return (1...groupCount).flatMap { group in
      let loadings = rows.filter { $0.group == group && $0.relation == .measuredBy }
      return unique(loadings.compactMap(\.factorBlock)).map { name in
        let factors = unique(loadings.filter { $0.factorBlock == name }.map(\.lhs))
        return FactorBlock(
          name: name, group: group, factors: factors, indicators: unique(loadings.filter { factors.contains($0.lhs) }.map(\.rhs)))
      }
    }
  }

  /// The row of a relation in the block's group.
  func row(_ lhs: String, _ relation: TermOperator, _ rhs: String, in block: FactorBlock) -> ParameterRow? {
    rows.first {
      $0.group == block.group && $0.relation == relation
        && (($0.lhs == lhs && $0.rhs == rhs) || (relation == .covariance && $0.lhs == rhs && $0.rhs == lhs))
    }
  }

  /// Whether a row is about two factors of one EFA block.
  func isWithinFactorBlock(_ row: ParameterRow) -> Bool {
    factorBlocks.contains { $0.group == row.group && $0.factors.contains(row.lhs) && $0.factors.contains(row.rhs) }
  }

  /// Parameters that are zero in the unrotated solution, as restrictions of the form theta(k) = 0.
  var unrotatedRestrictions: [LinearForm] {
    factorBlocks.flatMap { block in
      let echelon = block.factors.enumerated().flatMap { place, factor in
        block.indicators.prefix(place).map { row(factor, .measuredBy, $0, in: block) }
      }
      let covariances = block.factors.indices.flatMap { i in
        (0..<i).map { row(block.factors[i], .covariance, block.factors[$0], in: block) }
      }
      return (echelon + covariances).compactMap { $0?.parameterIndex }.map { LinearForm(parameter: $0, count: parameterCount) }
    }
  }
}
