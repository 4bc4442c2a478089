import ModelSyntax

extension ParameterTable {
  /// What stands against rotating an EFA block, named at its first place.
  ///
  /// A rotation mixes the factors of a block. Whatever one factor does, the others have to do too, freely and each for itself: a
  /// regression of one alone would belong to all after the rotation.
  func rotationRefusals() -> [Diagnostic] {
    if hasLevels, let block = factorBlocks.first {
      return [error("efa-levels", "EFA block `\(block.name)` stands in a model of two levels, which is not rotated yet", at: nil)]
    }
    return factorBlocks.filter { $0.group == 1 }.compactMap { refusal($0) }
      + factorBlocks.filter { $0.group > 1 && sharesParameters($0) }.prefix(1).map { block in
        error(
          "efa-equality",
          "the factors of EFA block `\(block.name)` are rotated in each group by themselves, so that nothing about them can be equal",
          at: nil)
      }
  }

  private func refusal(_ block: FactorBlock) -> Diagnostic? {
    let factors = Set(block.factors)
    let own = rows.filter { $0.group == block.group && (factors.contains($0.lhs) || factors.contains($0.rhs)) }
    let range = own.first?.range
    if block.indicators.count < block.factors.count {
      return error("efa-too-many-factors", "EFA block `\(block.name)` has more factors than variables", at: range)
    }
    for factor in block.factors {
      if let missing = block.indicators.first(where: { row(factor, .measuredBy, $0, in: block)?.parameterIndex == nil }) {
        return error(
          "efa-loading",
          "`\(factor) =~ \(missing)` is not free: every factor of EFA block `\(block.name)` measures all of its variables",
          at: row(factor, .measuredBy, missing, in: block)?.range ?? range)
      }
      if row(factor, .covariance, factor, in: block)?.status != .fixed(1) {
        return error("efa-variance", "the variance of `\(factor)` must be 1 in EFA block `\(block.name)`", at: range)
      }
    }
    if let uneven = own.first(where: { row in !isShared(row, by: block) }) {
      return error(
        "efa-uneven", "`\(uneven.name)` must hold for all factors of EFA block `\(block.name)`, freely: a rotation mixes them",
        at: uneven.range ?? range)
    }
    if sharesParameters(block) || isConstrained(own) {
      return error(
        "efa-equality", "parameters of the factors of EFA block `\(block.name)` cannot be held equal, bounded or constrained",
        at: range)
    }
    return nil
  }

  /// Whether all factors have the relation in the same state: free, or zero.
  private func isShared(_ row: ParameterRow, by block: FactorBlock) -> Bool {
    let isLeft = block.factors.contains(row.lhs)
    let other = isLeft ? row.rhs : row.lhs
    if block.factors.contains(other) { return row.relation == .covariance && (row.lhs == row.rhs || isMixable(row.status)) }
    let all = block.factors.map { factor in
      isLeft ? self.row(factor, row.relation, other, in: block) : self.row(other, row.relation, factor, in: block)
    }
    if row.parameterIndex != nil { return all.allSatisfy { $0?.parameterIndex != nil } }
    return row.status == .fixed(0) && all.allSatisfy { $0 == nil || $0?.status == .fixed(0) }
  }

  private func isMixable(_ status: ParameterRow.Status) -> Bool {
    if case .free = status { true } else { status == .fixed(0) }
  }

  private func sharesParameters(_ block: FactorBlock) -> Bool {
    let factors = Set(block.factors)
    let own = rows.filter { $0.group == block.group && (factors.contains($0.lhs) || factors.contains($0.rhs)) }
    let indices = own.compactMap(\.parameterIndex)
    return indices.contains { index in rows.filter { $0.parameterIndex == index }.count > 1 }
  }

  /// Whether a constraint or a bound is about one of the rows, directly or through a definition.
  private func isConstrained(_ own: [ParameterRow]) -> Bool {
    if own.contains(where: { $0.lowerBound != nil || $0.upperBound != nil }) { return true }
    let labels = Set(own.map(\.label).filter { !$0.isEmpty })
    var names = Set(constraints.flatMap { ($0.left.names + $0.right.names).map(\.name) })
    for definition in definitions.reversed() where names.contains(definition.name) {
      names.formUnion(definition.expression.names.map(\.name))
    }
    return !names.isDisjoint(with: labels)
  }

  private func error(_ id: String, _ message: String, at range: SourceRange?) -> Diagnostic {
    Diagnostic(.error, id, message, at: range)
  }
}
